"""Each record is one DOI: a data set, software, article or other output; it becomes a work and what comes with it."""

from __future__ import annotations

from rashinban.data_sources.datacite.links import add_funding, add_location, add_relations
from rashinban.data_sources.datacite.people import add_creators
from rashinban.data_sources.datacite.shapes import Doi, FundingReference, RelatedItem
from rashinban.data_sources.datacite.values import NAME, WORDS, clean, scheme_of
from rashinban.engine.rows import Rows
from rashinban.reading.markup import plain_text
from rashinban.reading.works import SourceName, add_source
from rashinban.schema import kinds
from rashinban.schema.languages import language_code
from rashinban.schema.partial_dates import day_of, span, year_of

_ITEM = RelatedItem()


def add_work(own: str, doi: Doi, rows: Rows) -> None:
    """Add one work and all that comes with it."""
    work_id = rows.own_id = f"doi:{own}"
    code = rows.take(language_code, doi.language, "works.language") if doi.language else None
    title, abstract = _add_texts(doi, rows)
    source_id, host = _source(doi, rows), _host(doi)
    dates = _add_dates(doi, rows)
    issued = dates.get("issued")
    printed = str(doi.publication_year) if doi.publication_year else None
    year = rows.take(kinds.year, printed, "works.publication_year")
    _add_identifiers(own, doi, rows)
    place = doi.container
    rows["works"].append(
        (
            work_id,
            own,
            None,
            None,
            title,
            abstract,
            year if year is not None else year_of(issued),
            day_of(issued),
            code,
            _type(doi, rows),
            source_id,
            *(None,) * 13,
            _text(place.volume if place else None) or _text(host.volume),
            _text(place.issue if place else None) or _text(host.issue),
            _text(place.first_page if place else None) or _text(host.first_page),
            _text(place.last_page if place else None) or _text(host.last_page),
            doi.created or None,
            doi.updated or None,
        )
    )
    add_location(doi, source_id, dates.get("available"), rows)
    if doi.creators:
        add_creators(doi.creators, rows)
    if doi.related_identifiers or doi.related_items:
        add_relations(doi, rows)
    # Until version 4, who paid was one of the contributors.
    paying = [FundingReference(funder_name=c.name) for c in doi.contributors or () if c.contributor_type == "Funder"]
    if doi.funding_references or paying:
        add_funding(work_id, [*(doi.funding_references or ()), *paying], rows)
    if doi.subjects:
        _add_subjects(doi, rows)


def _text(value: str | int | None) -> str | None:
    return str(value) if value not in (None, "") else None


def _type(doi: Doi, rows: Rows) -> str | None:
    """The type of the general word; for `Text`, which is anything, of what stands beside it."""
    types = doi.types
    if types is None or not types.resource_type_general:
        return None
    beside = (types.resource_type or "").strip().lower()
    special = WORDS.get(("works", f"{types.resource_type_general}/{beside}"))
    return special or rows.type_of("works", NAME, types.resource_type_general, "works.type")


def _add_texts(doi: Doi, rows: Rows) -> tuple[str | None, str | None]:
    """Add titles and descriptions by language; gives the first title and abstract."""
    found: dict[tuple[str, str | None, str], None] = {}
    for title in doi.titles or ():
        if text := plain_text(title.title):
            kind = rows.type_of("titles", NAME, title.title_type, "work_texts.kind") if title.title_type else "title"
            code = rows.take(language_code, title.lang, "work_texts.language") if title.lang else None
            found[kind or "alternative", code, text] = None
    for description in doi.descriptions or ():
        if text := plain_text(description.description):
            kind = rows.type_of("descriptions", NAME, description.description_type, "work_texts.kind") or "note"
            code = rows.take(language_code, description.lang, "work_texts.language") if description.lang else None
            found[kind, code, text] = None
    main: dict[str, str] = {}
    if found:
        positions, kinds_, languages, scripts, texts = rows.lists("work_texts")
        for position, (kind, code, text) in enumerate(found, 1):
            main.setdefault(kind, text)
            positions.append(position)
            kinds_.append(kind)
            languages.append(code)
            scripts.append(None)
            texts.append(text)
    return main.get("title"), main.get("abstract")


