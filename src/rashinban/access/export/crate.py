"""Each crate is a folder of evidence cards with ro-crate-metadata.json: what made each card, of what, on what terms.

The form is RO-Crate 1.1 with Process Run Crate 0.5: each card is the result of one CreateAction, whose instrument is a
version of Rashinban and whose objects are the release and the snapshots of its data sources.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rashinban import __version__
from rashinban.access.card import Card
from rashinban.access.export.lineage import Filler, licence_page
from rashinban.access.export.organisation import Organisation
from rashinban.access.sources import citation
from rashinban.engine.store import file_entry
from rashinban.schema.text import Text

_VERSION = "1.1"
_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
#: Words that the context of RO-Crate 1.1 does not have.
_TERMS = {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256", "creditText": "http://schema.org/creditText"}

_KINDS = {
    ".json": "application/json",
    ".html": "text/html",
    ".svg": "image/svg+xml",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
}
_SAID: Mapping[str, Text] = {
    "card.json": Text(en="The card, its form of record", ja="カードの正本"),
    "card.en.html": Text(en="The card as a page in English", ja="カードの英語版ページ"),
    "card.ja.html": Text(en="The card as a page in Japanese", ja="カードの日本語版ページ"),
    "card.en.svg": Text(en="The card as a picture in English", ja="カードの英語版の図"),
    "card.ja.svg": Text(en="The card as a picture in Japanese", ja="カードの日本語版の図"),
    "records": Text(
        en="The works behind the number: value and weight of each; weight x value is its contribution",
        ja="数値のもとになった論文。各論文の値と重み、寄与（重み×値）",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One card with the folder of the crate that holds its files."""

    card: Card
    folder: str


def titles(about: Mapping[str, Any], cards: int) -> tuple[Text, Text]:
    """What the crate is called, and what it is."""
    simulated = bool(about["simulated"])
    return (
        Text(
            en=f"{'SIMULATED: ' if simulated else ''}Evidence cards of Rashinban, release {about['id']}",
            ja=f"{'【模擬データ】' if simulated else ''}Rashinbanのエビデンスカード、リリース{about['id']}",
        ),
        Text(
            en=("An invented world, no statement about any real country, institution or person. " if simulated else "")
            + f"Numbers: {cards}. Each comes with its definition, interval, coverage, the works behind it and the"
            " command that rebuilds it.",
            ja=("架空の世界であり、実在の国・機関・人物について何も述べていない。" if simulated else "")
            + f"数値{cards}件。それぞれに定義・区間・網羅率・もとになった論文・再現するコマンドが付く。",
        ),
    )


def describe(
    folder: Path,
    placed: Sequence[Placed],
    about: Mapping[str, Any],
    fillers: Sequence[Filler],
    author: Organisation,
    made: datetime,
) -> None:
    """Write ro-crate-metadata.json into a folder that holds everything else, its preview included."""
    from rocrate.model.preview import Preview
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version=_VERSION)
    crate.metadata.extra_terms.update(_TERMS)
    crate.add(Preview(crate, source=folder / Preview.BASENAME))
    graph = _Graph(crate, folder, about, made)
    licences = graph.licences(fillers)
    organisation = graph.organisation(author)
    software = graph.software()
    objects = [graph.release(), *graph.snapshots(fillers)]
    title, said = titles(about, len(placed))
    crate.root_dataset._jsonld.update(
        {
            "name": title.en,
            "alternateName": title.ja,
            "description": f"{said.en}\n\n{said.ja}",
            "datePublished": made.isoformat(timespec="seconds"),
            "version": str(about["id"]),
            "inLanguage": ["en", "ja"],
            "creditText": citation("Evidence cards", str(about["id"]), about)["text"],
        }
    )
    root = crate.root_dataset
    root["conformsTo"] = graph.profile()
    root["license"] = _plain(licences)
    root["author"] = root["publisher"] = organisation
    root["isBasedOn"] = _plain(objects)
    root["mentions"] = _plain(
        [graph.action(one, graph.card(one, licences, organisation), software, objects, organisation) for one in placed]
    )
    crate.metadata.write(folder)


def _plain(values: Sequence[Any]) -> Any:
    """One value as itself, several as a list: RO-Crate wants no lists of one."""
    return values[0] if len(values) == 1 else list(values)


