"""Each record is one term of an edition, the changes of one term, or one code list.

    <field_table type="saimoku" start_date="2014-04-01">    an edition; `field` in `field` is the narrower term
    <difference_list>                                        what was made, closed, moved, divided, merged
    <codeTable>                                              code lists of the XML definition

Files are cut at the terms at the top of each of these, so that one record is one institution or agency: they are
institutions and funders too, and the edition that began last has their present names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import TypeAlias

from lxml import etree

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import xml
from rashinban.reading.files import numbered
from rashinban.reading.grant_awards.award import agencies
from rashinban.reading.members import Member
from rashinban.reading.xml import Element, Reading
from rashinban.schema import ids, kinds
from rashinban.schema.japanese import language, trim_cjk
from rashinban.snapshots.raw import RawFile, Record

#: The terms of tables by the name of their element, and the schemes that they are.
SCHEMES: Mapping[str, str] = {
    "category": "kaken-category",
    "field": "kaken-field",
    "review_section": "kaken-review-section",
    "agency": "kaken-agency",
    "institution": "kaken-institution",
    "country_name": "kaken-country",
}
_CODES = "kaken-code"
_RECORDS = frozenset((*(f"{term}_table" for term in SCHEMES), "difference_list", "codeTable"))

#: A name, its language and its script.
Name: TypeAlias = "tuple[str, str | None, str | None]"

#: Says of every table that it is of KAKENHI.
_SAME = "record_set_list"

IGNORED: Mapping[str, str] = {
    "//@path": "the codes from the top down; parent_code says it",
    "codeTable/@recordSet": "every list is of KAKENHI",
    "//valueCode/@sequence": "the order in a form",
}


def records(file: RawFile) -> Iterator[Record]:
    """The terms, changes and lists of one file, or of the files in an archive, numbered on."""
    return numbered(file, (".xml",), _of_tables)


def _of_tables(member: Member) -> Iterator[bytes | Refused]:
    for _, table in xml.elements(member.chunks, _RECORDS):
        yield from [table] if isinstance(table, Refused) else _cut(table)


def _cut(table: bytes) -> Iterator[bytes | Refused]:
    """The children of a table, each in a table of its own; what is said of every table the same is left out."""
    try:
        root = xml.parse(table)
    except Refused as refused:
        yield refused
        return
    for child in list(root):
        if xml.local(child) != _SAME:
            alone = root.makeelement(root.tag, dict(root.attrib))
            alone.append(child)
            yield etree.tostring(alone, encoding="utf-8", with_tail=False)


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file."""
    return parse


def parse(record: bytes, rows: Rows) -> None:
    """Append the rows of one term of an edition, of its changes, or of one code list."""
    reading = Reading(xml.parse(record))
    name = xml.local(reading.root)
    if name == "difference_list":
        _changes(reading, rows)
    elif name == "codeTable":
        _code_lists(reading, rows)
    else:
        _edition(reading, rows, name.removesuffix("_table"))
    reading.notice_unread(rows, IGNORED)


def _text(reading: Reading, element: Element) -> str | None:
    reading.text(element)
    return trim_cjk("".join(element.itertext())) or None


def _names(reading: Reading, rows: Rows, element: Element) -> list[Name]:
    """The Japanese name, the English one, the reading of the Japanese one.

    Where there is no English name the tables have the Japanese one again: that is none.
    """
    found: list[Name] = []
    for each in reading.many(element, "name"):
        known = rows.take(language, reading.attribute(each, "lang"), "classifications.language")
        text = _text(reading, each)
        if text and text not in {name for name, _, _ in found}:
            found.append((text, known[0] if known else None, None))
    found += [(text, "ja", "Kana") for each in reading.many(element, "name_yomi") if (text := _text(reading, each))]
    return found


@dataclass(frozen=True, kw_only=True)
class _Edition:
    """One table: the element of its terms, which of several lists it is, and the days on which it stood."""

    term: str
    list_name: str | None
    start: Date | None
    end: Date | None


def _edition(reading: Reading, rows: Rows, term: str) -> None:
    root = reading.root
    kinds_of_list = [reading.attribute(root, "type"), reading.attribute(root, "group")]
    edition = _Edition(
        term=term,
        list_name=next(filter(None, kinds_of_list), None),
        start=rows.take(kinds.date, reading.attribute(root, "start_date"), "classifications.start_date"),
        end=rows.take(kinds.date, reading.attribute(root, "end_date"), "classifications.end_date"),
    )
    for element in reading.many(root, term):
        _term(reading, rows, element, edition, None)


