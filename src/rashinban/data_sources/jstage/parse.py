"""Each record is one entry of a feed: an article (service 3) becomes a work, an issue (service 2) its journal.

Titles, names and journals stand twice, in English and in Japanese; either may be empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from rashinban.data_sources.jstage.answer import records_of
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import xml
from rashinban.reading.files import numbered, sampled
from rashinban.reading.markup import plain_text
from rashinban.reading.works import Author, SourceName, Work, add_source, name_as_printed
from rashinban.reading.xml import Element, Reading
from rashinban.schema import ids, kinds
from rashinban.snapshots.raw import RawFile, Record

_LANGUAGES = ("ja", "en")

#: Of a path in an entry why it is not read.
IGNORED: Mapping[str, str] = {
    "entry/link": "the address that `id` is",
    "entry/systemcode": "always J-STAGE, since Journal@rchive is part of it",
    "entry/systemname": "always J-STAGE, since Journal@rchive is part of it",
    "entry/cdvols": "a code of J-STAGE's own for the volume",
    "entry/joi": "a link service that ended",
    "entry/vols_title": "an issue; its journal is what is kept",
    "entry/vols_link": "an issue; its journal is what is kept",
    "entry/publisher": "a publisher without an identifier; there is no table for it",
}
#: The same, where the entry is an issue: it says of its journal no more than its name and numbers.
IGNORED_OF_ISSUES: Mapping[str, str] = {
    **IGNORED,
    **dict.fromkeys(
        ("entry/volume", "entry/number", "entry/startingPage", "entry/endingPage", "entry/pubyear"),
        "of the issue; its journal is what is kept",
    ),
    **dict.fromkeys(("entry/title", "entry/id"), "of the issue; its journal is what is kept"),
}
_YEARS = re.compile(r"(\d{4})[-/~～](\d{4})")
_WITHOUT_SECONDS = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})([+-]\d{2}:\d{2}|Z)", re.A)
_ARTICLE = re.compile(r"/article/([^?#]+?)/_(?:article|pdf)", re.A)


def records(file: RawFile) -> Iterator[Record]:
    """The entries of the feeds in a file. A feed that is an error is one record, refused with what it says."""
    return numbered(file, (".xml",), lambda member: records_of(member.chunks))


def parser(file: RawFile) -> Parser:
    """A parser for the entries of one file."""
    return sampled(parse)


def parse(record: bytes, rows: Rows, *, watched: bool = True) -> None:
    """Add the rows of one entry."""
    reading = Reading(xml.parse(record), watched=watched)
    entry = reading.root
    is_issue = reading.one(entry, "vols_title") is not None or reading.one(entry, "vols_link") is not None
    if is_issue:
        _add_journal_of_issue(reading, entry, rows)
    else:
        _add_article(reading, entry, rows)
    reading.notice_unread(rows, IGNORED_OF_ISSUES if is_issue else IGNORED)


def _add_journal_of_issue(reading: Reading, entry: Element, rows: Rows) -> None:
    changed = _updated(reading, entry)
    if _source(reading, entry, rows, updated_date=changed) is None:
        raise Refused("an issue of a journal without ISSN or code", column="sources.source_id")


def _add_article(reading: Reading, entry: Element, rows: Rows) -> None:
    doi = rows.take(kinds.doi, reading.text(entry, "doi"), "works.doi")
    addresses = _by_language(reading, entry, "article_link")
    address = _plain_address(reading.text(entry, "id") or addresses.get("ja") or addresses.get("en"))
    work_id = ids.best("works", {"doi": doi, "url": address})
    if work_id is None:
        raise Refused("an article without DOI and without an address", column="works.work_id")
    work = Work(work_id, rows)
    work.identifier("doi", doi)
    work.identifier("url", address)
    article = _ARTICLE.search(address or "")
    work.identifier("jstage", article[1] if article else None)
    titles = _by_language(reading, entry, "article_title")
    for language in _LANGUAGES:
        work.text("title", titles.get(language), language)
    # `title` repeats one of the two: the one in the language of the article, as far as J-STAGE says it.
    title = plain_text(reading.text(entry, "title")) or titles.get("ja") or titles.get("en")
    first = "en" if title is not None and title == plain_text(titles.get("en")) else "ja"
    _add_authors(work, _names(reading, entry), first, rows)
    year, issued = _issued(reading.text(entry, "pubyear"), rows)
    work.date("issued", issued)
    source_id = _source(reading, entry, rows)
    work.location(source_id=source_id, landing_page_url=addresses.get(first) or address)
    rows.add(
        "works",
        work_id=work_id,
        doi=doi,
        title=title,
        publication_year=year,
        # Service 3 answers with articles; what kind of article is not said.
        type="article",
        source_id=source_id,
        volume=reading.text(entry, "volume"),
        issue=reading.text(entry, "number"),
        first_page=reading.text(entry, "startingPage"),
        last_page=reading.text(entry, "endingPage"),
        updated_date=_updated(reading, entry),
    )


def _by_language(reading: Reading, entry: Element, name: str) -> dict[str, str]:
    """The text in each language that has one."""
    found = {language: plain_text(reading.text(entry, f"{name}/{language}")) for language in _LANGUAGES}
    return {language: text for language, text in found.items() if text}


def _names(reading: Reading, entry: Element) -> dict[str, list[str]]:
    return {
        language: [name for text in reading.texts(entry, f"author/{language}/name") if (name := plain_text(text))]
        for language in _LANGUAGES
    }


def _add_authors(work: Work, names: Mapping[str, Sequence[str]], first: str, rows: Rows) -> None:
    """Authors by the list in the article's language, or the longer one; the other list belongs to them in its order.

    Where the lists differ in length nothing says who is missing: the shorter one cannot be joined to the authors.
    """
    other = "en" if first == "ja" else "ja"
    if len(names[other]) > len(names[first]):
        first, other = other, first
    if names[other] and len(names[other]) != len(names[first]):
        reason = f"{len(names[other])} names in {other} for {len(names[first])} in {first}: whose they are is not said"
        rows.refuse_value("authorship_names.name", reason, "; ".join(names[other]))
    paired = names[other] if len(names[other]) == len(names[first]) else [None] * len(names[first])
    work.authors(
        [
            Author(names=[name_as_printed(own, first), *([name_as_printed(translated, other)] if translated else [])])
            for own, translated in zip(names[first], paired, strict=True)
        ]
    )


def _source(reading: Reading, entry: Element, rows: Rows, updated_date: str | None = None) -> str | None:
    issns = [
        issn
        for name in ("issn", "eIssn")
        if (issn := rows.take(kinds.issn, reading.text(entry, name), "source_issns.issn"))
    ]
    code = reading.text(entry, "cdjournal")
    names = _by_language(reading, entry, "material_title")
    return add_source(
        rows,
        issns=issns,
        identifiers=[("cdjournal", code)] if code else [],
        names=[SourceName(name=name, language=language) for language, name in names.items()],
        updated_date=updated_date,
    )


def _issued(text: str | None, rows: Rows) -> tuple[int | None, str | None]:
    """The year, and the time as given: a volume of several years (`2011-2012`) counts in its first one."""
    years = _YEARS.fullmatch(text or "")
    if years is None:
        year = rows.take(kinds.year, text, "works.publication_year")
        return year, str(year) if year else None
    first, last = (rows.take(kinds.year, year, "works.publication_year") for year in years.groups())
    return first, f"{first}/{last}" if first and last else None


def _updated(reading: Reading, entry: Element) -> str | None:
    """When J-STAGE changed the entry; it leaves the seconds out, which ISO 8601 does not allow before a zone."""
    return _WITHOUT_SECONDS.sub(r"\1:00\2", reading.text(entry, "updated") or "") or None


def _plain_address(text: str | None) -> str | None:
    """The address without the language of its page: `.../_article/-char/ja/` -> `.../_article`."""
    if text is None or urlsplit(text).scheme not in ("http", "https"):
        return None
    return re.sub(r"/-char/[a-z]{2}/?$", "", text).rstrip("/").replace("http://", "https://", 1)
