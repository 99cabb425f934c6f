"""Texts of strategies as a release has them: the list, one with its sentences and links, and who names a thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rashinban.errors import NotFound
from rashinban.measure.session import Session
from rashinban.schema import tables

if TYPE_CHECKING:
    from rashinban.access.api import Base

Row = dict[str, Any]

_LIST_SQL = """
select strategies.strategy_id, strategies.title, strategies.language, strategies.year, strategies.edition,
       strategies.pages, coalesce(counted.sentences, 0) as sentence_count, coalesce(counted.linked, 0) as linked_count
from strategies
left join (
    select strategy_sentences.strategy_id, count(*) as sentences, count(named.sentence_id) as linked
    from strategy_sentences
    left join (select distinct sentence_id from strategy_links) as named
      on named.sentence_id = strategy_sentences.sentence_id
    where strategy_sentences.kind = 'sentence'
    group by strategy_sentences.strategy_id
) as counted on counted.strategy_id = strategies.strategy_id
order by strategies.year desc nulls last, strategies.strategy_id
"""

_SENTENCES_SQL = "select * from strategy_sentences where strategy_id = $strategy_id order by position"
_LINKS_SQL = "select * from strategy_links where strategy_id = $strategy_id order by sentence_id, entity, entity_id"

_NAMING_SQL = """
select strategies.strategy_id, strategies.title, strategies.language, strategy_sentences.sentence_id,
       strategy_sentences.page, strategy_sentences.text, strategy_links.entity, strategy_links.entity_id,
       strategy_links.how, strategy_links.evidence
from strategy_links
join strategy_sentences on strategy_sentences.sentence_id = strategy_links.sentence_id
join strategies on strategies.strategy_id = strategy_links.strategy_id
where strategy_links.entity || ' ' || strategy_links.entity_id in ({named})
order by strategies.year desc nulls last, strategies.strategy_id, strategy_sentences.position,
         strategy_links.score desc nulls last, strategy_links.entity, strategy_links.entity_id
"""


def strategies(base: Base) -> list[Row]:
    """The documents of a release, the newest first: how many sentences each has, and how many name something."""
    found: list[Row] = _session(base).engine.query(_LIST_SQL).to_pylist()
    return found


def strategy(base: Base, strategy_id: str) -> Row:
    """One document: its row, and its `sentences` in reading order, each with its `links`. NotFound where it is none."""
    session = _session(base)
    found = next((row for row in strategies(base) if row["strategy_id"] == strategy_id), None)
    if found is None:
        known = ", ".join(row["strategy_id"] for row in strategies(base)) or "none"
        raise NotFound(
            f"no strategy {strategy_id!r} in this release; there are {known}; load one with "
            "`rashinban fetch strategy_text --from FILE`, then `rashinban update`"
        )
    links: dict[str, list[Row]] = {}
    for row in session.engine.query(_LINKS_SQL, {"strategy_id": strategy_id}).to_pylist():
        links.setdefault(row["sentence_id"], []).append(_own(row, "strategy_links"))
    sentences = [
        {**_own(row, "strategy_sentences"), "links": links.get(row["sentence_id"], [])}
        for row in session.engine.query(_SENTENCES_SQL, {"strategy_id": strategy_id}).to_pylist()
    ]
    return {**found, "sentences": sentences}


def sentences_naming(base: Base, named: Sequence[tuple[str, str]]) -> list[Row]:
    """The sentences of all documents that name one of these things, given as (entity, id): once each, with how."""
    if not named:
        return []
    bound = {f"named_{number}": f"{entity} {id}" for number, (entity, id) in enumerate(named)}
    asked = _NAMING_SQL.format(named=", ".join(f"${name}" for name in bound))
    found: dict[str, Row] = {}
    for row in _session(base).engine.query(asked, bound).to_pylist():
        link = {name: row.pop(name) for name in ("entity", "entity_id", "how", "evidence")}
        found.setdefault(row["sentence_id"], {**row, "links": []})["links"].append(link)
    return list(found.values())


def _own(row: Mapping[str, Any], table: str) -> Row:
    """The columns of a table without the document's id, which is said once."""
    return {name: row[name] for name in tables()[table].names if name != "strategy_id"}


def _session(base: Base) -> Session:
    for name in ("strategies", "strategy_sentences", "strategy_links"):
        base.session.refresh(name)
    return base.session
