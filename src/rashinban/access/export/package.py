"""Each datapackage.json says of every exported file what a row and a column mean, where they come from, on what terms.

The form is Data Package 2 (datapackage.org) with its table schema; beside its own words each resource and each column
have `sources` (names of data sources) and `licenses`, and the package has `simulated`, `release`, `selection`,
`rebuild` and `translations`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from rashinban.access.export.columns import Described, key, meaning
from rashinban.access.export.formats import MEDIA_TYPES
from rashinban.access.export.lineage import Filler, licence_page
from rashinban.access.sources import citation
from rashinban.engine.store import FileEntry
from rashinban.schema.text import Text

PACKAGE = "datapackage.json"

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_KINDS: Mapping[pa.DataType, str] = {
    pa.string(): "string",
    pa.int32(): "integer",
    pa.int64(): "integer",
    pa.float64(): "number",
    pa.bool_(): "boolean",
    pa.date32(): "date",
}

_SIMULATED = Text(
    en="SIMULATED: an invented world, no statement about any real country, institution or person. ",
    ja="【模擬データ】架空の世界であり、実在の国・機関・人物について何も述べていない。",
)
_WHOLE = Text(
    en="Whole tables of release {release} of a Rashinban base, as they are.",
    ja="Rashinbanの知識ベースのリリース{release}にある表の全行。",
)
_CHOSEN = Text(
    en="Rows of release {release} of a Rashinban base that belong to {works:,} works: those with {where} ({universe}).",
    ja="Rashinbanの知識ベースのリリース{release}のうち、{where}に当たる{works:,}件の論文に属する行（{universe}）。",
)


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One exported file: its relation, columns and what fills them."""

    relation: str
    file: FileEntry
    format: str
    columns: Sequence[Described]
    fillers: Sequence[Filler]


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which works were chosen: the filters as written, the universe in words, and how many they are."""

    where: str
    alternative: str
    universe: Text
    works: int


def package(
    about: Mapping[str, Any], resources: Sequence[Resource], selection: Selection | None, *, rebuild: str, created: str
) -> dict[str, object]:
    """The content of datapackage.json. `about` is the release's own account of itself."""
    release = str(about["id"])
    fillers = {filler.name: filler for resource in resources for filler in resource.fillers}
    names = ", ".join(resource.relation for resource in resources)
    title, description = _titles(names, release, selection, simulated=bool(about["simulated"]))
    cite = citation(f"Tables {names}", release, about)
    found: dict[str, object] = {
        "$schema": _PROFILE,
        "name": f"rashinban-{release.lower()}",
        "title": title.en,
        "description": description.en,
        "languages": ["en", "ja"],
        "translations": {"ja": {"title": title.ja, "description": description.ja}},
        "version": release,
        "created": created,
        "simulated": bool(about["simulated"]),
        "release": {
            "id": release,
            "as_of": about["as_of"],
            "made_at": about["made_at"],
            "code_version": about["code_version"],
            "fingerprint": about["fingerprint"],
        },
        "selection": None
        if selection is None
        else {
            "where": selection.where,
            "alternative": selection.alternative,
            "universe": {"en": selection.universe.en, "ja": selection.universe.ja},
            "works": selection.works,
        },
        "rebuild": rebuild,
        "citation": cite,
        "licenses": _licences(list(fillers.values())),
        "sources": [_source(filler) for filler in fillers.values()],
        "resources": [_resource(resource) for resource in resources],
    }
    # The profile wants at least one of each where the word is there; tables without rows come from nowhere.
    return {word: value for word, value in found.items() if word not in ("licenses", "sources") or value}


def _titles(names: str, release: str, selection: Selection | None, *, simulated: bool) -> tuple[Text, Text]:
    mark = _SIMULATED if simulated else Text(en="", ja="")
    title = Text(
        en=f"{'SIMULATED: ' if simulated else ''}Rashinban, release {release}: {names}",
        ja=f"{'【模擬データ】' if simulated else ''}Rashinban リリース{release}：{names}",
    )
    if selection is None:
        said = Text(en=_WHOLE.en.format(release=release), ja=_WHOLE.ja.format(release=release))
    else:
        values = {"release": release, "works": selection.works, "where": selection.where}
        said = Text(
            en=_CHOSEN.en.format(**values, universe=selection.universe.en),
            ja=_CHOSEN.ja.format(**values, universe=selection.universe.ja),
        )
    return title, Text(en=mark.en + said.en, ja=mark.ja + said.ja)


def _resource(resource: Resource) -> dict[str, object]:
    names = [filler.name for filler in resource.fillers]
    licences = _licences(resource.fillers)
    exported = {column.name for column in resource.columns}
    schema: dict[str, object] = {"fields": [_field(column, names, licences) for column in resource.columns]}
    if resource.format == "csv":
        schema["missingValues"] = [""]
    if key(resource.relation) and exported.issuperset(key(resource.relation)):
        schema["primaryKey"] = list(key(resource.relation))
    found: dict[str, object] = {
        "name": resource.relation,
        "path": resource.file.name,
        "description": meaning(resource.relation),
        "format": resource.format,
        "mediatype": MEDIA_TYPES[resource.format],
        "encoding": "utf-8",
        "bytes": resource.file.bytes,
        "hash": f"sha256:{resource.file.sha256}",
        "rows": resource.file.rows,
        "sources": [
            {"title": filler.title, **({"path": filler.url} if filler.url else {})} for filler in resource.fillers
        ],
        "licenses": licences,
        "schema": schema,
    }
    return {word: value for word, value in found.items() if word not in ("licenses", "sources") or value}


def _field(column: Described, sources: Sequence[str], licences: Sequence[Mapping[str, str]]) -> dict[str, object]:
    return {
        "name": column.name,
        "type": _KINDS[column.type],
        **({"description": column.meaning} if column.meaning else {}),
        **({"constraints": {"required": True}} if column.required else {}),
        "sources": list(sources),
        "licenses": list(licences),
    }


def _licences(fillers: Sequence[Filler]) -> list[dict[str, str]]:
    """Each licence once: an SPDX name with its page, any other in its own words with the page of its data source."""
    found: dict[str, dict[str, str]] = {}
    for filler in fillers:
        for licence in filler.licences:
            address = licence_page(licence)
            own = {"title": licence, **({"path": filler.url} if filler.url else {})}
            found.setdefault(licence, {"name": licence, "path": address} if address else own)
    return list(found.values())


def _source(filler: Filler) -> dict[str, object]:
    return {
        "title": filler.title,
        **({"path": filler.url} if filler.url else {}),
        "name": filler.name,
        "licenses": _licences([filler]),
        "terms": list(filler.terms),
        "citation": filler.citation,
        "snapshots": [dict(snapshot) for snapshot in filler.snapshots],
    }
