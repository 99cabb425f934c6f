"""SQL text for finding which ids are of one record: they share an identifier (schema/ids.py).

Relations in use: `forms` (id, scheme, identifier, is_full, updated_date, size) holds every identifier of every id,
those included that an id is made of.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashinban.engine.merge import PLACE, stacked, text

#: The scheme of an institution's bare id.
ROR = "ror"


def asked(columns: Sequence[tuple[str, str]]) -> str:
    """The identifiers that are used as ids. columns: relation and column that hold them."""
    found = (
        f"select distinct {column} as id from {relation} where {column} is not null" for relation, column in columns
    )
    return f"select distinct id from ({stacked(*found)}) as used where {_is_identifier('id')}"


def _is_identifier(column: str) -> str:
    """Whether an id is an identifier with its scheme, or a ROR id."""
    return f"(strpos({column}, ':') > 0 or substr({column}, 1, 1) = '0')"


def forms(
    ids: str, columns: Sequence[tuple[str, str, str, str]], tables: Sequence[tuple[str, str]], schemes: Sequence[str]
) -> str:
    """Every identifier of every id.

    ids: relation of ids that are used. columns: relation, key, column and scheme of identifiers in a column of the
    entity. tables: relation and key of its tables of identifiers, of which `schemes` are read.
    """
    known = ", ".join(map(text, schemes))
    nothing = "0 as is_full, cast(null as varchar) as updated_date, cast(null as bigint) as size"
    colon = "strpos(id, ':')"
    own = (
        f"select id, case when {colon} > 0 then substr(id, 1, {colon} - 1) else {text(ROR)} end as scheme, "
        f"case when {colon} > 0 then substr(id, {colon} + 1) else id end as identifier, {nothing} from {ids}"
    )
    told = (
        f"select {key} as id, {text(scheme)} as scheme, {column} as identifier, is_full, updated_date, size "
        f"from {relation} where {column} is not null"
        for relation, key, column, scheme in columns
    )
    listed = (
        f"select {key} as id, scheme, identifier, {nothing} from {relation} where scheme in ({known})"
        for relation, key in tables
    )
    return stacked(own, *told, *listed)


def listed(relation: str, key: str, column: str, scheme: str) -> str:
    """A table of identifiers of one scheme, with the scheme in a column."""
    return f"select {key}, {text(scheme)} as scheme, {column} as identifier from {relation}"


def standing(chain: str) -> str:
    """Ids with the one that stands for them."""
    return f"select id, standing_id from {chain}"


def entity(full: str, mentioned: str, key: str, columns: Sequence[str], date: str | None, size: str | None) -> str:
    """Every record of an entity once per data source, with what tells the better of two of OpenAlex's."""
    when = date or "cast(null as varchar)"
    count = size or "cast(null as bigint)"

    def one(relation: str, is_full: int) -> str:
        chosen = ", ".join((key, *columns))
        return f"select {chosen}, {is_full} as is_full, {when} as updated_date, {count} as size from {relation}"

    return stacked(one(full, 1), one(mentioned, 0))


def first_steps(relation: str, ids: str, schemes: Sequence[str]) -> str:
    """For each id that is used the best of the ids that share an identifier with it, where another one is better.

    OpenAlex's ids come first, a full record before a short form, then the newest; then ids by the strength of their
    scheme. The order is one for all identifiers, so that no two ids can each stand for the other.
    """
    strength = " ".join(f"when {text(scheme)} then {number}" for number, scheme in enumerate(schemes, 2))
    prefix = "substr(id, 1, strpos(id, ':') - 1)"
    order = (
        "preference, is_full desc, updated_date desc nulls last, size desc nulls last, id"
        # An identifier has one place in the order whatever record says it.
    )
    return f"""
with placed as (
    select id, scheme, identifier,
        case when strpos(id, ':') > 0 then case {prefix} {strength} else 99 end
            when substr(id, 1, 1) = '0' then 1 else 0 end as preference,
        case when {_is_identifier("id")} then 0 else is_full end as is_full,
        case when {_is_identifier("id")} then null else updated_date end as updated_date,
        case when {_is_identifier("id")} then null else size end as size
    from {relation}
), shared as (
    select scheme, identifier from placed where id in (select id from {ids})
    group by scheme, identifier
), ranked as (
    select placed.*, row_number() over (partition by placed.scheme, placed.identifier order by {order}) as place
    from placed
    join shared on shared.scheme = placed.scheme and shared.identifier = placed.identifier
), best as (
    select scheme, identifier, id, preference, is_full, updated_date, size from ranked where place = 1
), reached as (
    select placed.id as from_id, best.*,
        row_number() over (
            partition by placed.id
            order by best.preference, best.is_full desc, best.updated_date desc nulls last,
                best.size desc nulls last, best.id
        ) as choice
    from placed
    join best on best.scheme = placed.scheme and best.identifier = placed.identifier
    where {_is_identifier("placed.id")}
)
select from_id as id, id as standing_id from reached where choice = 1 and from_id <> id
"""


