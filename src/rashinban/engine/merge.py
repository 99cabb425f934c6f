"""SQL text for linking: which copy of a record stands, what goes with it, and ids that stand for others.

Relations in use: `in_<table>` holds parsed rows of all data sources with `_source, _part, _line, _crc`;
`standing` (id, standing_id) names for each withdrawn id the one that stands; `<record>_losers`
(_source, _part, _line, own_id, reason) names the records that do not stand, by place and by the id they came with:
one input record may bring several entities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

PLACE = ("_source", "_part", "_line")
_SAME_PLACE = " and ".join(f"l.{column} = r.{column}" for column in PLACE)

#: Columns of an entity table in kb/ after its own: the record that the row was taken from.
PROVENANCE = ("data_source", "snapshot", "part", "line")


#: Our types of columns in SQL.
SQL_TYPES = {
    "string": "varchar",
    "int32": "integer",
    "int64": "bigint",
    "double": "double",
    "bool": "boolean",
    "date": "date",
}


def text(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def gathered(relations: Mapping[str, str]) -> str:
    """The rows of several data sources' relations, each row with its `_source`."""
    return " union all ".join(
        f"select *, {text(source)} as _source from {relation}" for source, relation in sorted(relations.items())
    )


def stacked(*rows: str) -> str:
    """The rows of several relations or queries with the same columns."""
    given = (f"({found})" if " " in found else found for found in rows)
    return " union all ".join(f"select * from {found} as rows_{number}" for number, found in enumerate(given))


def in_order(rows: str, key: Sequence[str]) -> str:
    """The rows in the order of their key."""
    return f"select * from ({rows}) as kept_rows order by {', '.join(f'{column} nulls last' for column in key)}"


def resolved(
    relation: str,
    columns: Sequence[str],
    maps: Mapping[str, str],
    *,
    key: Sequence[str] = (),
    without: tuple[str, str] | None = None,
    own: str | None = None,
) -> str:
    """Rows with every id replaced by the one that stands for it.

    maps: column -> relation (id, standing_id). key: columns of which `_changed` tells whether one was
    replaced. without: the relation of records whose rows are left out, and the column with the record's id. own: the
    column that is given as it was before, as `own_id`.
    """
    aliases = {column: f"m{number}" for number, column in enumerate(maps)}
    selected = [
        f"coalesce({aliases[c]}.standing_id, r.{c}) as {c}" if c in aliases else f"r.{c} as {c}" for c in columns
    ]
    selected += [f"r.{column} as {column}" for column in (*PLACE, "_crc")]
    changed = [f"{aliases[c]}.standing_id is not null" for c in key if c in aliases]
    selected.append(f"{' or '.join(changed) or 'false'} as _changed")
    joins = [f"left join {maps[c]} {alias} on {alias}.id = r.{c}" for c, alias in aliases.items()]
    selected += [f"r.{own} as own_id"] if own else []
    where = f"where not exists (select 1 from {without[0]} l where {_same_record(without[1])})" if without else ""
    return "\n".join([f"select {', '.join(selected)} from {relation} r", *joins, where])


def doubled(rows: str, key: str, beyond: Sequence[str] = ()) -> str:
    """The ids of which one data source has more than one record. beyond: data sources that are left out."""
    where = f"where _source not in ({', '.join(map(text, beyond))})" if beyond else ""
    return f"select _source, {key} as id from ({rows}) as records {where} group by _source, {key} having count(*) > 1"


def losers(rows: str, doubles: str, key: str, newest: Sequence[str]) -> str:
    """The records that do not stand, and why.

    The record of an id that stands comes before that of an id merged into it; then the newer one, by each
    of `newest`; then the higher checksum; exact copies by place. reason: `merged` (another id stands for
    it), `copy` (the same bytes as the one that stands) or `superseded`.
    """
    order = ", ".join(
        [
            "case when _changed then 1 else 0 end",
            *(f"{column} desc nulls last" for column in newest),
            "_crc desc nulls last",
            "_part nulls last",
            "_line nulls last",
        ]
    )
    window = f"over (partition by records._source, records.{key} order by {order})"
    return f"""
with ranked as (
    select records._source, _part, _line, own_id, _changed, _crc,
        row_number() {window} as place, first_value(_crc) {window} as standing_crc
    from ({rows}) as records
    join {doubles} as doubles on doubles._source = records._source and doubles.id = records.{key}
)
select _source, _part, _line, own_id,
    case when _changed then 'merged' when _crc = standing_crc then 'copy' else 'superseded' end as reason
from ranked
where place > 1
"""


