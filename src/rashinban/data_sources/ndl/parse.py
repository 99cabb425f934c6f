"""Each record is one entry of the catalogue: a serial becomes a source, everything else a work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rashinban.data_sources.ndl import rdf, rss
from rashinban.data_sources.ndl.entry import Entry, first_and_last
from rashinban.definitions import type_words
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import xml
from rashinban.reading.files import numbered, sampled
from rashinban.reading.members import Member
from rashinban.reading.works import Author, SourceName, Work, add_source, name_as_printed
from rashinban.reading.xml import Reading
from rashinban.schema import ids, japanese, kinds
from rashinban.schema.partial_dates import day_of, partial_date, year_of
from rashinban.snapshots.raw import RawFile, Record

#: What a record is in: RSS, RDF by itself or in OAI-PMH, and SRU, where the RDF may be written as text.
_RECORDS = frozenset(("item", "RDF", "recordData"))

#: The catalogue's word for an identifier -> our scheme and its kind. Others are kept under their word in small letters.
_IDENTIFIERS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "ISBN": ("isbn", japanese.isbn),
    "ISBN13": ("isbn", japanese.isbn),
    "DOI": ("doi", kinds.doi),
    "NIIBibID": ("ncid", japanese.ncid),
    "NCID": ("ncid", japanese.ncid),
    "NDLBibID": ("ndlbib", japanese.ndl_bib_id),
}
#: Those that the catalogue itself calls wrong; and those of other things: journals, sets, awards, the record's page.
_WRONG = frozenset(("ErrorISBN", "IncorrectISSN", "IncorrectISSNL"))
_OTHER_THINGS = frozenset(("URI", "ISSN", "ISSNL", "SetISBN", "KAKENHINO"))
_COLUMN = "work_identifiers.identifier"


def records(file: RawFile) -> Iterator[Record]:
    """The records of the answers in a file."""
    return numbered(file, (".xml", ".rdf", ".rss"), _records_of)


def _records_of(member: Member) -> Iterator[bytes | Refused]:
    return (record for _, record in xml.elements(member.chunks, _RECORDS))


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file."""
    return sampled(parse)


def parse(record: bytes, rows: Rows, *, watched: bool = True) -> None:
    """Add the rows of one record."""
    root = xml.parse(record)
    if xml.local(root) == "recordData":
        inner = next((each for each in root.iter() if xml.local(each) == "RDF"), None)
        root = xml.parse((root.text or "").strip().encode()) if inner is None else inner
    reading = Reading(root, watched=watched)
    if xml.local(root) == "item":
        entry, ignored = rss.read_item(reading, root, rows), rss.IGNORED
    else:
        entry, ignored = rdf.read_rdf(reading, root), rdf.IGNORED
    if serial := next((word for each in entry.materials if (word := type_words("ndl").get(("sources", each)))), None):
        _add_serial(entry, serial, rows)
    else:
        _add_work(entry, rows)
    reading.notice_unread(rows, ignored)


def _identifiers(entry: Entry, rows: Rows) -> list[tuple[str, str]]:
    """Identifiers of the entry, each with our scheme; its address names the record in NDL Search and in the NDL."""
    found: list[tuple[str, str]] = []
    own = (entry.address or "").rpartition("/books/")[2]
    if own.startswith("R100000002-I") and (number := rows.take(japanese.ndl_bib_id, own, _COLUMN)):
        found.append(("ndlbib", number))
    for word, written in entry.identifiers:
        scheme, kind = _IDENTIFIERS.get(word, (word.lower(), str.strip))
        if word in _WRONG:
            rows.refuse_value(_COLUMN, f"{word}: wrong by the catalogue's own word", written)
        # Some records leave out the zeros before the number that their address has.
        elif scheme == "ndlbib" and any(number.lstrip("0") == written.lstrip("0") for _, number in found):
            continue
        elif word not in _OTHER_THINGS and (value := rows.take(kind, written, _COLUMN)):
            found.append((scheme, value))
    for link in entry.links:
        if "ci.nii.ac.jp/ncid/" in link and (value := rows.take(japanese.ncid, link, _COLUMN)):
            found.append(("ncid", value))
    return [*dict.fromkeys(found), *([("ndlsearch", own)] if own else [])]