def one_record(relation: str, owner: str, sources: Sequence[str], in_parts: Sequence[str] = ()) -> str:
    """For each owner the record whose rows are taken: of the data source believed most, then the newest bytes.

    in_parts: data sources whose records are parts; where one of them is believed most, all its records are taken.
    """
    parts = f"or (_source = chosen_source and _source in ({', '.join(map(text, in_parts))}))" if in_parts else ""
    return f"""
with records as (
    select distinct {owner} as owner, _source, _part, _line, _crc from {relation}
), ranked as (
    select owner, _source, _part, _line, row_number() over (
        partition by owner order by {rank(sources)}, _crc desc, _part, _line
    ) as place, first_value(_source) over (
        partition by owner order by {rank(sources)}, _crc desc, _part, _line
    ) as chosen_source
    from records
)
select owner, _source, _part, _line from ranked where place = 1 {parts}
"""


def rank(sources: Sequence[str], column: str = "_source") -> str:
    """A data source's place in an order, as an SQL expression."""
    told = " ".join(f"when {text(source)} then {number}" for number, source in enumerate(sources))
    return f"case {column} {told} else {len(sources)} end"


def of_chosen(relation: str, chosen: str, owner: str, columns: Sequence[str]) -> str:
    """The rows that come with the record that was chosen for their owner."""
    same = " and ".join(f"c.{column} = r.{column}" for column in ("_source", "_part", "_line"))
    listed = ", ".join(f"r.{column}" for column in columns)
    return f"select {listed} from {relation} r join {chosen} c on c.owner = r.{owner} and {same}"


def shared_owners(relation: str, owner: str) -> str:
    """The owners to which more than one record has brought rows."""
    place = "_source || ' ' || _part || ' ' || cast(_line as varchar)"
    return f"select {owner} as id from {relation} group by {owner} having min({place}) <> max({place})"


def renumbered(relation: str, owner: str, columns: Sequence[str], sources: Sequence[str], within: str) -> str:
    """Rows of several records of one owner one after the other, each once, numbered anew by `position`."""
    rest = [column for column in columns if column not in (owner, "position")]
    order = f"{rank(sources)}, _crc desc, _part, _line, position"
    return f"""
with once as (
    select *, row_number() over (partition by {", ".join([owner, *rest])} order by {order}) as copy
    from {relation} where {owner} in (select id from {within})
), numbered as (
    select {", ".join([owner, *rest])}, row_number() over (partition by {owner} order by {order}) as place
    from once where copy = 1
)
select {", ".join("cast(place as integer) as position" if c == "position" else c for c in columns)} from numbered
"""


def each_key_once(
    rows: str, columns: Sequence[str], key: Sequence[str], sources: Sequence[str], newest: Sequence[str]
) -> str:
    """The rows, of some data sources each key once: the newer by `newest`, then that of the newest snapshot."""
    named = ", ".join(map(text, sources))
    kept = ", ".join((*columns, *PLACE, "_crc", "_changed"))
    order = ", ".join([*(f"{column} desc nulls last" for column in newest), "_part desc", "_crc desc", "_line"])
    return f"""
select {kept} from ({rows}) as whole_records where _source not in ({named})
union all
select {kept} from (
    select *, row_number() over (partition by _source, {", ".join(key)} order by {order}) as copy
    from ({rows}) as part_records where _source in ({named})
) as numbered_copies where copy = 1
"""


def one_each(relation: str, key: str, columns: Sequence[str], newest: Sequence[str]) -> str:
    """One row for each id and data source: where two records of a source have become one, the newer."""
    order = ", ".join([*(f"{column} desc nulls last" for column in newest), "_crc desc", "_part", "_line"])
    return f"""
select {", ".join(columns)} from (
    select *, row_number() over (partition by _source, {key} order by {order}) as place from {relation}
) as placed where place = 1
"""
