"""Each sentence of a strategy as pages show it: where it stands, and what it names, with the way there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rashinban.access.pages.listed import address, named
from rashinban.access.pages.page import Page, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.definitions.areas import areas
from rashinban.definitions.plans import Library
from rashinban.definitions.programmes import programmes
from rashinban.measure.plans.keep import own_library


@dataclass(frozen=True, kw_only=True)
class Named:
    """One thing that a sentence names. of: its plan, where that is another than the text's. how: in words."""

    entity: str
    id: str
    kind: str
    name: str
    of: str
    href: str | None
    how: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Naming:
    """A sentence with its place and what it names."""

    text: str
    language: str
    place: str
    href: str
    links: Sequence[Named]


def sentence_address(page: Page, sentence_id: str) -> str:
    """The page of its text on which a sentence stands."""
    return address(page, "sentences", sentence_id)


def naming(page: Page, rows: Iterable[Mapping[str, Any]]) -> list[Naming]:
    """Sentences of access.strategies.sentences_naming."""
    listed = list(rows)
    names = Names(page, [one for row in listed for one in row["links"]])
    return [
        Naming(
            text=row["text"],
            language=row["language"],
            place=place(page, row["title"], row["page"]),
            href=sentence_address(page, row["sentence_id"]),
            links=[names.of(one) for one in row["links"]],
        )
        for row in listed
    ]


def place(page: Page, title: str, number: int | None) -> str:
    return title + (word("strategy_at_page", page.language, page=number) if number else "")


def share(page: Page, text: Mapping[str, Any]) -> str:
    """How many of the sentences name something: a number of sentences with its share."""
    if not text["sentence_count"]:
        return page.number(0, "count")
    linked = page.number(text["linked_count"], "count")
    part = page.number(text["linked_count"] / text["sentence_count"], "share")
    return word("strategy_share", page.language, linked=linked, share=part)


class Names:
    """Names and addresses of things that sentences name, looked up together. edition: the plan that a text is of."""

    def __init__(self, page: Page, links: Sequence[Mapping[str, Any]], edition: str | None = None) -> None:
        self.page = page
        self.edition = edition
        self.library = own_library(page.base.folder)
        funders = [one["entity_id"] for one in links if one["entity"] == "funder"]
        self.funders = named(page, "funder", funders) if funders else {}
        self.objectives = _objectives(self.library)

    def of(self, one: Mapping[str, Any]) -> Named:
        entity, id = one["entity"], one["entity_id"]
        name, href = self._found(entity, id)
        return Named(
            entity=entity,
            id=id,
            kind=word(f"strategy_entity_{entity}", self.page.language),
            name=name or id,
            of=self._plan(entity, id),
            href=link(href, self.page.language, self.page.request) if href else None,
            how=word(f"strategy_how_{one['how']}", self.page.language),
            evidence=one["evidence"],
        )

    def _plan(self, entity: str, id: str) -> str:
        plan = id.partition("/")[0]
        known = entity in ("objective", "measure") and plan != self.edition and plan in self.library.plans
        return self.page.say(self.library.plans[plan].labels) if known else ""

    def _found(self, entity: str, id: str) -> tuple[str | None, str | None]:
        """A name in the page's language and an address; None for what is not known any more."""
        say = self.page.say
        if entity in ("objective", "measure"):
            known = self.objectives.get((entity, id))
            return (say(known[0]), known[1]) if known else (None, None)
        if entity == "programme" and id in programmes():
            return say(programmes()[id].labels), f"/programme/{quoted(id)}"
        if entity == "technology_area" and id in areas():
            return say(areas()[id].labels), f"/area/{quoted(id)}"
        if entity == "indicator" and id in self.library.indicators:
            return say(self.library.indicators[id].labels), f"/plan-indicator/{quoted(id)}"
        if entity == "funder":
            return self.funders.get(id), f"/funder/{quoted(id)}"
        return None, None


def _objectives(library: Library) -> dict[tuple[str, str], tuple[Any, str]]:
    """Label and address of each objective and measure; a measure stands on the page of its objective."""
    found = {}
    for plan in library.plans.values():
        for _, objective in plan.objectives():
            at = f"/plan/{quoted(plan.plan)}/objective/{quoted(objective.id)}"
            found["objective", f"{plan.plan}/{objective.id}"] = (objective.labels, at)
            for measure in objective.measures:
                found["measure", f"{plan.plan}/{measure.id}"] = (measure.labels, at)
    return found