def _source(doi: Doi, rows: Rows) -> str | None:
    """The journal or series that a work is in, where an ISSN names it."""
    place, host = doi.container, _host(doi)
    issn = place.identifier if place and (place.identifier_type or "").upper().endswith("ISSN") else None
    name = place.title if place else None
    of_item = host.related_item_identifier
    if issn is None and of_item and (of_item.related_item_identifier_type or "").upper().endswith("ISSN"):
        issn = of_item.related_item_identifier
        name = next((title.title for title in host.titles or () if not title.title_type), None)
    if issn is None:
        issn = next(
            (
                each.related_identifier
                for each in doi.related_identifiers or ()
                if each.relation_type in ("IsPartOf", "IsPublishedIn")
                and (each.related_identifier_type or "").upper() in ("ISSN", "EISSN", "LISSN")
            ),
            None,
        )
    clean_issn = rows.take(kinds.issn, issn, "source_issns.issn")
    if clean_issn is None:
        return None
    printed = plain_text(name)
    names = [SourceName(name=printed)] if printed else []
    return add_source(rows, issns=[clean_issn], identifiers=[], names=names)


def _host(doi: Doi) -> RelatedItem:
    """The thing that the work was published in, as a related item."""
    return next((item for item in doi.related_items or () if item.relation_type == "IsPublishedIn"), _ITEM)


def _add_dates(doi: Doi, rows: Rows) -> dict[str, str]:
    """Add the dated events of a work, each once; gives the first of each kind."""
    found: dict[tuple[str, str], None] = {}
    for date in doi.dates or ():
        kind = rows.type_of("dates", NAME, date.date_type, "work_dates.kind")
        value = rows.take(span, str(date.date) if date.date else None, "work_dates.date")
        if kind and value:
            found[kind, value] = None
    first: dict[str, str] = {}
    if found:
        names, dates = rows.lists("work_dates")
        for kind, value in found:
            first.setdefault(kind, value)
            names.append(kind)
            dates.append(value)
    return first


def _add_identifiers(own: str, doi: Doi, rows: Rows) -> None:
    found = {("doi", own): None}
    others = [(each.identifier_type, each.identifier) for each in doi.identifiers or ()]
    others += [(each.alternate_identifier_type, each.alternate_identifier) for each in doi.alternate_identifiers or ()]
    for printed, identifier in others:
        scheme = scheme_of(printed or "other")
        if value := clean(scheme, identifier, "work_identifiers.identifier", rows):
            found[scheme, value] = None
    schemes, identifiers = rows.lists("work_identifiers")
    schemes.extend([scheme for scheme, _ in found])
    identifiers.extend([value for _, value in found])


def _add_subjects(doi: Doi, rows: Rows) -> None:
    """Add terms of a scheme as subjects, free ones as keywords."""
    words: dict[str, None] = {}
    terms: dict[tuple[str, str], str | None] = {}
    for subject in doi.subjects or ():
        term = (plain_text(subject.subject) or "").strip(" ;,")
        if not term:
            continue
        if subject.subject_scheme:
            scheme = WORDS.get(("subjects", subject.subject_scheme.lower()), subject.subject_scheme.lower())
            terms.setdefault((scheme, term.removeprefix("FOS: ")), subject.classification_code or None)
        elif term.startswith("FOS: "):
            terms.setdefault(("fos", term.removeprefix("FOS: ")), None)
        else:
            words[term] = None
    if words:
        keywords, scores = rows.lists("work_keywords")
        keywords.extend(words)
        scores.extend([None] * len(words))
    if terms:
        schemes, names, codes, major = rows.lists("work_subjects")
        schemes.extend([scheme for scheme, _ in terms])
        names.extend([term for _, term in terms])
        codes.extend(terms.values())
        major.extend([None] * len(terms))
