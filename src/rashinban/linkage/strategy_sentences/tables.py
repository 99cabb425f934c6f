"""Each row of strategy_links is written from the sentences of a base and the names of what they may speak of."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.engine import Engine
from rashinban.linkage.strategy_sentences.finding import SCORES, Finder
from rashinban.linkage.strategy_sentences.names import Known, Names, says_who
from rashinban.schema import tables

#: Headings name what is below them; margins are no text.
_SENTENCES_SQL = """
select strategy_sentences.strategy_id, strategy_sentences.sentence_id, strategy_sentences.text, strategies.edition
from strategy_sentences
join strategies on strategies.strategy_id = strategy_sentences.strategy_id
where strategy_sentences.kind = 'sentence'
order by strategy_sentences.strategy_id, strategy_sentences.position
"""

_FUNDERS_SQL = """
select funder_id, display_name as name from funders where display_name is not null
union all
select funder_id, name from funder_names where name is not null
"""


def fingerprint(known: Known) -> str:
    """A hash of all names: with others, links are made anew."""
    plain = {entity: {name: repr(asdict(own)) for name, own in things.items()} for entity, things in known.items()}
    return hashlib.sha256(msgspec.json.encode(plain, order="deterministic")).hexdigest()[:32]


def link_strategy_sentences(engine: Engine, folder: Path, known: Known) -> dict[str, object]:
    """Write strategy_links into an empty folder; returns how many sentences were read and linked, by entity and way.

    engine: with the relations strategies, strategy_sentences, funders and funder_names. known: names by entity and id;
    those of funders are read off the base.
    """
    spoken = engine.query(_SENTENCES_SQL).to_pylist()
    # A base of many funders and no strategy need not learn their names.
    finder = Finder({**known, "funder": _funders(engine)} if spoken else {})
    rows: list[dict[str, object]] = []
    counted: Counter[str] = Counter()
    by_entity: Counter[str] = Counter()
    by_way: Counter[str] = Counter()
    linked: Counter[str] = Counter()
    for row in spoken:
        counted[row["strategy_id"]] += 1
        found = finder.links(row["text"], row["edition"])
        linked[row["strategy_id"]] += bool(found)
        by_entity.update({link.entity for link in found})
        by_way.update(link.how for link in found)
        for link in found:
            rows.append(
                {
                    "strategy_id": row["strategy_id"],
                    "sentence_id": row["sentence_id"],
                    "entity": link.entity,
                    "entity_id": link.entity_id,
                    "how": link.how,
                    "score": SCORES[link.how],
                    "span_start": link.start,
                    "span_end": link.end,
                    "evidence": row["text"][link.start : link.end],
                }
            )
    table = tables()["strategy_links"]
    rows.sort(key=lambda row: tuple(str(row[column]) for column in table.key))
    pq.write_table(pa.Table.from_pylist(rows, schema=table.arrow()), folder / "part-0.parquet", compression="zstd")
    return {
        "sentences": dict(sorted(counted.items())),
        "linked": {name: linked[name] for name in sorted(counted)},
        "linked_by_entity": dict(sorted(by_entity.items())),
        "links_by_way": dict(sorted(by_way.items())),
    }


def _funders(engine: Engine) -> Mapping[str, Names]:
    names: dict[str, list[str]] = {}
    for row in engine.query(_FUNDERS_SQL).to_pylist():
        names.setdefault(row["funder_id"], []).append(row["name"])
    return {name: Names(labels=tuple(sorted(set(filter(says_who, given))))) for name, given in names.items()}