def reasons(relation: str, losing: str, key: str) -> str:
    """How many rows of a table go with records that do not stand, by reason. key: its column with the record's id."""
    return f"select l.reason, count(*) as n from {relation} r join {losing} l on {_same_record(key)} group by l.reason"


def _same_record(key: str) -> str:
    return f"{_SAME_PLACE} and l.own_id = r.{key}"


def owners_changed(relation: str, owner: str) -> str:
    """The records in which a replaced id may have made two rows alike."""
    return f"select distinct {owner} as id from {relation} where _changed"


def ranked(relation: str, key: Sequence[str], columns: Sequence[str], *, within: str | None = None) -> str:
    """Rows numbered within their key, the one to keep first: the earlier in its record, then the unchanged.

    within: only the rows of these records (a relation with the column `id`, the first column of the key).
    """
    rest = [c for c in columns if c not in key]
    position = [c for c in rest if c == "position"]
    order = ", ".join(
        [f"{c} nulls last" for c in position]
        + ["case when _changed then 1 else 0 end"]
        + [f"{c} desc nulls last" for c in rest if c != "position"]
        + [f"{c} nulls last" for c in ("_source", "_crc", "_part", "_line")]
    )
    where = f"where {key[0]} in (select id from {within})" if within else ""
    return (
        f"select {', '.join(columns)}, row_number() over (partition by {', '.join(key)} order by {order}) as place"
        f" from {relation} {where}"
    )


def plain(relation: str, columns: Sequence[str], *, key: str, beyond: str | None = None) -> str:
    """The declared columns; with `beyond`, only the rows of records that are not in it."""
    where = f" r where not exists (select 1 from {beyond} b where b.id = r.{key})" if beyond else ""
    return f"select {', '.join(columns)} from {relation}{where}"


def first_places(relation: str, columns: Sequence[str]) -> str:
    """The row to keep of each key."""
    return f"select {', '.join(columns)} from {relation} where place = 1"


def count(relation: str, where: str = "true") -> str:
    """One number: rows of a relation."""
    return f"select count(*) as n from {relation} where {where}"


def distinct(relation: str, column: str) -> str:
    """The values of a column, each once."""
    return f"select distinct {column} from {relation}"


def provenance(columns: Sequence[str]) -> str:
    """Columns of an entity with the record it was taken from, out of rows with a place."""
    return (
        f"{', '.join(columns)}, _source as data_source, split_part(_part, '/', 1) as snapshot, "
        "substr(_part, strpos(_part, '/') + 1) as part, _line as line"
    )


def entities(relation: str, columns: Sequence[str]) -> str:
    """Records that stand, as rows of an entity table."""
    return f"select {provenance(columns)} from {relation}"


def mentions(relation: str, records: str, key: str, columns: Sequence[str]) -> str:
    """One short form for each id of which its data source has no full record.

    Short forms carry no date of their own: the one from the work that changed last stands, then the one
    with the higher checksum. Nothing of this depends on when or in which order parts were loaded.
    """
    order = ", ".join(
        [
            "mentioning.updated_date desc nulls last",
            "open_ids._crc desc nulls last",
            *(f"open_ids.{c} desc nulls last" for c in (*columns, "_part", "_line")),
        ]
    )
    same = " and ".join(f"mentioning.{column} = open_ids.{column}" for column in PLACE)
    selected = (*columns, *PLACE)
    return f"""
with open_ids as (
    select * from {relation} as m
    where not exists (select 1 from {records} as f where f._source = m._source and f.{key} = m.{key})
), ranked as (
    select {", ".join(f"open_ids.{c} as {c}" for c in selected)},
        row_number() over (partition by open_ids._source, open_ids.{key} order by {order}) as place
    from open_ids
    left join in_works as mentioning on {same}
)
select {", ".join(selected)} from ranked where place = 1
"""


