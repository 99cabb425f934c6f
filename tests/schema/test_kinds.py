"""Value kinds: what each one mends, what it refuses, and that real ids pass."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date as Date
from pathlib import Path

import idutils
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashinban.errors import Refused
from rashinban.schema import kinds, tables

MENDED: list[tuple[Callable[[str], object], str, object]] = [
    (kinds.doi, "10.1000/182", "10.1000/182"),
    (kinds.doi, "https://doi.org/10.1038/S41586-020-2649-2", "10.1038/s41586-020-2649-2"),
    (kinds.doi, "http://dx.doi.org/10.1000/182", "10.1000/182"),
    (kinds.doi, "HTTPS://WWW.DOI.ORG/10.1000/182", "10.1000/182"),
    (kinds.doi, "doi:10.1000/182", "10.1000/182"),
    (kinds.doi, "DOI: 10.1000/182", "10.1000/182"),
    (kinds.doi, "https://doi.org/doi:10.1000/182", "10.1000/182"),
    (kinds.doi, "info:doi/10.1000/182", "10.1000/182"),
    (kinds.doi, "  10.1000/182.  ", "10.1000/182"),
    (kinds.doi, "10.1000/182).", "10.1000/182"),
    (kinds.doi, "10.1016/0040-4039(94)85020-8", "10.1016/0040-4039(94)85020-8"),
    (kinds.doi, "(10.1000/x)"[1:], "10.1000/x"),
    (kinds.doi, "10.1016/s0140-6736(05)", "10.1016/s0140-6736(05)"),
    # A SICI: its brackets, semicolon and last sign belong to it, whether encoded or not.
    (
        kinds.doi,
        "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-%23",
        "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-#",
    ),
    (kinds.doi, "10.1002/(sici)1&lt;1::aid-x&gt;3.0.co;2-#", "10.1002/(sici)1<1::aid-x>3.0.co;2-#"),
    (kinds.doi, "https://doi.org/10.11501%252F3012345", "10.11501/3012345"),
    (kinds.doi, "10.1000/100%", "10.1000/100%"),
    (kinds.doi, "https://doi.org/10.1000/182?utm_source=x", "10.1000/182"),
    (kinds.doi, "１０．１０００／１８２", "10.1000/182"),
    (kinds.doi, "10.1000/a\u2013b\u2010c\u2212d", "10.1000/a-b-c-d"),
    (kinds.doi, "10.1000/a\u200bb\u00adc", "10.1000/abc"),
    (kinds.doi, "10.1252/jcej.18we123_x", "10.1252/jcej.18we123_x"),
    (kinds.orcid, "0000-0002-1825-0097", "0000-0002-1825-0097"),
    (kinds.orcid, "https://orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"),
    (kinds.orcid, "0000000218250097", "0000-0002-1825-0097"),
    (kinds.orcid, "0000–0002–1825–0097", "0000-0002-1825-0097"),
    (kinds.ror_id, "https://ror.org/057zh3y96", "057zh3y96"),
    (kinds.ror_id, "057ZH3Y96", "057zh3y96"),
    (kinds.issn, "0286861X", "0286-861X"),
    (kinds.issn, "0286-861x", "0286-861X"),
    (kinds.issn, "ISSN: 0028-0836", "0028-0836"),
    (kinds.issn, "0028–0836", "0028-0836"),
    (kinds.country_code, "jp", "JP"),
    (kinds.subdivision_code, "jp-13", "JP-13"),
    (kinds.subdivision_code, " FR-IDF", "FR-IDF"),
    (kinds.country_code, "UK", "GB"),
    (kinds.country_code, "EL", "GR"),
    (kinds.country_code, "XK", "XK"),
    (kinds.year, "2024", 2024),
    (kinds.year, "２０２４", 2024),
    (kinds.date, "2019-05-31", Date(2019, 5, 31)),
    (kinds.date, "2017-02-16T09:00+09:00", Date(2017, 2, 16)),
    (kinds.date, "2024-02-29T00:00:00.000000", Date(2024, 2, 29)),
    (kinds.currency, "jpy", "JPY"),
]


@pytest.mark.parametrize(("kind", "written", "clean"), MENDED)
def test_mended(kind: Callable[[str], object], written: str, clean: object) -> None:
    assert kind(written) == clean


REFUSED: list[tuple[Callable[[str], object], str, str]] = [
    (kinds.doi, "", "empty"),
    (kinds.doi, "https://doi.org/", "empty"),
    (kinds.doi, "11.1000/182", "not a DOI (10.registrant/suffix)"),
    (kinds.doi, "10.1000/", "not a DOI (10.registrant/suffix)"),
    (kinds.doi, "10.1000/ab cd", "not a DOI (10.registrant/suffix)"),
    (kinds.doi, "https://example.org/10.1000/182", "not a DOI (10.registrant/suffix)"),
    (kinds.doi, "10.1000/a\x07b", "not a DOI (10.registrant/suffix)"),
    (kinds.doi, "10.1000/" + "x" * 1100 + ".y(", "not a DOI (10.registrant/suffix)"),
    (kinds.orcid, "0000-0002-1825-0098", "ORCID check digit is wrong"),
    (kinds.orcid, "0000-0002-1825-009", "not an ORCID (16 digits)"),
    (kinds.orcid, "0000-0000-0000-0001", "an ISNI outside the blocks of ORCID"),
    (kinds.orcid, "0000 0004 7754 4970", "an ISNI outside the blocks of ORCID"),
    (kinds.ror_id, "057zh3y97", "ROR check digits are wrong"),
    (kinds.ror_id, "057zh3l96", "not a ROR id (0, six letters or digits, two check digits)"),
    (kinds.ror_id, "grid.26999.3d", "not a ROR id (0, six letters or digits, two check digits)"),
    (kinds.issn, "0028-0837", "ISSN check digit is wrong"),
    (kinds.issn, "         ", "not an ISSN (eight digits, the last may be X)"),
    (kinds.country_code, "ZZ", "not a country code of ISO 3166-1 alpha-2"),
    (kinds.country_code, "SU", "not a country code of ISO 3166-1 alpha-2"),
    (kinds.subdivision_code, "13", "not a code of ISO 3166-2 (country, hyphen, one to three characters)"),
    (kinds.subdivision_code, "JP-1300", "not a code of ISO 3166-2 (country, hyphen, one to three characters)"),
    (kinds.country_code, "JPN", "not a country code of ISO 3166-1 alpha-2"),
    (kinds.country_code, "", "not a country code of ISO 3166-1 alpha-2"),
    (kinds.year, "2202", "year outside 1000..2050"),
    (kinds.year, "0999", "year outside 1000..2050"),
    (kinds.year, "24", "not a year (four digits)"),
    (kinds.year, "2004-2005", "not a year (four digits)"),
    (kinds.date, "2019-05", "date without a day"),
    (kinds.date, "2019", "date without a day"),
    (kinds.date, "2019-02-30", "no such day"),
    (kinds.date, "9999-01-01", "year outside 1000..2050"),
    (kinds.date, "31/05/2019", "not a date (YYYY-MM-DD)"),
    (kinds.currency, "YEN", "not a currency code of ISO 4217"),
]


@pytest.mark.parametrize(("kind", "written", "reason"), REFUSED)
def test_refused(kind: Callable[[str], object], written: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        kind(written)
    assert (caught.value.reason, caught.value.found) == (reason, written)


def test_years_are_whole_numbers_and_the_bound_is_the_callers() -> None:
    assert kinds.year(1665) == 1665
    assert kinds.year(2060, latest=2100) == 2060
    assert kinds.date("2060-03-31", latest=2100) == Date(2060, 3, 31)
    for value in (True, 2024.0, None):
        with pytest.raises(Refused):
            kinds.year(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "code", "clean"),
    [
        ("1,234.5", "usd", (123450, "USD")),
        (1234.1, "EUR", (123410, "EUR")),
        (3_000_000, "JPY", (3_000_000, "JPY")),
        ("３，０００，０００", "JPY", (3_000_000, "JPY")),
        ("1.5", "KWD", (1500, "KWD")),
        (1e6, "GBP", (100_000_000, "GBP")),
        (-250, "USD", (-25_000, "USD")),
        (0, "USD", (0, "USD")),
    ],
)
def test_money(amount: int | float | str, code: str, clean: tuple[int, str]) -> None:
    assert kinds.money(amount, code) == clean


@pytest.mark.parametrize(
    ("amount", "code", "reason"),
    [
        (100.5, "JPY", "amount finer than the minor unit of JPY"),
        ("1.005", "USD", "amount finer than the minor unit of USD"),
        ("12,5", "EUR", "not an amount of money"),
        ("about 5", "EUR", "not an amount of money"),
        ("", "EUR", "not an amount of money"),
        ("NaN", "EUR", "not an amount of money"),
        (float("inf"), "EUR", "not an amount of money"),
        (True, "EUR", "not an amount of money"),
        (10**18, "EUR", "not an amount of money"),
        ("5", "EURO", "not a currency code of ISO 4217"),
    ],
)
def test_money_refused(amount: int | float | str, code: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        kinds.money(amount, code)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("minor", "code", "whole"), [(123450, "USD", "1234.50"), (500, "JPY", "500"), (-1, "KWD", "-0.001")]
)
def test_minor_units_are_read_back_as_whole_ones(minor: int, code: str, whole: str) -> None:
    assert str(kinds.major(minor, code)) == whole
    assert kinds.money(whole, code) == (minor, code)


@given(st.text(max_size=60))
def test_any_text_is_cleaned_or_refused_and_clean_values_stay(text: str) -> None:
    for kind in (kinds.doi, kinds.orcid, kinds.ror_id, kinds.issn, kinds.country_code):
        for written in (text, f"10.1000/{text}"):
            try:
                clean = kind(written)
            except Refused:
                continue
            assert kind(clean) == clean


@given(st.integers(0, 10**15 - 1))
def test_check_digits_agree_with_idutils(number: int) -> None:
    for last in "0123456789X":
        text = f"{number:015d}{last}"
        assert _takes(kinds.orcid, text) == bool(idutils.is_orcid(text))
        assert _takes(kinds.issn, text[8:]) == bool(idutils.is_issn(text[8:]))


def _takes(kind: Callable[[str], object], text: str) -> bool:
    try:
        kind(text)
    except Refused:
        return False
    return True


def test_every_kind_that_a_column_names_exists() -> None:
    named = {column.kind for table in tables().values() for column in table.columns if column.kind}
    assert {name for name in named if not callable(getattr(kinds, name, None))} == set()


@pytest.mark.shared
def test_every_published_ror_id_has_right_check_digits(shared: Path) -> None:
    with gzip.open(shared / "er-ror-records" / "ror_latest_per_id.jsonl.gz", "rt", encoding="utf-8") as lines:
        ids = [json.loads(line)["id"] for line in lines]
    assert len(ids) == 51_370
    assert [kinds.ror_id(address) for address in ids] == [address.removeprefix("https://ror.org/") for address in ids]
