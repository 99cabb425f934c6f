"""The names of funders that a base knows: of its funders, and of institutions that a registry calls funders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rashinban.engine import Engine
from rashinban.linkage.funding.names import Funder, FunderNames

_FUNDERS = "select funder_id, display_name, country_code, ror_id, crossref_funder_id from funders order by funder_id"

#: Institutions with a number of the registry, or of the type.
_INSTITUTIONS = """
with numbered as (
    select distinct institution_id from institution_identifiers where scheme = 'fundref'
)
select institutions.institution_id as id, institutions.display_name as name, institutions.country_code
from institutions
left join numbered on numbered.institution_id = institutions.institution_id
where
    (numbered.institution_id is not null or institutions.type = 'funder')
    and coalesce(institutions.status, 'active') <> 'withdrawn'
order by institutions.institution_id
"""

#: Each gives an id and what is said of it.
_NAMES = "select funder_id as id, name as said from funder_names"
_REGISTRY = "select funder_id as id, identifier as said from funder_identifiers where scheme = 'fundref'"
_ALIASES = "select institution_id as id, name as said from institution_names"
_NUMBERS = "select institution_id as id, identifier as said from institution_identifiers where scheme = 'fundref'"
_PARENTS = "select institution_id as id, related_id as said from institution_relations where relation = 'parent'"
_RORS = "select institution_id as id, ror_id as said from institutions where ror_id is not null"


def funder_names(engine: Engine) -> FunderNames:
    """All funders of a base by their names. A funder goes by its id in `funders`, else by its ROR or registry id."""
    names, registry = _lists(engine, _NAMES), _lists(engine, _REGISTRY)
    aliases, numbers, parents = (_lists(engine, sql) for sql in (_ALIASES, _NUMBERS, _PARENTS))
    ror_of = {each: found[0] for each, found in _lists(engine, _RORS).items()}
    institution_of = {ror: each for each, ror in ror_of.items()}
    #: institution -> the funder that it is
    funder_of: dict[str, str] = {}
    taken: set[str] = set()
    found: list[tuple[str, str | None, tuple[str, ...], str, set[str]]] = []
    for row in engine.query(_FUNDERS).to_pylist():
        funder_id = row["funder_id"]
        scheme, _, number = funder_id.partition(":")
        ror = row["ror_id"] or (number if scheme == "ror-funder" else None)
        institution = institution_of.get(ror or "", "")
        own = (row["crossref_funder_id"], number if scheme == "fundref" else None)
        ids = _each(*own, *registry.get(funder_id, ()), *numbers.get(institution, ()))
        taken.update(ids)
        funder_of[institution] = funder_id
        said = _each(row["display_name"], *names.get(funder_id, ()), *aliases.get(institution, ()))
        found.append((funder_id, row["country_code"], ids, institution, set(said)))
    for row in engine.query(_INSTITUTIONS).to_pylist():
        institution = row["id"]
        ids = tuple(numbers.get(institution, ()))
        if institution in funder_of or taken.intersection(ids):
            continue
        ror = ror_of.get(institution)
        funder_of[institution] = f"ror-funder:{ror}" if ror else f"fundref:{ids[0]}" if ids else institution
        said = _each(row["name"], *aliases.get(institution, ()))
        found.append((funder_of[institution], row["country_code"], ids, institution, set(said)))
    known = FunderNames()
    for funder_id, country, ids, institution, of_it in found:
        above = tuple(funder_of.get(each, each) for each in parents.get(institution, ()))
        known.add(Funder(id=funder_id, country=country, registry=ids, parents=above), of_it)
    return known.finish()


def _each(*values: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _lists(engine: Engine, sql: str) -> dict[str, list[str]]:
    """id -> what is said of it, sorted."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for batch in engine.stream(sql):
        pairs: Iterable[tuple[str, str]] = zip(
            batch.column("id").to_pylist(), batch.column("said").to_pylist(), strict=True
        )
        for key, value in pairs:
            found[key].append(value)
    return {key: sorted(values) for key, values in found.items()}