def combined(relation: str, key: str, columns: Sequence[str], precedence: Mapping[str, Sequence[str]]) -> str:
    """One row per id out of one row per id and data source: each column by its own order of sources.

    Each source has one row per id at most, so `max` only picks it.
    """

    def pick(column: str, order: Sequence[str]) -> str:
        told = (f"max(case when _source = {text(source)} then {column} end)" for source in order)
        return f"coalesce({', '.join(told)})" if len(order) > 1 else next(told)

    chosen = [f"{pick(c, precedence[c])} as {c}" for c in columns if c != key]
    place = [f"{pick(c, precedence['*'])} as {c}" for c in PLACE[1:]]
    source = f"{pick('_source', precedence['*'])} as _chosen"
    inner = f"select {', '.join([key, *chosen, source, *place])} from {relation} group by {key}"
    outer = provenance(columns).replace("_source as data_source", "_chosen as data_source")
    return f"select {outer} from ({inner}) as one"


def claims(relation: str, table: str, key: str, columns: Sequence[str]) -> str:
    """What each data source says of `columns` where they differ."""
    parts = [
        f"select {text(table)} as table_name, r.{key} as id, {text(c)} as column_name, r._source as data_source, "
        f"cast(r.{c} as varchar) as value from {relation} r where r.{c} is not null and r.{key} in ("
        f"select {key} from {relation} group by {key} having count(distinct {c}) > 1)"
        for c in columns
    ]
    return " union all ".join(parts)


def chain_start(relation: str) -> str:
    """The first step of every withdrawn id."""
    return f"select id, max(merged_into_id) as standing_id from {relation} where id <> merged_into_id group by id"


def chain_step(chain: str) -> str:
    """Twice the steps: each id goes where its target goes."""
    return (
        f"select a.id, coalesce(b.standing_id, a.standing_id) as standing_id "
        f"from {chain} a left join {chain} b on b.id = a.standing_id"
    )


def chain_open(chain: str) -> str:
    """Ids whose target is itself withdrawn: they have further to go, or go in a circle."""
    return f"select a.id from {chain} a join {chain} b on b.id = a.standing_id"


def chain_done(chain: str, circles: str) -> str:
    """Ids with the one that stands for them, less those that go in a circle."""
    return f"select id, standing_id from {chain} a where not exists (select 1 from {circles} c where c.id = a.id)"


def of_kind(relation: str, letter: str) -> str:
    """The part of `standing` whose ids begin with a letter."""
    return f"select id, standing_id from {relation} where substr(id, 1, 1) = {text(letter)}"


def named_authors(known: str, columns: Mapping[str, str], *, last_digit: str | None) -> str:
    """Authors that only authorships name, each with its newest name and ORCID by the work's updated_date.

    Reads `authorships` and `works` of kb/. columns: name -> kind of the table's columns, in its order.
    last_digit: only ids that end so, to bound memory.
    """
    where = f"and right(a.author_id, 1) = {text(last_digit)}" if last_digit is not None else ""
    told = ("author_id", "orcid", "display_name")
    selected = [f"named.{c}" if c in told else f"cast(null as {SQL_TYPES[kind]}) as {c}" for c, kind in columns.items()]
    return f"""
with seen as (
    select a.author_id, a.display_name, a.orcid, a.work_id,
        coalesce(w.updated_date, '') || ' ' || a.work_id || ' '
            || cast(1000000 + a.author_position as varchar) as recency
    from authorships a
    left join works w on w.work_id = a.work_id
    where a.author_id is not null {where}
        and not exists (select 1 from {known} k where k.author_id = a.author_id)
), named as (
    select author_id,
        arg_max(orcid, recency) filter (where orcid is not null) as orcid,
        arg_max(display_name, recency) filter (where display_name is not null) as display_name,
        arg_max(work_id, recency) as work_id
    from seen
    group by author_id
)
select {", ".join(selected)}, {", ".join(f"w.{c}" for c in PROVENANCE)}
from named
left join works w on w.work_id = named.work_id
"""
