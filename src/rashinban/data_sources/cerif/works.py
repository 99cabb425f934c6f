"""A publication or product becomes a work; a journal, book series or the like a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rashinban.data_sources.cerif.awards import mention
from rashinban.data_sources.cerif.record import NAME, Cris, Text
from rashinban.definitions import type_words
from rashinban.errors import Refused
from rashinban.reading.works import Author, Name, SourceName, Work, add_source, name_of_parts
from rashinban.reading.xml import Element, local
from rashinban.schema import ids, kinds
from rashinban.schema.identifiers import handle, pmcid
from rashinban.schema.japanese_ids import isbn
from rashinban.schema.licences import licence_word
from rashinban.schema.partial_dates import day_of, partial_date, year_of

#: Elements that identify a work: our scheme and its kind.
_IDENTIFIERS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "DOI": ("doi", kinds.doi),
    "Handle": ("hdl", handle),
    "PMCID": ("pmcid", pmcid),
    "ARK": ("ark", str.strip),
    "URN": ("urn", str.strip),
    "ISI-Number": ("wos", str.strip),
    "SCP-Number": ("scopus", str.strip),
    "ZDB-ID": ("zdb", str.strip),
    "URL": ("url", str.strip),
}
#: Of a record's identifiers those that name the thing itself; an address may be that of a list.
_OWN = ("doi", "pmcid", "hdl", "oai")
_IS_OA = {"open": True, "restricted": False, "metadata only": False}
_COLUMN = "work_identifiers.identifier"


def add_publication(cris: Cris, element: Element, day: str | None) -> None:
    """Add a text, or the journal that a record describes."""
    if _source_type(cris, element):
        _add_source(cris, element, day)
        for path in ("Access", "Publishers", "Language"):
            for each in cris.reading.many(element, path):
                cris.reading.passed(each)
        return
    _add_work(cris, element, day, title="Title", people="Authors/Author", abstract="Abstract")


def add_product(cris: Cris, element: Element, day: str | None) -> None:
    """Add a data set, a piece of software, or another thing that is no text."""
    _add_work(cris, element, day, title="Name", people="Creators/Creator", abstract="Description")


def _identifiers(cris: Cris, element: Element) -> dict[str, str]:
    found = {}
    for name, (scheme, kind) in _IDENTIFIERS.items():
        if value := cris.rows.take(kind, cris.reading.text(element, name), _COLUMN):
            found[scheme] = value
    own = cris.own(element)
    return found | ({"oai": f"oai:{own}"} if own else {})


def _own(found: Mapping[str, str]) -> str | None:
    return ids.best("works", {scheme: found.get(scheme) for scheme in _OWN})


def _add_work(cris: Cris, element: Element, day: str | None, *, title: str, people: str, abstract: str) -> None:
    rows, read = cris.rows, cris.reading.text
    found = _identifiers(cris, element)
    work_id = _own(found)
    if work_id is None:
        raise Refused("no identifier of the work", column="works.work_id")
    work = Work(work_id, rows)
    language = work.language(read(element, "Language"), "works.language")[0]
    for kind, name in (("title", title), ("subtitle", "Subtitle"), ("abstract", abstract)):
        for text in cris.texts(element, name):
            work.text(kind, text.text, text.language)
    for scheme, identifier in found.items():
        work.identifier(scheme, identifier)
    for number in cris.reading.texts(element, "ISBN"):
        work.identifier("isbn", rows.take(isbn, number, _COLUMN))
    issued = _add_dates(cris, element, work)
    source_id = _add_container(cris, element, work)
    rows.add(
        "works",
        work_id=work_id,
        doi=found.get("doi"),
        title=work.main(work.titles, language),
        abstract=work.main(work.abstracts, language),
        publication_year=year_of(issued),
        publication_date=day_of(issued),
        language=language,
        type=cris.word("works", element, "Type", "works.type"),
        source_id=source_id,
        volume=read(element, "Volume"),
        issue=read(element, "Issue"),
        first_page=read(element, "StartPage") or read(element, "Number"),
        last_page=read(element, "EndPage"),
        updated_date=day,
    )
    _add_locations(cris, element, work, source_id, found)
    work.authors([_author(cris, link) for link in cris.reading.many(element, people)])
    _add_notes(cris, element, work)
    for word in cris.texts(element, "Keyword"):
        work.keyword(word.text)
    for each in cris.reading.many(element, "Subject"):
        work.subject(cris.reading.attribute(each, "scheme") or "subject", read(each))
    _add_links(cris, element, work)
    _add_funding(cris, element, work)


def _add_dates(cris: Cris, element: Element, work: Work) -> str | None:
    """Add the dated events; the day of publication, of data sets that from which they can be had."""
    issued: str | None = cris.rows.take(partial_date, cris.reading.text(element, "PublicationDate"), "work_dates.date")
    work.date("issued", issued)
    found: dict[str, str | None] = {}
    dates = cris.reading.one(element, "Dates")
    for each in dates if dates is not None else ():
        kind = cris.rows.type_of("work_dates", NAME, local(each), "work_dates.kind")
        ends = (cris.reading.attribute(each, "startDate"), cris.reading.attribute(each, "endDate"))
        first, last = (cris.rows.take(partial_date, end, "work_dates.date") for end in ends)
        if kind and (first or last):
            work.date(kind, first if not last or first == last else f"{first or ''}/{last}")
            found.setdefault(kind, first)
    return issued or found.get("issued") or found.get("available")


def _source_type(cris: Cris, element: Element) -> str | None:
    """What kind of source a publication is; None where it is a work."""
    return type_words(NAME).get(("sources", cris.reading.text(element, "Type") or ""))


def _add_source(cris: Cris, element: Element, day: str | None) -> None:
    """Add the journal that a record describes."""
    found, issns = _source_numbers(cris, element)
    names = [(text, "title") for text in cris.texts(element, "Title")]
    names += [(text, "abbreviation") for text in cris.texts(element, "NameAbbreviation")]
    names += [(text, "alternative") for text in cris.texts(element, "Subtitle")]
    added = add_source(
        cris.rows,
        issns=issns,
        identifiers=found,
        names=[SourceName(name=text.text, language=text.language, kind=kind) for text, kind in names],
        type=_source_type(cris, element),
        updated_date=day,
    )
    if added is None:
        raise Refused("no identifier of the journal", column="sources.source_id")


def _source_numbers(cris: Cris, element: Element) -> tuple[list[tuple[str, str]], list[str]]:
    """Identifiers and ISSNs of a journal."""
    printed = cris.reading.texts(element, "ISSN")
    issns = [issn for text in printed if (issn := cris.rows.take(kinds.issn, text, "source_issns.issn"))]
    found = [(scheme, value) for scheme, value in _identifiers(cris, element).items() if scheme != "oai"]
    own = cris.own(element)
    return [*found, *([("source", own)] if own else [])], issns


def _mention_source(cris: Cris, element: Element) -> str | None:
    """The id of a journal that a work is in, its short form added."""
    found, issns = _source_numbers(cris, element)
    source_id = ids.best("sources", {**dict(found), "issn": issns[0] if issns else None})
    titles = cris.texts(element, "Title")
    if source_id:
        cris.rows.mention_of(
            "sources",
            source_id=source_id,
            display_name=titles[0].text if titles else None,
            type=_source_type(cris, element),
        )
    return source_id


def _add_container(cris: Cris, element: Element, work: Work) -> str | None:
    """The journal that a work is in; a book or proceedings that it is part of become a relation."""
    source_id = None
    for path in ("PublishedIn", "PartOf"):
        for link in cris.reading.many(element, path):
            for each in link:
                if _source_type(cris, each):
                    source_id = source_id or _mention_source(cris, each)
                else:
                    _relate(cris, work, "IsPartOf", each)
                cris.reading.passed(each)
    return source_id


def _relate(cris: Cris, work: Work, relation: str, element: Element) -> None:
    """Relate the work to another one by its strongest identifier, and a book also by its ISBN."""
    found = _identifiers(cris, element)
    own = _own(found)
    if own:
        scheme, _, identifier = own.partition(":")
        work.relation(relation, scheme, identifier)
    for text in cris.reading.texts(element, "ISBN"):
        work.relation(relation, "isbn", cris.rows.take(isbn, text, "work_relations.related_identifier"))


def _add_links(cris: Cris, element: Element, work: Work) -> None:
    for path, relation in (("References", "References"), ("Parts/Part", "HasPart")):
        for link in cris.reading.many(element, path):
            for each in link:
                _relate(cris, work, relation, each)
                if relation == "References":
                    work.cites(cris.rows.take(kinds.doi, cris.reading.text(each, "DOI"), "citations.cited_work_id"))
                cris.reading.passed(each)


def _add_locations(cris: Cris, element: Element, work: Work, source_id: str | None, found: Mapping[str, str]) -> None:
    reading = cris.reading
    right = reading.one(element, "Access")
    access = cris.word("access", element, "Access", "work_locations.access")
    end = cris.rows.take(kinds.date, reading.attribute(right, "endDate"), "work_locations.embargo_end")
    reading.attribute(right, "startDate")
    licences = reading.texts(element, "License")
    said = {
        "source_id": source_id,
        "is_oa": _IS_OA.get(access or ""),
        "access": access,
        "embargo_end": end,
        "license": licence_word(licences[0]) if licences else None,
    }
    if any(value is not None for value in said.values()) or "url" in found:
        work.location(landing_page_url=found.get("url"), **said)
    for file in reading.many(element, "FileLocations/Medium"):
        licences = reading.texts(file, "License")
        work.location(pdf_url=reading.text(file, "URI"), license=licence_word(licences[0]) if licences else None)


def _author(cris: Cris, link: Element) -> Author:
    """An author, with the institutions that the link, or the person's own record, gives."""
    reading = cris.reading
    shown = reading.text(link, "DisplayName")
    person, unit = reading.one(link, "Person"), reading.one(link, "OrgUnit")
    name = name_of_parts(*cris.name_of(person), language=None) if person is not None else None
    found = cris.person(person) if person is not None else {}
    if unit is not None:
        organisation = cris.organisation(unit)
        cris.mention(organisation)
        shown = shown or organisation.name
    if shown:
        name = Name(full=shown, family=name.family if name else None, given=name.given if name else None)
    places = [cris.organisation(each) for each in reading.many(link, "Affiliation/OrgUnit")]
    if not places and person is not None:
        places = [cris.organisation(each) for each in reading.many(person, "Affiliation/OrgUnit")]
    reading.passed(link)
    return Author(
        names=[name] if name else [],
        identifiers=list(found.items()),
        affiliations=[(cris.mention(place.institution), place.address) for place in places],
    )


