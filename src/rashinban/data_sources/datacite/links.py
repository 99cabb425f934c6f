"""Each row is a place where a work is, a relation to another thing, a reference, or a funder or award."""

from __future__ import annotations

from rashinban.data_sources.datacite.shapes import Doi, FundingReference
from rashinban.data_sources.datacite.values import NAME, WORDS, clean, scheme_of
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.award_numbers import award_ids
from rashinban.reading.works import mention_award
from rashinban.schema import ids, kinds
from rashinban.schema.award_numbers import award_of_doi
from rashinban.schema.identifiers import fundref
from rashinban.schema.partial_dates import day_of

_CITING = ("Cites", "References")


def add_location(doi: Doi, source_id: str | None, available: str | None, rows: Rows) -> None:
    """Add the page of the work, its licence and whether it is open, where a statement of rights says so."""
    access, license_ = None, None
    for rights in doi.rights_list or ():
        uri = rights.rights_uri or ""
        stated = WORDS.get(("access", (uri or rights.rights or "").rpartition("/")[2].lower()))
        if stated:
            access = access or stated
        else:
            license_ = license_ or uri or rights.rights_identifier or rights.rights or None
    embargo_end = day_of(available) if access == "embargoed" else None
    positions, sources, is_oa, versions, licenses, pages, pdfs, accesses, embargoes = rows.lists("work_locations")
    positions.append(1)
    sources.append(source_id)
    is_oa.append(True if access == "open" else None)
    versions.append(None)
    licenses.append(license_)
    pages.append(doi.url or None)
    pdfs.append(None)
    accesses.append(access)
    embargoes.append(embargo_end)


#: relation, scheme, identifier
Found = dict[tuple[str, str, str], None]


def add_relations(doi: Doi, rows: Rows) -> None:
    """Add what a work is to others; what it cites by DOI is a reference too."""
    found: Found = {}
    for related in doi.related_identifiers or ():
        _relate(found, related.relation_type, related.related_identifier_type, related.related_identifier, rows)
    for item in doi.related_items or ():
        of_item = item.related_item_identifier
        if of_item is not None:
            scheme = of_item.related_item_identifier_type
            _relate(found, item.relation_type, scheme, of_item.related_item_identifier, rows)
    relations, schemes, identifiers, others = rows.lists("work_relations")
    cited: dict[str, None] = {}
    for relation, scheme, identifier in found:
        relations.append(relation)
        schemes.append(scheme)
        identifiers.append(identifier)
        if scheme == "doi":
            work_id = f"doi:{identifier}"
            others.append(work_id)
            if relation in _CITING:
                cited[work_id] = None
        else:
            is_work = ids.entity_of(scheme) == "works" and len(identifier) <= 1024
            others.append(ids.scheme_id(scheme, identifier) if is_work else None)
    if cited:
        rows.lists("citations")[0].extend(cited)


def _relate(found: Found, printed: str | None, scheme: str | None, identifier: str | None, rows: Rows) -> None:
    if not identifier:
        return
    relation = WORDS.get(("work_relations", printed or "")) or rows.type_of(
        "work_relations", NAME, printed, "work_relations.relation"
    )
    if scheme == "DOI":
        ours, value = "doi", rows.take(kinds.doi, identifier, "work_relations.related_identifier")
    else:
        ours = scheme_of(scheme or "other")
        value = clean(ours, identifier, "work_relations.related_identifier", rows)
    if relation and value:
        found[relation, ours, value] = None


def add_funding(work_id: str, references: list[FundingReference], rows: Rows) -> None:
    """Add funders and awards; a funder without an id or a number is a row that has its name only."""
    funders: dict[str, None] = {}
    #: award_id, funder_id, number as typed, funder's name, title
    awards: dict[tuple[str | None, str | None, str | None, str | None, str | None], None] = {}
    for reference in references:
        name, title = reference.funder_name or None, reference.award_title or None
        paid_by = funder_of(reference, rows)
        if paid_by is not None:
            funders[paid_by] = None
        typed = str(reference.award_number or "").strip()
        named: list[tuple[str | None, str | None]] = [*award_ids(typed, paid_by)]
        if not named and (typed or title or (name and paid_by is None)):
            named = [(award_of(reference), typed or None)]
        awards.update({(award_id, paid_by, number, name, title): None for award_id, number in named})
    if funders:
        rows["work_funders"].extend([(work_id, funder) for funder in funders])
    for position, (award, payer, number, name, title) in enumerate(awards, 1):
        rows["work_awards"].append((work_id, position, award, payer, number, name, title))
        if award is not None:
            mention_award(rows, award, funder_id=payer, funder_award_id=number, title=title)


def funder_of(reference: FundingReference, rows: Rows) -> str | None:
    """`fundref:` or `ror-funder:`, mentioned once. Other identifiers of funders are not read."""
    written, kind = reference.funder_identifier, (reference.funder_identifier_type or "").lower()
    registered, ror = None, None
    if written and (kind == "ror" or "ror.org/" in written):
        ror = rows.take(kinds.ror_id, written, "funders.ror_id")
    elif written and kind == "crossref funder id":
        registered = rows.take(fundref, written, "funders.crossref_funder_id")
    funder_id = ids.best("funders", {"fundref": registered, "ror-funder": ror})
    if funder_id is not None:
        rows.mention_of(
            "funders",
            funder_id=funder_id,
            display_name=reference.funder_name or None,
            ror_id=ror,
            crossref_funder_id=registered,
        )
    return funder_id


def award_of(reference: FundingReference) -> str | None:
    """The award by the DOI that its address is, if it is one."""
    try:
        doi = kinds.doi(reference.award_uri or "")
    except Refused:
        return None
    return award_of_doi(doi)
