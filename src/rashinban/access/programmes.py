"""Programmes and portfolios as rows and trees: what they are, not what came of them (that is what indicators say)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from rashinban.definitions.portfolios import Portfolio
from rashinban.definitions.programmes import UNSOURCED, Programme, ancestors, programme_lists, programmes
from rashinban.errors import NotFound
from rashinban.measure.portfolios import FOLDER, Kept
from rashinban.schema.kinds import major


def programme_rows() -> list[dict[str, Any]]:
    """One row for each programme, each below its parent."""
    return [
        {
            "programme": name,
            "labels": asdict(one.labels),
            "parent": one.parent,
            "level": len(ancestors(name)) - 1,
            "start_year": one.start_year.value if one.start_year else None,
            "end_year": one.end_year.value if one.end_year else None,
            "ministries": [fact.value for fact in one.ministries],
            "agencies": [fact.value for fact in one.agencies],
            "stages": len(one.stages),
            "budgets": len(one.budgets),
            "recognised": one.awards is not None,
            "unsourced": sum(source == UNSOURCED for source in one.sources()),
        }
        for name, one in in_tree()
    ]


def in_tree(parent: str | None = None) -> Iterator[tuple[str, Programme]]:
    """Every programme below one, each followed by what is below it; `parent` None: all."""
    for name, one in programmes().items():
        if one.parent == parent:
            yield name, one
            yield from in_tree(name)


def called(words: str) -> list[str]:
    """The programmes whose name in either language, or whose id, holds the words; none for a single letter."""
    wanted = _plain(words)
    if len(wanted) < 2:
        return []
    return [
        name
        for name, one in programmes().items()
        if any(wanted in _plain(text) for text in (one.labels.ja, one.labels.en, name))
    ]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def known_programme(id: str) -> Programme:
    """One programme; NotFound names those that there are."""
    found = programmes().get(id)
    if found is None:
        raise NotFound(f"programme {id[:80]!r} is not known; known are {', '.join(programmes())}")
    return found


def sources_of(id: str) -> Mapping[str, str]:
    """The sources of the file in which a programme stands, by the keys that its facts name."""
    return next((dict(each.sources) for _, each in programme_lists() if any(p.id == id for p in each.programmes)), {})


def programme_fields(id: str) -> dict[str, Any]:
    """What is known of a programme: its facts, each with the text of its source, and what stands below it."""
    one = known_programme(id)
    named = sources_of(id)
    return {
        **one.model_dump(mode="json"),
        "sources": {key: named[key] for key in sorted(set(one.sources())) if key in named},
        "below": [name for name, each in programmes().items() if each.parent == id],
    }


def programme_lines(id: str, language: str) -> Iterator[str]:
    """A programme as lines for the terminal, each fact with its source."""
    one, named = known_programme(id), sources_of(id)

    def sourced(text: str, source: str) -> str:
        return f"{text}  [{named.get(source, source)}]"

    yield sourced(f"{id}: {getattr(one.labels, language)}", one.source)
    yield "above: " + " > ".join(reversed(ancestors(id)))
    for word, facts in (("ministry", one.ministries), ("agency", one.agencies)):
        for fact in facts:
            yield sourced(f"{word}: {fact.value}", fact.source)
    for word, year in (("from", one.start_year), ("to", one.end_year)):
        if year:
            yield sourced(f"{word}: {year.value}", year.source)
    for stage in one.stages:
        gate = f" (gate: {getattr(stage.gate, language)})" if stage.gate else ""
        yield sourced(f"stage: {getattr(stage.labels, language)}{gate}", stage.source)
    for line in one.budgets:
        amount = f"{line.currency} {major(line.amount, line.currency):,}"
        told = (
            f"budget FY{line.fiscal_year}: {amount}, {line.kind}, {line.status}{f', {line.note}' if line.note else ''}"
        )
        yield sourced(told, line.source)
    if one.awards:
        yield sourced(f"awards told by: {', '.join(one.awards.patterns())}", one.awards.source)
    for name, each in programmes().items():
        if each.parent == id:
            yield f"below: {name}: {getattr(each.labels, language)}"


def portfolio_rows(kept: Mapping[str, Kept]) -> list[dict[str, Any]]:
    """One row for each portfolio of a base, in its newest version."""
    return [
        {
            "portfolio": id,
            "version": one.version,
            "labels": asdict(one.portfolio.labels),
            "holds": asdict(one.portfolio.text()),
        }
        for id, one in kept.items()
    ]


def mark_of_portfolios(base: Path) -> str:
    """What answers about portfolios depend on besides a release: the versions that the base has now."""
    return repr(sorted((path.parent.name, path.name) for path in (base / FOLDER).glob("*/*.json")))


def portfolio_fields(one: Kept) -> dict[str, Any]:
    """A portfolio as written, with its version and what it holds in words."""
    return {**written(one.portfolio), "version": one.version, "holds": asdict(one.portfolio.text())}


def portfolio_file(portfolio: Portfolio) -> str:
    """The portfolio as the YAML file that `rashinban portfolio add` takes: to be mailed, kept, changed."""
    return yaml.safe_dump(written(portfolio), allow_unicode=True, sort_keys=False, width=110)


def written(portfolio: Portfolio) -> dict[str, Any]:
    """Plain values, as a file has them."""
    found: dict[str, Any] = json.loads(portfolio.model_dump_json(exclude_defaults=True))
    return found
