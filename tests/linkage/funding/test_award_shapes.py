"""Each example of award_patterns.csv is read as its own row says; a number keeps no year, suffix or spelling."""

from __future__ import annotations

import pytest

from rashinban.definitions import lookups
from rashinban.errors import Refused
from rashinban.reading.award_numbers import parse
from rashinban.schema.japanese_ids import jgn

ROWS = lookups()["award_patterns"].to_pylist()

JSPS, NIH, NSF, EC, DFG = (
    f"fundref:{number}" for number in ("501100001691", "100000002", "100000001", "501100000780", "501100001659")
)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['example']}-{row['funder'][:20]}" for row in ROWS])
def test_an_example_is_of_its_funder(row: dict[str, str | None]) -> None:
    funders = (row["funder_id"] or "").split()
    found = parse(row["example"] or "", () if row["alone"] == "yes" else funders[:1])
    assert found is not None
    assert (found.funder, found.funder_id, found.scheme, found.programme) == (
        row["funder"],
        funders[0] if funders else None,
        row["scheme"],
        row["programme"],
    )
    assert row["reason"]


def test_what_does_not_say_its_funder_is_nobodys_alone() -> None:
    silent = {row["example"]: parse(row["example"]) for row in ROWS if row["alone"] == "no"}
    # A number may be silent by one row and speak by another.
    speaking = {example: found.funder for example, found in silent.items() if found}
    assert speaking == {"WT098051": "Wellcome Trust"}


def test_every_systematic_number_of_japan_is_one_by_its_kind_too() -> None:
    for row in ROWS:
        if row["scheme"] in ("jgn", "amed") and (row["example"] or "").startswith("JP"):
            try:
                jgn(row["example"] or "")
            except Refused as refused:
                pytest.fail(f"{row['example']}: {refused}")


@pytest.mark.parametrize(
    ("typed", "funders", "award"),
    [
        # The year of AMED's contract changes with each year of one award; a branch of it has a suffix.
        ("JP21km0908001", (), "amed:km0908001"),
        ("JP22km0908001", (), "amed:km0908001"),
        ("JP20ak0101068h0004", (), "amed:ak0101068"),
        ("JP 19KK0341", (), "jgn:JP19KK0341"),
        ("ＪＰ１９ＫＫ０３４１", (), "jgn:JP19KK0341"),
        ("19KK0341", (JSPS,), "jgn:JP19KK0341"),
        ("19KK0341", (NSF,), None),
        ("jpmjcr2112", (), "jgn:JPMJCR2112"),
        ("R01GM123456", (), "nih:R01GM123456"),
        ("5R01GM123456-04S1", (), "nih:R01GM123456"),
        ("1 R01 GM 123456-01A1", (), "nih:R01GM123456"),
        ("P30-CA13148", (), "nih:P30CA013148"),
        ("NIH grant U24 TR002306", (), "nih:U24TR002306"),
        ("DMS-0757907", (), "nsf:0757907"),
        ("NSF DMS 0757907", (), "nsf:0757907"),
        ("0757907", (NSF,), "nsf:0757907"),
        ("0757907", (), None),
        ("Grant agreement No. 693023", (EC,), "ec:693023"),
        ("ERC-2015-CoG-682150", (), "ec:682150"),
        ("MR/N026004/", (), "ukri:MR/N026004"),
        ("HE6013/1-2", (), "award:501100001659:HE6013/1-2"),
        ("he 6013/1-2", (DFG,), "award:501100001659:HE6013/1-2"),
        ("N000141812659", (), "award:100000006:N00014-18-1-2659"),
        ("WT104104/Z/14/Z", (), "award:100010269:104104/Z/14/Z"),
        ("", (), None),
        ("n/a", (), None),
        ("-" * 10_000 + "1", (), None),
    ],
)
def test_one_award_has_one_number(typed: str, funders: tuple[str, ...], award: str | None) -> None:
    found = parse(typed, funders)
    assert (found.award_id if found else None) == award
