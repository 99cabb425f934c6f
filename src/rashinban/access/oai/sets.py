"""Each set is the works of one type, year, field, technology area, country or institution, or one that OpenAIRE names.

`type:article` is in the set `type`, which has all works with a type; so for each kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rashinban.definitions import lookups
from rashinban.definitions.areas import areas
from rashinban.schema.text import Text

#: The kinds of sets, by the first part of their codes.
KINDS: Mapping[str, Text] = {
    "country": Text(en="Country of an author's institution", ja="著者の所属機関の国"),
    "field": Text(en="Field of research", ja="研究分野"),
    "institution": Text(en="Institution of an author", ja="著者の所属機関"),
    "technology_area": Text(en="Technology area", ja="技術領域"),
    "type": Text(en="Type of work", ja="資料種別"),
    "year": Text(en="Year of publication", ja="出版年"),
}

#: Sets whose codes harvesters look for.
NAMED: Mapping[str, Text] = {
    "openaire": Text(en="OpenAIRE: open or funded literature", ja="OpenAIRE：公開または助成を受けた文献"),
    "openaire_data": Text(en="OpenAIRE_data: data sets", ja="OpenAIRE_data：データセット"),
}


def listed(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, Text]]:
    """Every set with its name: those that OpenAIRE names, then each kind before its members.

    rows: set_spec, name, name_ja of the sets with records.
    """
    namers: Mapping[str, Callable[[str], Text | None]] = {
        "country": _countries().get,
        "technology_area": {name: area.labels for name, area in areas().items()}.get,
    }
    found: dict[str, Text] = {}
    for row in rows:
        kind, _, code = str(row["set_spec"]).partition(":")
        if not code:
            found[kind] = NAMED[kind]
            continue
        found.setdefault(kind, KINDS[kind])
        given = Text(en=row["name"], ja=row["name_ja"] or row["name"]) if row["name"] else None
        name = given or (namers[kind](code) if kind in namers else None) or Text(en=code, ja=code)
        found[f"{kind}:{code}"] = Text(en=f"{KINDS[kind].en}: {name.en}", ja=f"{KINDS[kind].ja}：{name.ja}")
    return sorted(found.items(), key=lambda item: (item[0] not in NAMED, item[0]))


def _countries() -> dict[str, Text]:
    rows = lookups()["countries"].to_pylist()
    return {row["country_code"]: Text(en=row["name_en"], ja=row["name_ja"]) for row in rows}