def _issns(entry: Entry, rows: Rows) -> list[str]:
    written = [value for word, value in entry.identifiers if word in ("ISSN", "ISSNL")]
    return [issn for value in written if (issn := rows.take(kinds.issn, value, "source_issns.issn"))]


def _add_serial(entry: Entry, type: str, rows: Rows) -> None:
    found = _identifiers(entry, rows)
    ncids = [("source-ncid", value) for scheme, value in found if scheme == "ncid"]
    own = next((f"ndl-{value}" for scheme, value in found if scheme == "ndlsearch"), None)
    others = [one for one in found if one[0] != "ncid"]
    names = [
        SourceName(name=name, kind="title" if text.kind == "title" and name == text.text else "alternative")
        for text in entry.texts
        if text.kind in ("title", "alternative")
        for name in (text.text, text.reading)
        if name
    ]
    source_id = add_source(
        rows,
        issns=_issns(entry, rows),
        identifiers=[*ncids, *([("source", own)] if own else []), *others],
        names=names,
        type=type,
        country_code=rows.take(kinds.country_code, entry.country, "sources.country_code"),
        updated_date=entry.updated,
    )
    if source_id is None:
        raise Refused("a serial without ISSN, NCID and address", column="sources.source_id")


def _add_work(entry: Entry, rows: Rows) -> None:
    found = _identifiers(entry, rows)
    first = dict(reversed(found))
    work_id = ids.best("works", {**first, "url": entry.address})
    if work_id is None:
        raise Refused("a record without identifier and address", column="works.work_id")
    work = Work(work_id, rows)
    for scheme, identifier in found:
        work.identifier(scheme, identifier)
    work.identifier("url", entry.address)
    for text in entry.texts:
        work.text(text.kind, text.text)
        work.text(text.kind, text.reading, "ja", "Kana")
    for scheme, term, code in entry.subjects:
        work.subject(scheme.lower(), term, code)
    for word, written in entry.identifiers:
        if word == "SetISBN":
            work.relation("IsPartOf", "isbn", rows.take(japanese.isbn, written, "work_relations.related_identifier"))
        elif word == "KAKENHINO":
            number = rows.take(japanese.kakenhi_number, written, "work_awards.award_id")
            work.award(award_id=ids.scheme_id("jgn", f"JP{number}") if number else None, funder_award_id=written)
    work.authors([_author(name, kana) for name, kana in entry.creators])
    issued = _issued(entry, rows)
    work.date("issued", issued)
    work.date("granted", rows.take(partial_date, entry.granted, "work_dates.date"))
    source_id = None
    if entry.journal:
        issns = _issns(entry, rows)
        source_id = add_source(rows, issns=issns, identifiers=(), names=[SourceName(name=entry.journal)])
    work.location(source_id=source_id, landing_page_url=entry.address)
    pages = first_and_last(entry.pages)
    rows.add(
        "works",
        work_id=work_id,
        doi=first.get("doi"),
        title=work.main(work.titles, None),
        abstract=work.main(work.abstracts, None),
        publication_year=year_of(issued),
        publication_date=day_of(issued),
        language=work.language(entry.language, "works.language")[0],
        type=_type(entry, rows),
        source_id=source_id,
        volume=entry.journal_volume or entry.volume,
        issue=entry.issue,
        first_page=pages[0],
        last_page=pages[1],
        updated_date=entry.updated,
    )


def _type(entry: Entry, rows: Rows) -> str | None:
    """The first word that says what the material is; others say what it is written on."""
    words = [each for each in entry.materials if ("carriers", each) not in type_words("ndl")]
    types = [rows.type_of("works", "ndl", word, "works.type") for word in words]
    return next((found for found in types if found), None)


def _author(name: str, kana: str | None) -> Author:
    reading = [name_as_printed(kana, "ja", "Kana")] if kana else []
    return Author(names=[name_as_printed(name), *reading])


def _issued(entry: Entry, rows: Rows) -> str | None:
    """The date; the one that is printed (`2018.7`, `[2022.9]`, `2003.5(第2版)`) where it says the same more exactly."""
    exact = rows.take(partial_date, entry.date, "works.publication_date")
    printed = (entry.printed_date or "").strip().lstrip("[c")
    written = printed.partition("(")[0].rstrip("]) ")
    try:
        more = partial_date(written)
    except Refused:
        return exact
    return more if exact is None or more.startswith(exact) else exact
