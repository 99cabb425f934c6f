"""Identifiers of Japan's registries, and codes of languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rashinban.errors import Refused
from rashinban.schema import japanese
from rashinban.schema.japanese import erad_check, jgn_funder, language

TAKEN: list[tuple[Callable[[str], str], str, str]] = [
    (japanese.erad_researcher, "00123456", "00123456"),
    (japanese.erad_researcher, "００１２３４５６", "00123456"),
    (japanese.erad_researcher, "https://nrid.nii.ac.jp/ja/nrid/1000000123456/", "00123456"),
    (japanese.nrid, "1000020123456", "1000020123456"),
    (japanese.nrid, "https://nrid.nii.ac.jp/nrid/1000020123456/", "1000020123456"),
    (japanese.kakenhi_number, "23H03160", "23H03160"),
    (japanese.kakenhi_number, "JP19kk0341", "19KK0341"),
    (japanese.kakenhi_number, "KAKENHI-PROJECT-23H03160", "23H03160"),
    (japanese.kakenhi_number, "https://kaken.nii.ac.jp/ja/grant/KAKENHI-PROJECT-19KK0341/", "19KK0341"),
    (japanese.kakenhi_number, "２３Ｈ０３１６０", "23H03160"),
    (japanese.kakenhi_number, "JP 23H-03160", "23H03160"),
    (japanese.kakenhi_number, "15300001", "15300001"),
    (japanese.jgn, "JP19KK0341", "JP19KK0341"),
    (japanese.jgn, "jp19kk0341", "JP19KK0341"),
    (japanese.jgn, "JPMJCR2112", "JPMJCR2112"),
    (japanese.jgn, "https://doi.org/10.52926/JPMJCR2112", "JPMJCR2112"),
    (japanese.jgn, "JP21KM0908001", "JP21km0908001"),
    (japanese.jgn, "JPMEERF20204G01", "JPMEERF20204G01"),
    (japanese.jgn, "JPNP20017", "JPNP20017"),
    (japanese.jgn, "JPJ012187", "JPJ012187"),
    (japanese.jgn, "JPJSBP120219922", "JPJSBP120219922"),
    (japanese.naid, "http://ci.nii.ac.jp/naid/10012493764", "10012493764"),
    (japanese.naid, "110002665014", "110002665014"),
    (japanese.ncid, "aa12032633", "AA12032633"),
    (japanese.ncid, "https://ci.nii.ac.jp/ncid/BA1234567X", "BA1234567X"),
    (japanese.crid, "https://cir.nii.ac.jp/crid/1040848250614322432", "1040848250614322432"),
    (japanese.ndl_bib_id, "024016529", "024016529"),
    (japanese.ndl_bib_id, "https://iss.ndl.go.jp/books/R100000002-I024016529-00", "024016529"),
    (japanese.jglobal_id, "https://jglobal.jst.go.jp/detail?JGLOBAL_ID=202501009329173321", "202501009329173321"),
    (japanese.isbn, "4-00-310101-4", "9784003101018"),
    (japanese.isbn, "ISBN978-4-00-310101-8", "9784003101018"),
    (japanese.isbn, "urn:isbn:9784003101018", "9784003101018"),
]


@pytest.mark.parametrize(("kind", "written", "clean"), TAKEN)
def test_taken(kind: Callable[[str], str], written: str, clean: str) -> None:
    assert kind(written) == clean
    assert kind(clean) == clean


@pytest.mark.parametrize(
    ("kind", "written", "reason"),
    [
        (japanese.erad_researcher, "123456", "leading zeros belong to it"),
        (japanese.erad_researcher, "", "not an e-Rad"),
        (japanese.nrid, "9000020123456", "not an NRID"),
        (japanese.kakenhi_number, "23H0316", "not a KAKENHI number"),
        (japanese.kakenhi_number, "JPMJCR2112", "not a KAKENHI number"),
        (japanese.jgn, "19KK0341", "not a JGN: it begins with JP"),
        (japanese.jgn, "JPXX1", "no funder's JGN has this shape"),
        (japanese.jgn, "JP18049069A", "no funder's JGN has this shape"),
        (japanese.naid, "123456789", "not an NAID"),
        (japanese.ncid, "AA1203263", "not an NCID"),
        (japanese.crid, "104084825061432243", "not a CRID"),
        (japanese.ndl_bib_id, "1234567890", "not an NDL"),
        (japanese.jglobal_id, "2025010093291733", "not a J-GLOBAL"),
        (japanese.isbn, "4-00-310101-5", "not an ISBN"),
    ],
)
def test_refused(kind: Callable[[str], str], written: str, reason: str) -> None:
    with pytest.raises(Refused, match=re.escape(reason)):
        kind(written)


def test_check_digit_of_e_rad() -> None:
    # 1 + 2*2 + 3 + 2*4 + 5 + 2*6 + 7 = 40, of which the last digit is 0
    assert erad_check("01234567")
    assert not erad_check("11234567")


def test_funder_of_a_jgn() -> None:
    of = {number: jgn_funder(number) for number in ("JP19KK0341", "JPMJMS2021", "JP21km0908001", "JPNP20017")}
    assert of == {"JP19KK0341": "JSPS", "JPMJMS2021": "JST", "JP21km0908001": "AMED", "JPNP20017": "NEDO"}


@pytest.mark.shared
def test_real_numbers_keep_the_check_digit(shared: Path) -> None:
    numbers = set()
    for path in sorted((shared / "samples").rglob("*.xml")):
        numbers |= set(re.findall(r'eradCode="(\d{8})"', path.read_text(encoding="utf-8", errors="replace")))
    assert numbers
    assert all(erad_check(number) for number in numbers)


LANGUAGES: list[tuple[str, tuple[str, str | None]]] = [
    ("jpn", ("ja", None)),
    ("ja", ("ja", None)),
    ("JA-jp", ("ja", None)),
    ("ja-Kana", ("ja", "Kana")),
    ("ja_latn", ("ja", "Latn")),
    ("zh-cn", ("zh", None)),
    ("zh-Hant-TW", ("zh", "Hant")),
    ("eng", ("en", None)),
    ("ger", ("de", None)),
    ("deu", ("de", None)),
    ("ain", ("ain", None)),
    ("English", ("en", None)),
    ("日本語", ("ja", None)),
]


@pytest.mark.parametrize(("written", "clean"), LANGUAGES)
def test_language(written: str, clean: tuple[str, str | None]) -> None:
    assert language(written) == clean


@pytest.mark.parametrize("written", ["und", "zxx", "mul"])
def test_names_no_language(written: str) -> None:
    with pytest.raises(Refused, match="names no language"):
        language(written)


@pytest.mark.parametrize("written", ["", "xx", "qqqq", "日本"])
def test_not_a_language(written: str) -> None:
    with pytest.raises(Refused, match="not a language of ISO 639"):
        language(written)