def _add_notes(cris: Cris, element: Element, work: Work) -> None:
    """What has no column of its own: editors, publishers, edition and version, as notes for readers."""
    notes: list[Text] = []
    for label, path in (("editor", "Editors/Editor"), ("publisher", "Publishers/Publisher")):
        for link in cris.reading.many(element, path):
            author = _author(cris, link)
            notes += [Text(text=f"{label}: {name.full}", language=None) for name in author.names[:1]]
    for label, name in (("edition", "Edition"), ("version", "VersionInfo")):
        notes += [Text(text=f"{label}: {each.text}", language=each.language) for each in cris.texts(element, name)]
    if status := cris.reading.text(element, "Status"):
        notes.append(Text(text=f"status: {status.rpartition('#')[2]}", language=None))
    for note in notes:
        work.text("note", note.text, note.language)


def _add_funding(cris: Cris, element: Element, work: Work) -> None:
    for link in cris.reading.many(element, "OriginatesFrom"):
        for each in link:
            titles = cris.texts(each, "Title") or cris.texts(each, "Name")
            named, award_id = mention(cris, each)
            funder_id = named.funder.funder_id if named.funder else None
            work.funder(funder_id)
            work.award(
                award_id=award_id,
                funder_id=funder_id,
                funder_award_id=named.number,
                funder_name=named.funder.name if named.funder else None,
                title=titles[0].text if titles else None,
            )
