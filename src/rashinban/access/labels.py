"""Each label is the name of a key's value in English and Japanese: JP -> Japan, 日本; I123 -> its institution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rashinban.definitions import lookups
from rashinban.definitions.areas import areas
from rashinban.definitions.programmes import programmes
from rashinban.definitions.subdivisions import subdivisions
from rashinban.measure.portfolios import chosen
from rashinban.measure.question import Question
from rashinban.measure.session import Session
from rashinban.schema.text import Text

#: The tables in which the names of a key's values stand: table, id column, name column.
_TABLES: Mapping[str, tuple[str, str, str]] = {
    "institution": ("institutions", "institution_id", "display_name"),
    "author": ("authors", "author_id", "display_name"),
    "source": ("sources", "source_id", "display_name"),
    "funder": ("funders", "funder_id", "display_name"),
    "award": ("awards", "award_id", "title"),
    "subdivision": ("institutions", "subdivision_code", "subdivision_name"),
    "topic": ("topics", "topic_id", "display_name"),
    "subfield": ("topics", "subfield_id", "subfield_name"),
    "field": ("topics", "field_id", "field_name"),
    "domain": ("topics", "domain_id", "domain_name"),
}

#: Our own words for the values of a key.
_WORDS: Mapping[str, Mapping[str, Text]] = {
    "breakdown": {
        "whole": Text(en="whole", ja="全体"),
        "institution": Text(en="by institution", ja="機関別"),
        "gender": Text(en="by gender", ja="男女別"),
        "career_stage": Text(en="by career stage", ja="職階別"),
    },
    "kind": {
        "initial": Text(en="initial budget", ja="当初予算"),
        "supplementary": Text(en="supplementary budget", ja="補正予算"),
        "fund": Text(en="paid into a fund", ja="基金造成"),
        "request": Text(en="budget request", ja="概算要求"),
    },
    "population": {
        "recipients": Text(en="among recipients only", ja="受給機関のみ"),
        "eligible": Text(en="among all eligible, those with nothing included", ja="受給のない機関を含む"),
    },
    "status": {"planned": Text(en="planned", ja="計画"), "actual": Text(en="actual", ja="実績")},
}

UNKNOWN = Text(en="not assigned", ja="不明")


def labels(session: Session, key: str, values: Iterable[object]) -> dict[str, Text]:
    """Names of some values of a key; a value without a name is its own label."""
    wanted = sorted({str(value) for value in values if value is not None})
    if key == "country":
        rows = lookups()["countries"].to_pylist()
        known = {row["country_code"]: Text(en=row["name_en"], ja=row["name_ja"]) for row in rows}
    elif key == "subdivision":
        known = {
            **_from_table(session, key, [value for value in wanted if value not in subdivisions()]),
            **subdivisions(),
        }
    elif key == "technology_area":
        known = {name: area.labels for name, area in areas().items()}
    elif key == "programme":
        known = {name: programme.labels for name, programme in programmes().items()}
    elif key == "other":
        known = {
            name: Text(en=f"compared with {programme.labels.en}", ja=f"{programme.labels.ja}との比較")
            for name, programme in programmes().items()
        }
    elif key == "portfolio":
        known = {name: one.portfolio.labels for name, one in chosen(session.base, wanted).items()}
    elif key in _WORDS:
        known = dict(_WORDS[key])
    elif key in _TABLES:
        known = _from_table(session, key, wanted)
    else:
        known = {}
    return {value: known.get(value) or Text(en=value, ja=value) for value in wanted}


def _from_table(session: Session, key: str, wanted: list[str]) -> dict[str, Text]:
    table, id_column, name_column = _TABLES[key]
    session.prepare(Question(), frozenset({table}))
    names = ", ".join(f"$id_{i}" for i in range(len(wanted)))
    if not names:
        return {}
    rows = session.engine.query(
        # The three words are our own; the ids are bound.
        f"select {id_column} as id, min({name_column}) as name from {table}"  # noqa: S608
        f" where {id_column} in ({names}) group by {id_column}",
        {f"id_{i}": value for i, value in enumerate(wanted)},
    ).to_pylist()
    found = {row["id"]: Text(en=row["name"], ja=row["name"]) for row in rows if row["name"]}
    if key == "institution":
        session.prepare(Question(), frozenset({"institution_names"}))
        for row in session.engine.query(
            "select institution_id as id, min(name) as name from institution_names"  # noqa: S608
            f" where language = 'ja' and kind in ('label', 'display') and institution_id in ({names})"
            " group by institution_id",
            {f"id_{i}": value for i, value in enumerate(wanted)},
        ).to_pylist():
            if row["id"] in found:
                found[row["id"]] = Text(en=found[row["id"]].en, ja=row["name"])
    return found
