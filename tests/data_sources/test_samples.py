"""Real and official records of every provider, read in place: each is kept or refused, and no field is overlooked."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from rashinban import catalog

_FILE = Path(__file__).parents[2] / "docs" / "samples.py"


def _samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples", _FILE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAMPLES = _samples()

#: Data sources of which no original file could be had: why.
WITHOUT = {
    "erad": "the ministry's list was not to be had; tests have files in its form",
    "jst_grants": "no record of GRANTS was to be had; its XML is KAKEN's",
    "spreadsheet": "a file of any layout; tests read published tables in place",
    "strategy_text": "a text of any kind; its tests read one in place",
}


def test_every_data_source_has_samples_or_says_why_not() -> None:
    assert set(catalog.data_sources()) - set(SAMPLES.SAMPLES) == set(WITHOUT)
    assert set(SAMPLES.SAMPLES) <= set(catalog.data_sources())


@pytest.mark.shared
@pytest.mark.parametrize("name", SAMPLES.SAMPLES)
def test_no_record_is_lost_and_no_field_overlooked(name: str, shared: Path, tmp_path: Path) -> None:
    files = SAMPLES.files_of(shared, name)
    assert files, f"no file fits {SAMPLES.SAMPLES[name]}"
    report = SAMPLES.report_of(shared, name, tmp_path)
    assert report["records"] == report["kept"] + report["refused"]
    assert report["unknown_fields"] == {}
    assert report["damaged"] == {}
    # The page says what the records give now: `make samples` where this fails and the change is meant.
    told = SAMPLES.page({name: report})
    page = SAMPLES.PAGE.read_text(encoding="utf-8")
    (counts,) = [line for line in told.splitlines() if line.startswith("| [")]
    assert counts in page.splitlines()
    assert told[told.index(f"## {name}") :] in page


@pytest.mark.shared
def test_every_sample_file_is_read_by_somebody_or_known_to_be_no_record(shared: Path) -> None:
    read = {path for name in SAMPLES.SAMPLES for path in SAMPLES.files_of(shared, name)}
    passed = {path for pattern in SAMPLES.NO_RECORDS for path in shared.glob(pattern)}
    samples = {path for path in (shared / "samples").rglob("*") if path.is_file()}
    assert sorted(str(path.relative_to(shared)) for path in samples - read - passed) == []
