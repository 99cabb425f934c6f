"""Options that a data source names itself reach its selection; others are said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from rashinban import catalog
from rashinban.cli import app
from rashinban.cli.words import further_paths, own_words
from rashinban.errors import UsageError
from rashinban.schema import DataSource

SOURCE = DataSource(name="played", title="", url="", licence="", terms="", citation="", tables=())


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, object]]:
    """What a played data source was asked for; it gives nothing."""
    selections: list[Mapping[str, object]] = []

    def fetch(_: object, selection: Mapping[str, object], **__: object) -> None:
        selections.append(selection)
        raise UsageError("asked")

    words = {"url": "base URL", "from_date": "a day", "years": "one year"}
    played = SimpleNamespace(__name__="played", DATA_SOURCE=SOURCE, SELECTION=words, fetch=fetch)
    monkeypatch.setattr(catalog, "data_source", lambda _: played)
    return selections


def test_own_words_and_common_ones(tmp_path: Path, asked: list[Mapping[str, object]]) -> None:
    line = ["fetch", "played", "--url", "https://example.jp/oai?a=b", "--years", "2020", "--from-date=2024-01-01"]
    CliRunner().invoke(app, [*line, "--base", str(tmp_path)])
    assert asked == [{"years": "2020", "url": "https://example.jp/oai?a=b", "from_date": "2024-01-01"}]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--ulr", "x"], "fetch played: no '--ulr'; its own words are --url, --from-date, --years; others"),
        (["x"], "fetch played: no 'x'"),
        (["--url"], "--url needs a value: base URL"),
    ],
)
def test_words_that_are_not_known(given: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        own_words("played", given)
    assert own_words("played", []) == {}


def test_paths_that_a_shell_has_written_out_follow_the_first() -> None:
    assert further_paths(["b.xml", "c d.xml", "--url", "x"]) == ([Path("b.xml"), Path("c d.xml")], ["--url", "x"])
    assert further_paths([]) == ([], [])
