"""What comes with an article: keywords, licence, funding, related articles, references, its journal."""

from __future__ import annotations

from rashinban.data_sources.jats.text import identifier, organisation, text_of
from rashinban.engine.rows import Rows
from rashinban.reading.award_numbers import award_ids
from rashinban.reading.works import SourceName, Work, add_source
from rashinban.reading.xml import Element, Reading
from rashinban.schema import identifiers, ids, kinds
from rashinban.schema.award_numbers import award_of_doi
from rashinban.schema.licences import licence_word

_AUTHORS_OWN = (None, "author", "author-keywords", "author-generated", "kwd", "keywords", "Keywords", "default")
#: Versions of the article that its history names.
_VERSIONS = frozenset(("preprint", "reviewed-preprint"))


def add_keywords(reading: Reading, meta: Element, work: Work) -> None:
    """The authors' own words are keywords; words of a list or vocabulary are subjects."""
    for group in reading.many(meta, "kwd-group"):
        kind = reading.attribute(group, "kwd-group-type")
        reading.attribute(group, "lang")
        reading.text(group, "title")
        reading.text(group, "label")
        for word in (*reading.many(group, "kwd"), *reading.many(group, "compound-kwd")):
            printed = text_of(reading, word)
            if kind in _AUTHORS_OWN:
                work.keyword(printed)
            else:
                work.subject(kind or "", printed)


def add_location(reading: Reading, meta: Element, work: Work, doi: str | None, source_id: str | None) -> None:
    """Where the article is read, and on what licence."""
    permissions = reading.one(meta, "permissions")
    addresses: list[str | None] = []
    is_free = False
    if permissions is not None:
        for licence in reading.many(permissions, "license"):
            addresses.append(reading.attribute(licence, "href"))
            addresses += reading.texts(licence, "license_ref")
            addresses += [reading.attribute(link, "href") for link in licence.iter("{*}ext-link", "{*}uri")]
            reading.attribute(licence, "lang")
        addresses += reading.texts(permissions, "license_ref")
        is_free = reading.one(permissions, "free_to_read") is not None
        reading.passed(reading.one(permissions, "free_to_read"))
    told = [address for address in addresses if address]
    words = [licence_word(address) for address in told]
    known = [word for word in words if word.startswith(("cc", "public-domain"))]
    if doi or told:
        work.location(
            source_id=source_id,
            is_oa=True if known or is_free else None,
            version="publishedVersion",
            license=next(iter(known or words), None),
            landing_page_url=f"https://doi.org/{doi}" if doi else None,
        )


def add_funding(reading: Reading, meta: Element, work: Work, rows: Rows) -> None:
    for group in reading.many(meta, "funding-group/award-group"):
        reading.attribute(group, "award-type")
        names, funder_id = [], None
        for source in (*reading.many(group, "funding-source"), *reading.many(group, "support-source")):
            ror, fundref = organisation(reading, source, rows, "work_funders.funder_id")
            link = reading.attribute(source, "href")
            if not fundref and link and "10.13039/" in link:
                number = rows.take(identifiers.fundref, link, "work_funders.funder_id")
                fundref = ids.scheme_id("fundref", number) if number else None
            funder_id = funder_id or fundref or (ids.scheme_id("ror-funder", ror) if ror else None)
            names.append(text_of(reading, source))
        work.funder(funder_id)
        name = next((each for each in names if each), None)
        numbers = []
        for number in reading.many(group, "award-id"):
            typed = text_of(reading, number)
            kind = reading.attribute(number, "award-id-type")
            reading.attribute(number, "href")
            numbers += _awards(typed, kind, funder_id, rows) if typed else []
        for award_id, typed in numbers or [(None, None)]:
            work.award(award_id=award_id, funder_id=funder_id, funder_award_id=typed, funder_name=name)


def _awards(typed: str, kind: str | None, funder_id: str | None, rows: Rows) -> list[tuple[str | None, str | None]]:
    if kind == "doi":
        doi = rows.take(kinds.doi, typed, "work_awards.award_id")
        return [(award_of_doi(doi) if doi else None, typed)]
    return [*award_ids(typed, funder_id)] or [(None, typed)]


def add_relations(reading: Reading, meta: Element, work: Work, rows: Rows) -> bool | None:
    """Related articles and earlier versions; returns whether one of them retracts this article."""
    retracted: bool | None = None
    for other in reading.many(meta, "related-article"):
        printed = reading.attribute(other, "related-article-type")
        relation = rows.type_of("work_relations", "jats", printed, "work_relations.relation")
        link, kind = reading.attribute(other, "href"), reading.attribute(other, "ext-link-type")
        reading.passed(other)
        kind = "doi" if link and ("doi.org/" in link or link.startswith("10.")) else kind
        found = identifier(kind, link, rows, "work_relations.related_identifier")
        if relation and found:
            work.relation(relation, *found)
            retracted = True if printed == "retraction-forward" else retracted
    for link in reading.many(meta, "pub-history/event/self-uri"):
        kind, address = reading.attribute(link, "content-type"), reading.attribute(link, "href")
        reading.passed(link)
        if kind in _VERSIONS and address and "doi.org/" in address:
            found = identifier("doi", address, rows, "work_relations.related_identifier")
            if found:
                work.relation("IsNewVersionOf", *found)
    return retracted


def add_references(root: Element, reading: Reading, work_id: str, rows: Rows) -> int | None:
    """Add references that carry an identifier; returns how many, None where the article lists none at all."""
    lists = reading.many(root, "back/ref-list")
    if not lists:
        return None
    cited: dict[str, None] = {}
    column = "citations.cited_work_id"
    for each in lists:
        for reference in each.iter("{*}ref"):
            found: dict[str, str | None] = {}
            for place in reference.iter("{*}pub-id", "{*}ext-link", "{*}object-id"):
                kind = place.get("pub-id-type") or place.get("ext-link-type")
                href = next((value for key, value in place.attrib.items() if key.endswith("href")), None)
                text = href if kind == "doi" and href and "10." in href else "".join(place.itertext()).strip()
                pair = identifier(kind, text, rows, column)
                if pair and pair[0] not in found:
                    found[pair[0]] = pair[1]
            cited_id = ids.best("works", found)
            if cited_id and cited_id != work_id:
                cited[cited_id] = None
    rows["citations"].extend((work_id, cited_id) for cited_id in cited)
    return len(cited)


def add_journal(reading: Reading, front: Element, rows: Rows) -> str | None:
    """The id of the journal."""
    meta = reading.one(front, "journal-meta")
    if meta is None:
        return None
    issns = [rows.take(kinds.issn, reading.text(each), "source_issns.issn") for each in reading.many(meta, "issn")]
    issns += [rows.take(kinds.issn, reading.text(each), "source_issns.issn") for each in reading.many(meta, "issn-l")]
    titles = [*reading.many(meta, "journal-title-group/journal-title"), *reading.many(meta, "journal-title")]
    names = [SourceName(name=printed) for each in titles if (printed := text_of(reading, each))]
    for each in reading.many(meta, "journal-title-group/trans-title-group/trans-title"):
        if printed := text_of(reading, each):
            names.append(SourceName(name=printed))
    reading.passed(reading.one(meta, "journal-title-group/trans-title-group"))
    return add_source(
        rows, issns=[issn for issn in issns if issn], identifiers=[], names=names[:1] + names[1:], type="journal"
    )