def _term(reading: Reading, rows: Rows, element: Element, edition: _Edition, parent: str | None) -> None:
    """Add a term in its languages, and the narrower terms in it."""
    codes: dict[str, list[str]] = {}
    for each in reading.many(element, "code"):
        if code := _text(reading, each):
            codes.setdefault(reading.attribute(each, "type") or "", []).append(code)
    code = next(iter(codes.pop("nii", [])), None)
    names = _names(reading, rows, element)
    if code is None:
        rows.refuse_value("classifications.code", f"a {edition.term} without a code of NII", names)
    else:
        others = " ".join(f"{office}:{other}" for office, found in codes.items() for other in found)
        for name in names:
            _add_term(
                rows,
                name,
                scheme=SCHEMES[edition.term],
                code=code,
                list_name=edition.list_name,
                parent_code=parent,
                other_codes=others or None,
                start_date=edition.start,
                end_date=edition.end,
            )
        if edition.term == "agency":
            _funder(rows, code, names, codes, edition)
        elif edition.term == "institution":
            _institution(rows, code, names, codes, edition)
    for narrower in reading.many(element, edition.term):
        _term(reading, rows, narrower, edition, code)


def _add_term(rows: Rows, name: Name, *, scheme: str, code: str, list_name: str | None, **columns: object) -> None:
    term, spoken, script = name
    written = f"{spoken}-{script}" if script else spoken
    key = (scheme, list_name, code, written, columns.get("start_date"))
    rows.add(
        "classifications",
        term_id=_id(*key),
        scheme=scheme,
        code=code,
        language=spoken,
        script=script,
        term=term,
        list_name=list_name,
        **columns,
    )


def _id(*parts: object) -> str:
    return ":".join("" if part is None else str(part) for part in parts)


def _funder(rows: Rows, code: str, names: list[Name], codes: dict[str, list[str]], edition: _Edition) -> None:
    """A funder by NII's code; where its code in e-Rad is known it goes by that, under its name there."""
    known = agencies().get(code)
    if known and known.is_programme:
        return
    funder_id = ids.scheme_id("erad-funder", known.erad_funder) if known else ids.scheme_id("funder", f"nii-{code}")
    display = known.name if known else _display(names)
    rows.add("funders", funder_id=funder_id, display_name=display, updated_date=_day(edition.start))
    for text, spoken, _ in names:
        if text != display:
            rows.add("funder_names", funder_id=funder_id, name=text, language=spoken)
    found = [("nii-agency", code), *((f"{office}-agency", each) for office in codes for each in codes[office])]
    if known:
        found.append(("erad-funder", known.erad_funder))
    for scheme, identifier in found:
        rows.add("funder_identifiers", funder_id=funder_id, scheme=scheme, identifier=identifier)


def _display(names: list[Name]) -> str | None:
    japanese = [text for text, spoken, script in names if spoken == "ja" and script is None]
    return next(iter([*japanese, *(text for text, _, _ in names)]), None)


def _institution(
    rows: Rows,
    code: str,
    names: list[Name],
    codes: dict[str, list[str]],
    edition: _Edition,
) -> None:
    institution_id = ids.scheme_id("nii", code)
    display = _display(names)
    rows.add("institutions", institution_id=institution_id, display_name=display, updated_date=_day(edition.start))
    for text, spoken, script in names:
        rows.add(
            "institution_names",
            institution_id=institution_id,
            name=text,
            language=f"{spoken}-{script}" if script else spoken,
            kind="display" if text == display else "label",
        )
    for scheme, identifier in [("nii", code), *((office, each) for office in codes for each in codes[office])]:
        rows.add("institution_identifiers", institution_id=institution_id, scheme=scheme, identifier=identifier)


def _day(day: Date | None) -> str | None:
    return day.isoformat() if day else None


def _changes(reading: Reading, rows: Rows) -> None:
    """Add what happened to each term; a change with several other terms is one row each."""
    for element in reading.root:
        scheme = SCHEMES.get(xml.local(element))
        code, name = reading.attribute(element, "nii_code"), reading.attribute(element, "name")
        if scheme is None or code is None:
            raise Refused("a change of a term that is not known", found=xml.local(element))
        for change in element:
            day = rows.take(kinds.date, reading.attribute(change, "date"), "classification_changes.date")
            others = [(reading.attribute(each, "nii_code"), reading.attribute(each, "name")) for each in change]
            for related_code, related_term in others or [(None, None)]:
                what = xml.local(change)
                rows.add(
                    "classification_changes",
                    change_id=_id(scheme, code, what, related_code, day),
                    scheme=scheme,
                    code=code,
                    term=name,
                    change=what,
                    related_code=related_code,
                    related_term=related_term,
                    date=day,
                )


def _code_lists(reading: Reading, rows: Rows) -> None:
    """Add each list under its own name, and the values in it."""
    for listed in reading.many(reading.root, "code"):
        key = reading.attribute(listed, "key")
        if key is None:
            raise Refused("a code list without @key")
        found: list[tuple[str, str | None, Element]] = [(key, None, listed)]
        found += [(reading.attribute(value, "key") or "", key, value) for value in reading.many(listed, "valueCode")]
        for code, list_name, element in found:
            for name in _names(reading, rows, element):
                _add_term(rows, name, scheme=_CODES, code=code, list_name=list_name, parent_code=list_name)
