"""What a release was made of, said on each card: sources, dates, licences, and how to cite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rashinban.access.card import Provenance, SourceNote
from rashinban.catalog import data_sources
from rashinban.measure.question import Question


def provenance(about: Mapping[str, Any], engine: str) -> Provenance:
    """The sources of a release (`about` is its release.json)."""
    known = data_sources()
    return Provenance(
        release=str(about["id"]),
        as_of=str(about["as_of"]),
        sources=tuple(
            SourceNote(
                data_source=source["data_source"],
                title=(
                    known[source["data_source"]].DATA_SOURCE.title
                    if source["data_source"] in known
                    else source["data_source"]
                ),
                snapshot=source["snapshot"],
                fetched_at=str(source.get("fetched_at") or ""),
                licence=str(source.get("licence") or ""),
                sha256=str(source.get("sha256") or ""),
            )
            for source in about["sources"]
        ),
        code_version=str(about["code_version"]),
        engine=engine,
        simulated=bool(about["simulated"]),
    )


def citation(title: str, release: str, about: Mapping[str, Any]) -> dict[str, str]:
    """Ready text and BibTeX for a figure."""
    year = str(about["made_at"])[:4]
    version = about["code_version"]
    simulated = "SIMULATED DATA. " if about["simulated"] else ""
    text = f"{simulated}{title}. Rashinban {version}, release {release} ({year})."
    key = "".join(letter for letter in f"rashinban{release}" if letter.isalnum())
    bibtex = (
        f"@misc{{{key},\n  title = {{{{{simulated}{title}}}}},\n  author = {{{{Rashinban {version}}}}},\n"
        f"  note = {{release {release}}},\n  year = {{{year}}}\n}}"
    )
    return {"text": text, "bibtex": bibtex}


def complete_universe(about: Mapping[str, Any], question: Question) -> bool:
    """Whether all works of the slice were loaded, so that shares and ranks are of the world.

    True for a simulated world and a full snapshot, and where one fetch chose exactly the technology area,
    topic or field asked about, for all the years asked about.
    """
    if about["simulated"] or question.reference.startswith("world:"):
        return True
    if question.record != "works":
        # A fetch chooses works; that all awards of a funder were loaded, no selection says.
        return False
    return any(_covers(source.get("selection") or {}, question) for source in about["sources"])


def _covers(selection: Mapping[str, Any], question: Question) -> bool:
    if selection.get("bucket") and not selection.get("since"):
        return True
    narrowing = set(selection) - {"area", "topic", "field", "subfield", "years", "entity", "types"}
    if narrowing or not set(selection) & {"area", "topic", "field", "subfield"}:
        return False
    words = {"area": "technology_area", "topic": "topic", "field": "field", "subfield": "subfield"}
    for word, key in words.items():
        if word in selection:
            item = question.filter(key)
            if item is None or item.values != (str(selection[word]),):
                return False
    if "years" not in selection:
        return True
    first, _, last = str(selection["years"]).partition("..")
    asked = question.filter("year")
    if asked is None:
        return False
    years = [int(v) for v in asked.values] or [asked.lower or 0, asked.upper or 0]
    return int(first) <= min(years) and max(years) <= int(last or first)
