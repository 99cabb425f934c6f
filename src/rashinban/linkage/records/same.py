"""Each row says that an id stands for another one: the records under both share an identifier.

Records are joined by identifiers alone (schema/ids.py says which): a DOI, an ORCID, a ROR id, an award's number. The id
of OpenAlex stands where there is one, because works are counted under it; else that of the strongest scheme. Only ids
that data sources beside OpenAlex use are looked at, so a base of OpenAlex alone pays nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rashinban.engine import Engine, merge, same
from rashinban.schema import Table, tables
from rashinban.schema.ids import COLUMNS, JOINING, SCHEMES
from rashinban.schema.references import references

#: The data source whose ids stand.
PROVIDER = "openalex"
#: The tables in which it writes ids of others: awards by Japan's systematic number, where it has none of its own.
_ITS_OTHERS = frozenset(("work_awards",))

#: Tables of identifiers beside `<entity>_identifiers`.
_ISSNS = "source_issns"


def users(sources: Mapping[str, Sequence[str]], entity: str) -> list[tuple[str, str]]:
    """Relations of parsed rows, and their columns, in which other data sources than OpenAlex use ids of an entity.

    sources: relation (`works`, `institutions_mentions`) -> data sources that have rows of it.
    """
    found = []
    for relation, names in sorted(sources.items()):
        table = tables().get(relation.removesuffix("_mentions"))
        if table is not None and uses(table, names):
            found += [(f"in_{relation}", column) for column, named in references(table).items() if entity in named]
    return found


def uses(table: Table, sources: Iterable[str]) -> bool:
    """Whether rows of these data sources may have ids in a table that are identifiers."""
    return any(source != PROVIDER or table.name in _ITS_OTHERS for source in sources)


def identifier_tables(entity: str) -> list[Table]:
    """The tables that list identifiers of an entity."""
    named = (f"{entity.removesuffix('s')}_identifiers", _ISSNS if entity == "sources" else "")
    return [tables()[name] for name in named if name in tables()]


def match(engine: Engine, entity: str, used: Sequence[tuple[str, str]], full: str, mentioned: str, result: str) -> int:
    """Make `result` (id, standing_id) for the ids of an entity that are used, where another id stands; how many.

    used: as `users` gives it. full and mentioned: relations of the records that stand, and of short forms.
    """
    table = tables()[entity]
    key = table.key[0]
    schemes = SCHEMES[entity]
    engine.define(f"{result}_asked", same.asked(used), keep=True)
    date = "updated_date" if "updated_date" in table.names else None
    columns = COLUMNS[entity]
    engine.define(f"{result}_known", same.entity(full, mentioned, key, tuple(columns), date, table.newest))
    listed = []
    for each in identifier_tables(entity):
        relation = f"in_{each.name}"
        if each.name == _ISSNS:
            engine.define(f"{result}_issns", same.listed(relation, key, "issn", "issn"))
            relation = f"{result}_issns"
        listed.append((relation, key))
    told = [(f"{result}_known", key, column, scheme) for column, scheme in columns.items()]
    engine.define(f"{result}_forms", same.forms(f"{result}_asked", told, listed, JOINING[entity]), keep=True)
    chain = f"{result}_0"
    engine.define(chain, same.first_steps(f"{result}_forms", f"{result}_asked", schemes), keep=True)
    # Each step doubles the distance. There are no circles: every step leads to an id that is better in one order.
    step = 0
    while int(engine.query(merge.count(f"({merge.chain_open(chain)}) as open_ids"))["n"][0].as_py()):
        step += 1
        engine.define(f"{result}_{step}", merge.chain_step(chain), keep=True)
        chain = f"{result}_{step}"
    engine.define(result, same.standing(chain))
    return int(engine.query(merge.count(result))["n"][0].as_py())
