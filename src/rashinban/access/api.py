"""A base is opened once and asked: show, card, records. The same words as the commands and the REST paths."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from rashinban.access.card import Card
from rashinban.access.card_id import read_card_id
from rashinban.access.cards import compose, subject
from rashinban.access.dialogue import public
from rashinban.access.entities import Listed
from rashinban.access.entities import entities as _entities
from rashinban.access.entities import record as _record
from rashinban.access.export import Export
from rashinban.access.overlaps import Overlap
from rashinban.access.overlaps import overlap as _overlap
from rashinban.access.plans import known_plan, plan_rows
from rashinban.access.plans import plan_status as _plan_status
from rashinban.access.programmes import portfolio_fields, portfolio_rows, programme_fields, programme_rows
from rashinban.access.serialisers.display import number
from rashinban.access.sources import complete_universe
from rashinban.access.strategies import strategies as _strategies
from rashinban.access.strategies import strategy as _strategy
from rashinban.access.wording import COUNTED
from rashinban.definitions.plan_models import Plan
from rashinban.engine import Engine, open_engine
from rashinban.engine.spill import SPILL
from rashinban.errors import NotBuilt, NotFound, UsageError
from rashinban.measure import records as _records
from rashinban.measure.answer import NEVER_RANKED, Answer
from rashinban.measure.coverage import coverage
from rashinban.measure.dialogue import published
from rashinban.measure.kept import stored_leaders
from rashinban.measure.plans.board import Board
from rashinban.measure.plans.keep import own_library
from rashinban.measure.portfolios import kept
from rashinban.measure.portfolios import portfolios as _portfolios
from rashinban.measure.question import Question, ask, record_of
from rashinban.measure.session import Session
from rashinban.measure.show import show as _show
from rashinban.schema.text import Text
from rashinban.search.found import Found
from rashinban.search.index import Index, open_index
from rashinban.search.write import STEP
from rashinban.stages.reference import build_reference
from rashinban.stages.release import open_release

Where = Mapping[str, object] | Iterable[str]


def base_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """The folder of the base: as given, else $RASHINBAN_BASE, else ./base."""
    return Path(given or os.environ.get("RASHINBAN_BASE") or "base")


class Base:
    """One release of a base, open for questions. Use as a context manager, or close it."""

    def __init__(
        self,
        folder: str | os.PathLike[str] | None = None,
        *,
        release: str | None = None,
        engine: Engine | None = None,
    ) -> None:
        self.folder = base_folder(folder)
        if not self.folder.is_dir():
            raise NotBuilt(
                f"{self.folder}: no such base; run `rashinban fetch` and `rashinban update`, or `rashinban demo`"
            )
        self.path = open_release(self.folder, release)
        self.about: dict[str, Any] = json.loads((self.path / "release.json").read_text(encoding="utf-8"))
        self.release = str(self.about["id"])
        self.session = Session(engine or open_engine("duckdb", temporary=self.folder / SPILL), self.path, self.folder)

    def __enter__(self) -> Base:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.session.engine.close()

    def show(
        self,
        indicators: str | Iterable[str],
        by: str | Iterable[str] = (),
        where: Where = (),
        *,
        top: int | None = None,
        order_by: str | None = None,
        **options: str,
    ) -> Answer:
        """Indicators by keys. Options: counting, reference, citations, alternative (see measure.question.ask)."""
        names = _words(indicators)
        question = ask(_words(by), where, record=record_of(names), **options)
        answer = _show(self.session, question, names, release=self.release).ordered(order_by)
        return replace(answer, rows=answer.rows[:top])

    def leaders(self, indicator: str, by: str, where: Where = (), *, top: int, **options: str) -> list[str]:
        """The keys of the first units: by their rank, then those of too few works for one by their works."""
        question = ask((by,), where, record=record_of([indicator]), **options)
        if NEVER_RANKED & set(question.by):
            raise UsageError(f"{by}: people are not put in the order of a figure")
        found = stored_leaders(self.session.folder, indicator, question.canonical(), top)
        if found is None:
            rows = _show(self.session, question, [indicator], release=self.release).rows
            seen = [(row.measured[indicator], str(row.keys[by])) for row in rows if row.keys[by] is not None]
            seen.sort(key=lambda one: (one[0].rank is None, one[0].rank or 0, -one[0].works, one[1]))
            found = [key for _, key in seen[:top]]
        return found

    def card(self, indicator: str, where: Where = (), **options: str) -> Card:
        """One number as an evidence card; `where` says whose number and of what."""
        return compose(self.session, ask((), where, record=record_of([indicator]), **options), indicator, self.about)

    def records(self, indicator: str, where: Where = (), **options: str) -> pa.Table:
        """The works (or awards) behind a number, with their weights and values."""
        return _records.records(self.session, ask((), where, record=record_of([indicator]), **options), indicator)

    def record(self, kind: str, id: str) -> Mapping[str, Any]:
        """One work, author, institution... by an id in any usual form, with what belongs to it; see access.entities."""
        return _record(self.session, kind, id)

    def entities(
        self,
        kind: str,
        where: Where = (),
        *,
        sort: str = "id",
        per_page: int = 25,
        cursor: str | None = None,
        select: str | Iterable[str] = (),
        alternative: str = "standard",
    ) -> Listed:
        """A page of the records of a kind that filters choose; `cursor` is next_cursor of the page before."""
        return _entities(
            self.session, kind, where, sort=sort, per_page=per_page, cursor=cursor, select=_words(select),
            alternative=alternative,
        )  # fmt: skip

    @property
    def export(self) -> Export:
        """Tables, works and cards of this release as files: `base.export.works("folder", where=...)`."""
        return Export(self.session, self.about)

    @property
    def index(self) -> Index:
        """The search index of this release; see search.index.Index for what can be asked of it."""
        return open_index(self.path / STEP)

    def search(
        self,
        query: str = "",
        *,
        kinds: Iterable[str] = (),
        filters: Mapping[str, object] | None = None,
        sort: str = "relevance",
        limit: int = 20,
        offset: int = 0,
        facets: Iterable[str] = (),
    ) -> Found:
        """Records found by words, ids and filters; see search.index.Index.find."""
        return self.index.find(
            query, kinds=kinds, filters=filters, sort=sort, limit=limit, offset=offset, facets=facets
        )

    def programmes(self) -> list[dict[str, Any]]:
        """One row for each programme, each below its parent."""
        return programme_rows()

    def programme(self, id: str) -> dict[str, Any]:
        """What is known of a programme, each fact with its source."""
        return programme_fields(id)

    def portfolios(self) -> list[dict[str, Any]]:
        """One row for each portfolio of the base (decisions/portfolios), in its newest version."""
        return portfolio_rows(_portfolios(self.folder))

    def portfolio(self, id: str) -> dict[str, Any]:
        """A portfolio by its id, or `id:version`: what it holds, as written and in words."""
        try:
            return portfolio_fields(kept(self.folder, id))
        except UsageError as error:
            raise NotFound(str(error)) from error

    def overlap(self, programme: str, other: str) -> Overlap:
        """What two programmes have in common: the shares of awards, and the pairs with people or like texts."""
        return _overlap(self, programme, other)

    def plans(self) -> list[dict[str, Any]]:
        """One row for each plan: those that come with the program, and those of the base (decisions/plans)."""
        return plan_rows(own_library(self.folder))

    def plan(self, id: str) -> Plan:
        """What a plan says, each statement with its source."""
        return known_plan(own_library(self.folder), id)

    def plan_status(self, id: str, *, as_of: date | None = None) -> Board:
        """Whether the targets of a plan will be met, seen from a day (today): by rule, never by hand."""
        self.plan(id)
        return _plan_status(self, id, as_of=as_of or date.today())

    def strategies(self) -> list[dict[str, Any]]:
        """The texts of strategies that are loaded, the newest first."""
        return _strategies(self)

    def strategy(self, id: str) -> dict[str, Any]:
        """One text with its `sentences`, each with its `links` to what it names."""
        return _strategy(self, id)

    def dialogue(self, card_id: str | None = None) -> list[dict[str, Any]]:
        """Published questions and corrections of readers with their answers, the newest first.

        card_id: only what was said of its number, in this or any other release.
        """
        if card_id is not None:
            read_card_id(card_id)
        return [public(one) for one in published(self.folder, card_id)]

    def caveats(self, answer: Answer) -> list[str]:
        """What must be read with a table: a universe that is not complete, a simulated base, missing countries."""
        found = []
        if self.about["simulated"]:
            found.append("SIMULATED: an invented world, no statement about any real country or institution")
        counted = COUNTED[answer.question.record].en
        if not complete_universe(self.about, answer.question):
            found.append(f"shares and ranks are of the loaded {counted}, not of the world")
        _, shares = coverage(self.session, answer.question)
        country = shares.get("country")
        if country is not None and country < 1 and "country" in answer.question.keys:
            found.append(f"not assigned: {number(1 - country, 'share', 'en')} of the {counted} name no country")
        return found

    def subject(self, where: Where = (), *, indicator: str = "p", **options: str) -> Text:
        """Whose number of what the words of a question say, in both languages. indicator: says what is counted."""
        return subject(self.session, ask((), where, record=record_of([indicator]), **options))

    def reference(self, target: Path, *, citations: str = "cited_by_count") -> int:
        """Write the citation distributions of the loaded works to a file; returns how many works it counts."""
        return build_reference(self.session, target, citations=citations).works

    def question(self, where: Where = (), **options: str) -> Question:
        """The question that the same words ask, for those who want to look at it."""
        return ask((), where, **options)


def _words(given: str | Iterable[str]) -> list[str]:
    """Words from `p,mncs` or from a list."""
    listed = given.split(",") if isinstance(given, str) else list(given)
    return [word.strip() for word in listed if word.strip()]