class _Graph:
    """Entities of a crate; each method adds one kind and returns it for others to name."""

    def __init__(self, crate: Any, folder: Path, about: Mapping[str, Any], made: datetime) -> None:
        self.crate = crate
        self.folder = folder
        self.about = about
        self.made = made

    def add(self, entity: str, kind: str, /, **properties: object) -> Any:
        found = {"@id": entity, "@type": kind, **{k: v for k, v in properties.items() if v not in (None, "")}}
        return self.crate.add_jsonld(found)

    def profile(self) -> Any:
        return self.add(_PROFILE, "CreativeWork", name="Process Run Crate", version="0.5")

    def licences(self, fillers: Sequence[Filler]) -> list[Any]:
        """The licences of all data sources: what is made of them stands under them."""
        names: dict[str, list[str]] = {}
        for filler in fillers:
            for licence in filler.licences:
                names.setdefault(licence, []).append(filler.title)
        return [
            self.add(
                licence_page(licence) or f"#licence-{number}",
                "CreativeWork",
                name=licence,
                description=f"Terms of the data taken from {', '.join(titles)} / {'、'.join(titles)}のデータの利用条件",
            )
            for number, (licence, titles) in enumerate(names.items(), 1)
        ]

    def organisation(self, author: Organisation) -> Any:
        return self.add(author.url or "#author", "Organization", name=author.name, url=author.url)

    def software(self) -> Any:
        return self.add(
            f"#rashinban-{__version__}",
            "SoftwareApplication",
            name="Rashinban",
            softwareVersion=__version__,
            license="https://spdx.org/licenses/Apache-2.0.html",
        )

    def release(self) -> Any:
        """The release, which no file of the crate is: its fingerprint says what was in it."""
        return self.add(
            f"#release-{self.about['id']}",
            "CreativeWork",
            name=f"Release {self.about['id']} of a Rashinban base",
            identifier=str(self.about["fingerprint"]),
            dateCreated=str(self.about["made_at"]),
        )

    def snapshots(self, fillers: Sequence[Filler]) -> list[Any]:
        return [
            self.add(
                f"#{filler.name}-{snapshot['snapshot']}",
                "CreativeWork",
                name=f"{filler.title}, {snapshot['snapshot']}",
                sha256=snapshot["sha256"],
                dateModified=snapshot["fetched_at"],
                url=filler.url,
                creditText=filler.citation,
                license=_plain([self._licence(licence) for licence in filler.licences]),
                conditionsOfAccess=" ".join(filler.terms),
            )
            for filler in fillers
            for snapshot in filler.snapshots
        ]

    def _licence(self, name: str) -> object:
        page = licence_page(name)
        return {"@id": page} if page else name

    def card(self, placed: Placed, licences: Sequence[Any], organisation: Any) -> list[Any]:
        """The card's folder, which names its files, and the number itself; returns the folder and the files."""
        card = placed.card
        files = [self.file(path, licences) for path in sorted((self.folder / placed.folder).iterdir())]
        number = self.add(
            f"#value-{placed.folder.replace('/', '-')}",
            "PropertyValue",
            name=card.title.en,
            alternateName=card.title.ja,
            value=card.value if card.value is not None else "not observed",
            minValue=card.interval.lower if card.interval else None,
            maxValue=card.interval.upper if card.interval else None,
            unitText=card.unit.en,
            measurementTechnique=card.definition.formula.en,
            description=card.interval.method.en if card.interval else None,
        )
        whole = self.crate.add_dataset(
            dest_path=placed.folder,
            properties={
                "name": card.title.en,
                "alternateName": card.title.ja,
                "identifier": card.id,
                "description": f"{card.definition.text.en.strip()}\n\n{card.definition.text.ja.strip()}",
                "creditText": card.cite["text"],
            },
        )
        whole["hasPart"] = files
        whole["variableMeasured"] = number
        whole["license"] = _plain(licences)
        whole["author"] = organisation
        return [whole, *files]

    def file(self, path: Path, licences: Sequence[Any]) -> Any:
        entry = file_entry(path, self.folder)
        said = _SAID.get(path.name) or _SAID[path.stem]
        found = self.crate.add_file(
            path,
            dest_path=entry.name,
            properties={
                "name": said.en,
                "alternateName": said.ja,
                "encodingFormat": _KINDS[path.suffix],
                "contentSize": str(entry.bytes),
                "sha256": entry.sha256,
            },
        )
        found["license"] = _plain(licences)
        return found

    def action(
        self, placed: Placed, results: Sequence[Any], software: Any, objects: Sequence[Any], organisation: Any
    ) -> Any:
        made = self.crate.add_action(
            software,
            identifier=f"#make-{placed.folder.replace('/', '-')}",
            object=_plain(objects),
            result=_plain(results),
            properties={
                "name": f"{placed.card.title.en}, computed",
                "description": placed.card.rebuild,
                "endTime": self.made.isoformat(timespec="seconds"),
                "actionStatus": "http://schema.org/CompletedActionStatus",
            },
        )
        made["agent"] = organisation
        return made
