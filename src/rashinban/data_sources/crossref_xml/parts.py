"""What comes with a work: titles, abstracts, dates, authors, places, references, relations, funding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.award_numbers import award_ids
from rashinban.reading.works import Author, Work, mention_award, name_of_parts
from rashinban.reading.xml import Element, Reading, local
from rashinban.schema import ids, kinds
from rashinban.schema.identifiers import fundref
from rashinban.schema.japanese_ids import isbn
from rashinban.schema.partial_dates import date_of_parts

NAME = "crossref_xml"
_DATES = ("publication_date", "posted_date", "review_date", "acceptance_date", "approval_date", "completion_date")


def add_titles(r: Reading, element: Element, code: str | None, work: Work) -> None:
    """Add titles; the one in the original language is the work's own."""
    for titles in r.many(element, "titles") or [element]:
        for each in r.many(titles, "original_language_title"):
            work.text("title", r.text(each), work.language(r.attribute(each, "language"))[0])
        for number, text in enumerate(r.texts(titles, "title")):
            work.text("title", text, code if number == 0 else None)
        for text in r.texts(titles, "subtitle"):
            work.text("subtitle", text)
    # A journal, or proceedings.
    for text in (*r.texts(element, "full_title"), *r.texts(element, "proceedings_title")):
        work.text("title", text, code)
    for text in r.texts(element, "abbrev_title"):
        work.text("alternative", text, code)


def add_abstracts(r: Reading, element: Element, work: Work) -> None:
    """Add abstracts; a digest for other readers is a note."""
    for each in r.many(element, "abstract"):
        blocks = [part for part in each.iter() if local(part) in ("p", "title")]
        text = " ".join(filter(None, map(r.text, blocks))) or r.text(each)
        r.text(each)
        kind = "note" if r.attribute(each, "abstract-type") else "abstract"
        work.text(kind, text, work.language(r.attribute(each, "lang"))[0])


def add_dates(r: Reading, element: Element, work: Work, rows: Rows) -> str | None:
    """Add dated events; gives the earliest publication."""
    issued: list[str] = []
    for name in _DATES:
        for each in r.many(element, name):
            printed = f"{name}/{r.attribute(each, 'media_type') or 'other'}"
            kind = rows.type_of("dates", NAME, printed, "work_dates.kind")
            date = _date(r, each, rows)
            if kind and date:
                work.date(kind, date)
                if name in _DATES[:3]:
                    issued.append(date)
    first = min(issued, default=None)
    work.date("issued", first)
    return first


def _date(r: Reading, element: Element, rows: Rows) -> str | None:
    year, month, day = (r.text(element, part) for part in ("year", "month", "day"))
    try:
        return date_of_parts(year, month, day) if year else None
    except Refused as refused:
        rows.refuse_value("work_dates.date", refused.reason, "-".join(filter(None, (year, month, day))))
        return None


def add_authors(r: Reading, element: Element, work: Work, rows: Rows) -> None:
    """Add those whose role is author; editors and others would take a share of the work."""
    authors = []
    contributors = r.one(element, "contributors")
    for each in contributors if contributors is not None else ():
        roles = {r.attribute(each, "contributor_role"), *(r.attribute(role, "type") for role in r.many(each, "role"))}
        if "author" in roles:
            authors.append(_author(r, each, "corresponding-author" in roles or None, rows))
        else:
            r.passed(each)
    work.authors(authors)


def _author(r: Reading, person: Element, is_corresponding: bool | None, rows: Rows) -> Author:
    """A person, a group (`organization`), or somebody `anonymous`, who has no name."""
    family, given, suffix = r.text(person, "surname"), r.text(person, "given_name"), r.text(person, "suffix")
    name = name_of_parts(f"{family} {suffix}" if family and suffix else family, given, None)
    if local(person) == "organization":
        name = name_of_parts(r.text(person, "name") or r.text(person), None, None)
    orcid = rows.take(kinds.orcid, r.text(person, "ORCID"), "authorships.orcid")
    affiliations: list[tuple[str | None, str | None]] = [(None, text) for text in r.texts(person, "affiliation")]
    for institution in r.many(person, "affiliations/institution"):
        parts = ("institution_department", "institution_name", "institution_place")
        printed = ", ".join(text for part in parts for text in r.texts(institution, part)) or None
        affiliations.append((_ror(r, institution, rows), printed))
    return Author(
        names=[name] if name else [],
        identifiers=[("orcid", orcid)] if orcid else [],
        affiliations=affiliations,
        is_corresponding=is_corresponding,
    )


def _ror(r: Reading, institution: Element, rows: Rows) -> str | None:
    found = None
    for each in r.many(institution, "institution_id"):
        kind, text = r.attribute(each, "type"), r.text(each)
        if kind == "ror" and found is None:
            found = rows.take(kinds.ror_id, text, "affiliations.institution_id")
    if found:
        name = r.text(institution, "institution_name")
        rows.mention_of("institutions", institution_id=found, ror_id=found, display_name=name)
    return found


