"""Each filler is one data source whose records fill a relation of a release, with its licences and snapshots."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashinban import catalog
from rashinban.definitions import attached
from rashinban.engine.store import Manifest, read_manifest
from rashinban.errors import BaseDamaged
from rashinban.schema import tables

#: What we define ourselves fills columns too: technology areas, groups of countries, types.
OURS = "rashinban"
_OUR_LICENCE = "Apache-2.0"

#: SPDX names of licences have a version or a hyphen: CC0-1.0, CC-BY-4.0, ODbL-1.0.
_SPDX = re.compile(r"[A-Za-z][A-Za-z0-9.+]*(?:-[A-Za-z0-9.+]+)+", re.A)

#: What linkage/ reads for the relations that it writes beside the tables of schema/.
_LINKED_FROM: Mapping[str, tuple[str, ...]] = {"work_technology_areas": ("works", "work_topics", "work_keywords")}


@dataclass(frozen=True, kw_only=True)
class Filler:
    """One data source as a release holds it. snapshots: day or name, SHA-256 and day of fetching of each."""

    name: str
    title: str
    url: str | None
    licences: tuple[str, ...]
    terms: tuple[str, ...]
    citation: str | None
    snapshots: tuple[Mapping[str, str], ...] = ()


class Lineage:
    """Which data sources fill which relation, as the manifests in the release's own folder say."""

    def __init__(self, folder: Path, about: Mapping[str, Any]) -> None:
        self.folder = folder
        self.about = about

    def relations(self) -> tuple[str, ...]:
        """What can be exported: tables and stored models of this release that this version knows."""
        stored = [name for name, unit in catalog.models().items() if unit.meta.stored]
        known = {*tables(), *catalog.LINKED, *stored}
        steps = (step.partition("/") for step in self.about["steps"])
        return tuple(sorted(name for kind, _, name in steps if kind == "kb" and name in known))

    def manifest(self, relation: str) -> Manifest:
        found = read_manifest(self.folder / "kb" / relation)
        if found is None:
            raise BaseDamaged(f"{self.folder / 'kb' / relation}: no manifest; run `rashinban check`")
        return found

    def fillers(self, relation: str) -> tuple[str, ...]:
        """The names of the data sources of a relation, OURS last; none where it has no rows.

        A table's manifest counts the rows that each source brought. Where it does not (claims compare all sources),
        every source of the release is named: too many rather than too few.
        """
        if self.manifest(relation).rows == 0:
            return ()
        return tuple(sorted(self._of(relation), key=lambda name: (name == OURS, name)))

    def _of(self, relation: str) -> set[str]:
        if relation in attached():
            return {OURS}
        if relation in _LINKED_FROM:
            return {OURS}.union(*(self._of(read) for read in _LINKED_FROM[relation]))
        if relation in catalog.models():
            return set().union(*(self._of(read) for read in catalog.models()[relation].reads))
        about = self.manifest(relation).about
        counted = [rows for word in ("parsed", "mentions") if isinstance(rows := about.get(word), Mapping)]
        named = self._of("authorships") if about.get("named") else set()
        if not counted:
            return {str(source["data_source"]) for source in self.about["sources"]}
        return named.union(source for rows in counted for source, count in rows.items() if count)

    def filler(self, name: str) -> Filler:
        """What is to be said of one data source."""
        if name == OURS:
            return Filler(
                name=OURS,
                title=f"Definitions of Rashinban {self.about['code_version']}",
                url=None,
                licences=(_OUR_LICENCE,),
                terms=(),
                citation=None,
            )
        held = [source for source in self.about["sources"] if source["data_source"] == name]
        module = catalog.data_sources().get(name)
        declared = module.DATA_SOURCE if module else None
        return Filler(
            name=name,
            title=declared.title if declared else name,
            url=declared.url if declared else None,
            licences=_each(source.get("licence") for source in held),
            terms=_each(source.get("terms") for source in held),
            citation=declared.citation if declared else None,
            snapshots=tuple(
                {
                    "snapshot": str(source["snapshot"]),
                    "sha256": str(source["sha256"]),
                    "fetched_at": str(source.get("fetched_at") or ""),
                }
                for source in held
            ),
        )


def licence_page(licence: str) -> str | None:
    """The page of a licence that is named as SPDX names it; None where it is said in other words."""
    return f"https://spdx.org/licenses/{licence}.html" if _SPDX.fullmatch(licence) else None


def licences_of(fillers: Sequence[Filler]) -> tuple[str, ...]:
    """The licences under which the columns stand that these data sources fill."""
    return _each(licence for filler in fillers for licence in filler.licences)


def _each(texts: Any) -> tuple[str, ...]:
    """Each text once, in order; what is not stated is left out."""
    return tuple(dict.fromkeys(str(text) for text in texts if text))
