"""Each record is one answer of JaLC to the question for a DOI; it becomes a work with its parts.

A dump is a zip for each prefix, at times in one zip more, with a file for each DOI. Lists of DOIs and of prefixes that
lie beside them are no works: they are refused with that reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from rashinban.data_sources.jalc import shapes
from rashinban.data_sources.jalc.funding import add_funding
from rashinban.data_sources.jalc.people import author_of
from rashinban.data_sources.jalc.shapes import IGNORED, Content, Envelope
from rashinban.definitions import type_words
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import json
from rashinban.reading.files import sampled
from rashinban.reading.works import SourceName, Work, add_source
from rashinban.schema import ids, japanese, kinds
from rashinban.schema.partial_dates import date_of_parts, day_of, partial_date, year_of
from rashinban.snapshots.raw import RawFile, Record

#: What the other answers of the API are.
_LISTS = {
    "prefixes": "a list of prefixes, not a work: it says who registers DOIs, without a name or an identifier",
    "doilist": "a list of DOIs, not a work; fetch its works with --prefix",
}
#: A version of a preprint has the DOI of the preprint and a number: 10.51094/jxiv.1041/2.
_VERSION = re.compile(r"(10\.51094/jxiv\.\d+)/\d+", re.A)
#: JaLC's words for schemes of identifiers that are ours under another name; the others are kept in small letters.
_SCHEMES = {"oaipmh": "oai", "handle": "hdl", "uri": "url", "jid": "cdjournal", "ncid": "source-ncid"}


Shape = TypeVar("Shape", Envelope, Content)


def records(file: RawFile) -> Iterator[Record]:
    """The answers in a file, in a zip of them, or in lines."""
    return json.records(file)


def parser(file: RawFile) -> Parser:
    """A parser for the answers of one file."""
    return sampled(parse)


def parse(record: bytes, rows: Rows, *, watched: bool = True) -> None:
    """Add the rows of one answer. A work that is taken out of the answer is read too."""
    plain = json.decode(json.checked(record, rows))
    if not isinstance(plain, dict):
        raise Refused("not an answer of JaLC", found=plain)
    if "data" in plain or "apiType" in plain:
        envelope = _shaped(plain, Envelope)
        if watched:
            json.notice_unknown(plain, Envelope, "answer", IGNORED, rows)
        if envelope.message and envelope.message.errors:
            raise Refused("JaLC answered with an error", found=envelope.message.errors)
        if envelope.apiType in _LISTS:
            raise Refused(_LISTS[envelope.apiType])
        plain = envelope.data
    found = _shaped(plain, Content)
    if watched:
        json.notice_unknown(plain, Content, "data", IGNORED, rows)
    try:
        doi = kinds.doi(found.doi)
    except Refused as refused:
        raise Refused(refused.reason, column="works.doi", found=found.doi) from None
    _add(doi, found, rows)


def _shaped(found: object, shape: type[Shape]) -> Shape:
    try:
        return msgspec.convert(found, shape)
    except msgspec.ValidationError as error:
        raise Refused(str(error)) from None


def _add(doi: str, found: Content, rows: Rows) -> None:
    work = Work(ids.scheme_id("doi", doi), rows)
    work.identifier("doi", doi)
    language, _ = work.language(found.content_language, "works.language")
    _add_texts(work, found, rows)
    issued = _issued(found, rows)
    _add_dates(work, issued, found, rows)
    _add_identifiers(work, found, rows)
    source_id = _source(found, language, rows)
    _add_relations(work, doi, source_id, found, rows)
    work.authors([author_of(creator, language, work, rows) for creator in found.creator_list])
    for keyword in found.keyword_list:
        work.keyword(keyword.keyword)
    for subject in found.subject_list:
        work.subject((subject.subject_scheme or "subject").lower(), subject.subject)
    cited = {
        cited
        for citation in found.citation_list or ()
        if (cited := rows.take(kinds.doi, citation.doi, "citations.cited_work_id"))
    }
    for one in sorted(cited):
        work.cites(one)
    add_funding(work, found.fund_list, rows)
    rows.add(
        "works",
        work_id=work.work_id,
        doi=doi,
        title=work.main(work.titles, language),
        abstract=work.main(work.abstracts, language),
        publication_year=year_of(issued),
        publication_date=day_of(issued),
        language=language,
        type=_type(found, rows),
        source_id=source_id,
        referenced_works_count=None if found.citation_list is None else len(cited),
        volume=found.volume or None,
        issue=found.issue or None,
        first_page=found.first_page or found.article_number or None,
        last_page=found.last_page or None,
        updated_date=rows.take(partial_date, found.updated_date, "works.updated_date"),
    )


def _type(found: Content, rows: Rows) -> str | None:
    """The content type; general data (GD) of a site of preprints are preprints."""
    at_site = f"{found.content_type} {found.siteId}"
    printed = at_site if ("works", at_site) in type_words("jalc") else found.content_type
    return rows.type_of("works", "jalc", printed, "works.type")


def _add_texts(work: Work, found: Content, rows: Rows) -> None:
    for title in found.title_list:
        language, script = work.language(title.lang)
        work.text("title", title.title, language, script)
        work.text("subtitle", title.subtitle, language, script)
    for description in found.description_list:
        language, script = work.language(description.lang)
        kind = rows.type_of("texts", "jalc", (description.type or "other").lower(), "work_texts.kind")
        work.text(kind or "note", description.description, language, script)


def _issued(found: Content, rows: Rows) -> str | None:
    parts = found.publication_date
    if parts is None or not parts.publication_year:
        return None
    year, month, day = parts.publication_year, parts.publication_month, parts.publication_day
    # A day without its month says no more than the year.
    for month_and_day in ((month, day if month else None), (None, None)):
        try:
            return date_of_parts(year, *month_and_day)
        except Refused as refused:
            rows.refuse_value("works.publication_date", refused.reason, refused.found)
    return None


def _add_dates(work: Work, issued: str | None, found: Content, rows: Rows) -> None:
    work.date("issued", issued)
    # J-STAGE puts an article before its issue: `advance_date`; `date` is when the content was made public.
    work.date("online", rows.take(partial_date, found.advance_date, "work_dates.date"))
    work.date("available", rows.take(partial_date, found.date, "work_dates.date"))
    for event in found.date_list:
        kind = rows.type_of("dates", "jalc", (event.type or "").lower(), "work_dates.kind")
        if kind:
            work.date(kind, rows.take(partial_date, event.date, "work_dates.date"))


def _add_identifiers(work: Work, found: Content, rows: Rows) -> None:
    if found.isbn:
        work.identifier("isbn", rows.take(japanese.isbn, found.isbn, "work_identifiers.identifier"))
    for other in found.alternate_identifier_list:
        word = (other.type or "other").lower()
        work.identifier(_SCHEMES.get(word, word), (other.alternate_identifier or "").strip())


def _source(found: Content, language: str | None, rows: Rows) -> str | None:
    issns: list[str] = []
    identifiers: list[tuple[str, str]] = []
    # The ISSN of the print comes first: it is the older one, under which most providers have the journal.
    for each in sorted(found.journal_id_list, key=lambda one: one.issn_type != "print"):
        if each.type == "ISSN":
            if issn := rows.take(kinds.issn, each.journal_id, "source_issns.issn"):
                issns.append(issn)
        elif each.type and each.journal_id:
            scheme = each.type.lower()
            identifiers.append((_SCHEMES.get(scheme, scheme), each.journal_id))
    names = []
    for name in found.journal_title_name_list:
        word = rows.type_of("source_names", "jalc", name.type or "full", "source_names.kind")
        if word and name.journal_title_name:
            spoken, _ = rows.take(japanese.language, name.lang, "source_names.language") or (None, None)
            names.append(SourceName(name=name.journal_title_name, language=spoken, kind=word))
    own = next((name.name for name in names if name.kind == "title" and name.language == language), None)
    kind = {"JA": "journal", "BK": "book series"}.get(found.content_type or "")
    return add_source(rows, issns=issns, identifiers=identifiers, names=names, display_name=own, type=kind)


def _add_relations(work: Work, doi: str, source_id: str | None, found: Content, rows: Rows) -> None:
    """Relations to other things; the addresses of the full text are places where the work is."""
    full_texts = []
    for each in found.relation_list:
        word = (each.relation or "").lower()
        if word == "fulltextpdf":
            full_texts.append(each.content)
            continue
        relation = rows.type_of("relations", "jalc", word, "work_relations.relation")
        scheme = (each.type or "url").lower()
        scheme = _SCHEMES.get(scheme, scheme)
        identifier = (each.content or "").strip() or None
        if scheme == "doi":
            identifier = rows.take(kinds.doi, identifier, "work_relations.related_identifier")
        if relation:
            work.relation(relation, scheme, identifier)
    if version := _VERSION.fullmatch(doi):
        work.relation("IsVersionOf", "doi", version[1])
    access = found.access_rights or shapes.AccessRights()
    terms = next((one.uri or one.rights for one in found.rights_list if one.uri or one.rights), None)
    opened = rows.take(partial_date, access.access_rights_date, "work_locations.embargo_end")
    for number, address in enumerate(full_texts or [None]):
        work.location(
            source_id=source_id,
            version=rows.type_of(
                "versions", "jalc", found.edition.variation if found.edition else None, "work_locations.version"
            ),
            license=terms,
            landing_page_url=found.url if number == 0 else None,
            pdf_url=address,
            access=rows.type_of("access", "jalc", access.access_rights, "work_locations.access"),
            embargo_end=day_of(opened),
        )