def add_location(r: Reading, element: Element, source_id: str | None, work: Work, rows: Rows) -> None:
    """Add the work's page with licence and PDF of the version of record, then the accepted manuscript's licence."""
    licenses: dict[str, str] = {}
    for each in (one for program in _programs(r, element) for one in r.many(program, "license_ref")):
        applies, text = r.attribute(each, "applies_to") or "", r.text(each)
        r.attribute(each, "start_date")
        if text:
            licenses.setdefault(applies, text)
    free = any(r.one(program, "free_to_read") is not None for program in _programs(r, element))
    pdf = None
    for each in r.many(element, "doi_data/collection/item/resource"):
        if r.attribute(each, "mime_type") == "application/pdf":
            pdf = pdf or r.text(each)
    work.location(
        source_id=source_id,
        is_oa=True if free else None,
        version="publishedVersion" if "vor" in licenses and local(element) != "posted_content" else None,
        license=licenses.get("vor") or licenses.get(""),
        landing_page_url=r.text(element, "doi_data/resource"),
        pdf_url=pdf,
    )
    if "am" in licenses:
        work.location(version="acceptedVersion", license=licenses["am"])


def _programs(r: Reading, element: Element) -> Iterator[Element]:
    """Licences, funders and relations, of the work itself and of its Crossmark, which often say the same."""
    yield from r.many(element, "program")
    yield from r.many(element, "crossmark/custom_metadata/program")


def add_citations(r: Reading, element: Element, work: Work, rows: Rows) -> int | None:
    """Add the references that have a DOI; gives how many there are with and without."""
    listed = r.many(element, "citation_list/citation")
    for each in listed:
        work.cites(rows.take(kinds.doi, r.text(each, "doi"), "citations.cited_work_id"))
    return len(listed) or None


def add_relations(r: Reading, element: Element, work: Work, rows: Rows) -> None:
    """Add relations, and what the work corrects or retracts. That it is retracted itself, this XML does not say."""
    for item in (one for program in _programs(r, element) for one in r.many(program, "related_item")):
        for each in (*r.many(item, "inter_work_relation"), *r.many(item, "intra_work_relation")):
            word, scheme = r.attribute(each, "relationship-type"), r.attribute(each, "identifier-type")
            _relate(work, word, scheme, r.text(each), rows)
    for each in r.many(element, "crossmark/updates/update"):
        _relate(work, f"update/{r.attribute(each, 'type')}", "doi", r.text(each), rows)


_KINDS: Mapping[str, Callable[[str], str]] = {"doi": kinds.doi, "issn": kinds.issn, "isbn": isbn}


def _relate(work: Work, printed: str | None, scheme: str | None, identifier: str | None, rows: Rows) -> None:
    relation = rows.type_of("work_relations", NAME, printed, "work_relations.relation")
    ours = rows.type_of("identifiers", NAME, scheme or "other", "work_relations.related_scheme")
    if relation and ours:
        kind = _KINDS.get(ours, str.strip)
        work.relation(relation, ours, rows.take(kind, identifier, "work_relations.related_identifier"))


def add_funding(r: Reading, element: Element, work: Work, rows: Rows) -> None:
    """Add funders and award numbers, those of the work itself and of its Crossmark together, each once."""
    #: funder's id and name as printed, to its numbers
    found: dict[tuple[str | None, str | None], dict[str, None]] = {}
    for program in _programs(r, element):
        said = r.many(program, "assertion")
        groups = [each for each in said if r.attribute(each, "name") in ("fundgroup", "award_group")]
        if said and not groups:
            groups = [program]
        for group in groups:
            funder, numbers = _funder(r, group, rows)
            found.setdefault(funder, {}).update(numbers)
    for (funder_id, name), numbers in found.items():
        work.funder(funder_id)
        for typed in numbers:
            named: list[tuple[str | None, str]] = [*award_ids(typed, funder_id)]
            for award_id, number in named or [(None, typed)]:
                if award_id is not None:
                    mention_award(rows, award_id, funder_id=funder_id, funder_award_id=number)
                work.award(award_id=award_id, funder_id=funder_id, funder_award_id=number, funder_name=name)
        if not numbers and funder_id is None and name:
            work.award(funder_name=name)


def _funder(r: Reading, group: Element, rows: Rows) -> tuple[tuple[str | None, str | None], dict[str, None]]:
    """Id and name of the funder of a group, and its numbers. The id stands in the name."""
    name: str | None = None
    funder_id: str | None = None
    numbers: dict[str, None] = {}
    for each in group.iter():
        word, text = r.attribute(each, "name"), " ".join((each.text or "").split())
        if word == "funder_name":
            name = name or text or None
        elif word == "award_number" and text:
            numbers[text] = None
        elif word == "funder_identifier" and text and funder_id is None:
            number = rows.take(fundref, text, "funders.crossref_funder_id")
            funder_id = ids.best("funders", {"fundref": number})
        elif word == "ror" and text and funder_id is None:
            funder_id = ids.best("funders", {"ror-funder": rows.take(kinds.ror_id, text, "funders.ror_id")})
        r.passed(each) if len(each) == 0 else r.text(each)
    if funder_id is not None:
        number = funder_id.removeprefix("fundref:") if funder_id.startswith("fundref:") else None
        rows.mention_of("funders", funder_id=funder_id, display_name=name, crossref_funder_id=number)
    return (funder_id, name), numbers
