"""Each mention is another entity in the short form in which a work or a researcher names it.

Every function gives the short id, and adds the mention to `<table>_mentions` the first time that the file
names the entity under that name. `rows.known` holds what was named last: a dictionary lookup answers for
nearly all of them.
"""

from __future__ import annotations

from rashinban.data_sources.openalex.shapes import (
    ConceptOfWork,
    Numbered,
    ShortAward,
    ShortFunder,
    ShortInstitution,
    Source,
    TopicOfWork,
)
from rashinban.data_sources.openalex.values import numbered_id, take_id, take_source_id
from rashinban.engine.rows import Rows
from rashinban.schema import kinds
from rashinban.schema.award_numbers import systematic


def institution_id(found: ShortInstitution, rows: Rows) -> tuple[str | None, str | None]:
    """The id of an institution and its country."""
    known = rows.known.get(found.id)
    if known is not None and known[0] == found.display_name and known[1] == found.country_code:
        return known[2], known[3]
    country = rows.take(kinds.country_code, found.country_code, "institutions.country_code")
    short = take_id(found.id, "I", rows, "institutions.institution_id")
    if short is not None:
        ror = rows.take(kinds.ror_id, found.ror, "institutions.ror_id")
        row = (short, ror, found.display_name or None, country, found.type or None)
        rows.mention("institutions", row + (None,) * 12)
        rows.known[found.id] = (found.display_name, found.country_code, short, country)
    return short, country


def source_id(found: Source, rows: Rows) -> str | None:
    """The id of a journal, repository or other source."""
    known = rows.known.get(found.id)
    if known is not None and known[0] == found.display_name:
        short: str | None = known[1]
        return short
    short = take_source_id(found.id, rows)
    if short is not None:
        rows.mention(
            "sources",
            (
                short,
                found.display_name or None,
                rows.take(kinds.issn, found.issn_l, "sources.issn_l"),
                found.type or None,
                take_id(found.host_organization or found.publisher_id, "PI", rows, "sources.publisher_id"),
                None,
                found.is_oa,
                found.is_in_doaj,
                found.is_core,
                None,
                None,
                None,
                None,
            ),
        )
        rows.known[found.id] = (found.display_name, short)
    return short


def topic_id(found: TopicOfWork, rows: Rows) -> str | None:
    """The id of a topic."""
    known = rows.known.get(found.id)
    if known is not None and known[0] == found.display_name:
        short: str | None = known[1]
        return short
    short = take_id(found.id, "T", rows, "topics.topic_id")
    if short is not None:
        rows.mention("topics", (short, found.display_name or None, *tree(found, rows), None, None, None, None))
        rows.known[found.id] = (found.display_name, short)
    return short


def tree(found: TopicOfWork, rows: Rows) -> tuple[str | None, ...]:
    """Id and name of the subfield, field and domain above a topic."""
    return (
        *_level(found.subfield, "subfield", rows),
        *_level(found.field, "field", rows),
        *_level(found.domain, "domain", rows),
    )


def _level(found: Numbered | None, kind: str, rows: Rows) -> tuple[str | None, str | None]:
    if found is None:
        return None, None
    written = None if found.id is None else str(found.id)
    number = rows.take(lambda text: numbered_id(text, kind), written, f"topics.{kind}_id")
    return number, found.display_name or None


def concept_id(found: ConceptOfWork, rows: Rows) -> str | None:
    """The id of a concept."""
    known = rows.known.get(found.id)
    if known is not None and known[0] == found.display_name:
        short: str | None = known[1]
        return short
    short = take_id(found.id, "C", rows, "concepts.concept_id")
    if short is not None:
        wikidata = wikidata_id(found.wikidata)
        rows.mention("concepts", (short, found.display_name or None, found.level, wikidata, None, None, None))
        rows.known[found.id] = (found.display_name, short)
    return short


def wikidata_id(address: str | None) -> str | None:
    """`https://www.wikidata.org/wiki/Q1069` -> `Q1069`."""
    return address.rsplit("/", 1)[-1] or None if address else None


def funder_id(found: ShortFunder, rows: Rows) -> str | None:
    """The id of a funder."""
    known = rows.known.get(found.id)
    if known is not None and known[0] == found.display_name and known[1] == found.ror:
        short: str | None = known[2]
        return short
    short = take_id(found.id, "F", rows, "funders.funder_id")
    if short is not None:
        ror = rows.take(kinds.ror_id, found.ror, "funders.ror_id")
        rows.mention("funders", (short, found.display_name or None, None, ror, None, None, None, None, None))
        rows.known[found.id] = (found.display_name, found.ror, short)
    return short


def mention_award(award_id: str, funder: str | None, found: ShortAward, rows: Rows) -> None:
    """Add the short form of an award."""
    number = found.funder_award_id or None
    row = (award_id, funder, number, systematic(number, (funder,)), found.display_name or None)
    rows.mention("awards", row + (None,) * 16)
