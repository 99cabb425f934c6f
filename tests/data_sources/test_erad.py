"""e-Rad's lists: with and without a header, in cp932 and UTF-8, codes that lost their zero, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from parsed_records import parsed
from provider import Provider, playing
from rashinban.data_sources import erad
from rashinban.errors import UsageError
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import fetch

DATA = Path(__file__).parents[1] / "data" / "erad"


def test_funders_without_a_header() -> None:
    found = parsed(erad, DATA / "funders_without_header.tsv")
    assert (found.kept, found.reasons, found.unknown) == (3, [], {})
    assert found.rows["funders"] == [
        {"funder_id": "erad-funder:0303", "display_name": "例示医療機構", "country_code": "JP"},
        {"funder_id": "erad-funder:1025", "display_name": "例示振興会", "country_code": "JP"},
        # The code is in fullwidth digits.
        {"funder_id": "erad-funder:1001", "display_name": "例示省", "country_code": "JP"},
    ]
    assert found.of("funder_names", "funder_id", "name", "language") == [
        ("erad-funder:0303", "例示医療機構", "ja"),
        ("erad-funder:0303", "Example Agency for Medicine", "en"),
        ("erad-funder:1025", "例示振興会", "ja"),
        ("erad-funder:1025", "Example Society", "en"),
        ("erad-funder:1001", "例示省", "ja"),
    ]


def test_institutions_in_cp932_under_a_header() -> None:
    found = parsed(erad, DATA / "institutions_cp932_header_fullwidth_brackets.csv")
    assert found.of("institution_names", "institution_id", "name", "language", "kind") == [
        ("erad-org:9999999999", "例示大学", "ja", "display"),
        ("erad-org:9999999999", "Example University", "en", "label"),
        ("erad-org:9999999999", "レイジダイガク", "ja-Kana", "label"),
    ]
    assert found.of("institution_identifiers", "scheme", "identifier") == [("erad-org", "9999999999")]
    # A spreadsheet has taken the zero away.
    assert found.of("funders", "funder_id") == ["erad-funder:0303"]
    assert (found.kept, found.reasons) == (
        2,
        [
            "neither the code of a funder (4 digits) nor of an institution (10 digits)",
            "a row without a code of digits; a header may be missing in definitions/types/erad.csv",
        ],
    )
    assert found.unknown == {"erad.所在地": 1}


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        played.file("/datasets/files/haibunkikan.csv", (DATA / "funders_without_header.tsv").read_bytes())
        yield played


def test_the_list_of_funders_is_fetched(tmp_path: Path, provider: Provider) -> None:
    report = fetch(tmp_path, "erad", environment={"RASHINBAN_ERAD": provider.url}, sleep=lambda _: None)
    (file,) = raw_files(tmp_path, "erad")
    assert (file.name, report.notes) == ("haibunkikan.csv", (f"haibunkikan.csv, {file.path.stat().st_size} bytes",))


def test_a_selection_has_no_words(tmp_path: Path, provider: Provider) -> None:
    with pytest.raises(UsageError, match="the list of e-Rad is fetched whole"):
        fetch(tmp_path, "erad", selection={"query": "x"}, environment={"RASHINBAN_ERAD": provider.url})
