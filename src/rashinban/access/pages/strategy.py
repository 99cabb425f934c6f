"""A text's page is the text itself, sentence by sentence, each with its place and what it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.pages.choices import chosen
from rashinban.access.pages.listed import Turning, page_number, turning
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.sentences import Names, share
from rashinban.access.pages.wordbook import word
from rashinban.errors import NotFound
from rashinban.measure.plans.keep import own_library

router = APIRouter()

_ROWS = 60
#: Of each kind of thing that a text names: those that most sentences name.
_TOP = 8
_ENTITIES = ("objective", "measure", "programme", "technology_area", "funder", "indicator")


@router.get("/strategy/{strategy_id}")
def strategy(page: OpenPage, strategy_id: str) -> HTMLResponse:
    """The sentences; `names=objective:ID` keeps those that name a thing, `show=linked` those that name anything.

    `sentence=ID` turns to the page on which a sentence stands, and marks it.
    """
    page.selection("names", "show", "sentence", "page")
    given = page.request.query_params
    found = page.base.strategy(strategy_id)
    show = chosen(page, "show", ["all", "linked"], "all")
    names, sentence = given.get("names") or "", given.get("sentence") or ""
    body = [row for row in found["sentences"] if row["kind"] != "margin"]
    shown = [row for row in body if _fits(row, show, names)]
    if sentence and sentence not in {row["sentence_id"] for row in found["sentences"]}:
        raise NotFound(f"{strategy_id} has no sentence {sentence[:80]!r}; a sentence that was reworded has another id")
    library = own_library(page.base.folder)
    every = [link_ for row in body for link_ in row["links"]]
    looked_up = Names(page, every, found["edition"])

    def here(**more: str | None) -> str:
        asked = {"names": names, "show": show if show != "all" else None, **more}
        return link(f"/strategy/{quoted(strategy_id)}", page.language, page.request, **asked)

    turned = _turned(page, shown, sentence, here)
    rows = shown[turned.first - 1 :][:_ROWS]
    edition = found["edition"]
    return page.render(
        "strategy.html.j2",
        title=word("strategy_title", page.language, strategy=found["title"]),
        lead=word(
            "strategy_lead",
            page.language,
            sentences=page.number(found["sentence_count"], "count"),
            share=share(page, found),
        ),
        text=found,
        edition={
            "name": page.say(library.plans[edition].labels),
            "href": link(f"/plan/{quoted(edition)}", page.language, page.request),
        }
        if edition in library.plans
        else None,
        facts=_facts(page, found),
        rows=[_row(row, looked_up, sentence) for row in rows],
        total=len(shown),
        turning=turned,
        filters=_filters(page, names, looked_up),
        without=here(names=None),
        linked={"on": show == "linked", "href": here(show=None if show == "linked" else "linked")},
        named=_most(page, body, looked_up, here),
        others=[
            (other["title"], _diff(page, other["strategy_id"], strategy_id))
            for other in page.base.strategies()
            if other["strategy_id"] != strategy_id and other["language"] == found["language"]
        ],
        search=link("/search", page.language, page.request, kind="sentences"),
        api=f"/api/strategies/{quoted(strategy_id)}",
        command=f"rashinban strategy show {strategy_id}",
    )


def _fits(row: Mapping[str, Any], show: str, names: str) -> bool:
    if names and names not in {f"{one['entity']}:{one['entity_id']}" for one in row["links"]}:
        return False
    return show == "all" or bool(row["links"])


def _turned(page: Page, shown: Sequence[Mapping[str, Any]], sentence: str, here: Any) -> Turning:
    """The page asked for; where a sentence is asked for and no page, the one that has it."""
    if sentence and not page.request.query_params.get("page"):
        at = next((number for number, row in enumerate(shown) if row["sentence_id"] == sentence), 0)
        number = at // _ROWS + 1
        pages = max(-(-len(shown) // _ROWS), 1)
        return Turning(
            number=number,
            pages=pages,
            total=len(shown),
            first=(number - 1) * _ROWS + 1,
            bounded=False,
            to=lambda to: here(page=str(to)),
        )
    page_number(page.request.query_params.get("page"), rows=_ROWS)
    return turning(page, len(shown), lambda to: here(page=str(to)), rows=_ROWS)


def _row(row: Mapping[str, Any], looked_up: Names, sentence: str) -> dict[str, object]:
    return {
        "id": row["sentence_id"],
        "heading": row["kind"] == "heading",
        "page": row["page"],
        "anchor": row["anchor"],
        "marker": row["marker"] or "",
        "text": row["text"],
        "found": row["sentence_id"] == sentence,
        "links": [looked_up.of(one) for one in row["links"]],
    }


def _facts(page: Page, found: Mapping[str, Any]) -> list[tuple[str, str]]:
    told = [
        ("strategy_language", word(f"type_{found['language']}", page.language, otherwise=found["language"])),
        ("strategy_year", found["year"]),
        ("strategy_pages", found["pages"]),
    ]
    return [(word(name, page.language), str(value)) for name, value in told if value]


def _filters(page: Page, names: str, looked_up: Names) -> str:
    """What the sentences shown have in common."""
    entity, _, id = names.partition(":")
    if not names:
        return ""
    if entity not in _ENTITIES:
        raise NotFound(f"names {names[:80]!r}: write one of {', '.join(_ENTITIES)}, a colon, and an id")
    one = looked_up.of({"entity": entity, "entity_id": id, "how": "exact", "evidence": ""})
    return f"{one.kind}: {one.name}"


def _most(page: Page, body: Sequence[Mapping[str, Any]], looked_up: Names, here: Any) -> list[dict[str, object]]:
    """What the text names, by kind, with in how many sentences."""
    counted = Counter((one["entity"], one["entity_id"]) for row in body for one in row["links"])
    made = []
    for entity in _ENTITIES:
        most = sorted(((n, id) for (kind, id), n in counted.items() if kind == entity), key=lambda x: (-x[0], x[1]))
        if most:
            made.append(
                {
                    "kind": word(f"strategy_entity_{entity}", page.language),
                    "total": len(most),
                    "rows": [
                        {
                            "thing": looked_up.of({"entity": entity, "entity_id": id, "how": "exact", "evidence": ""}),
                            "count": page.number(n, "count"),
                            "href": here(names=f"{entity}:{id}"),
                        }
                        for n, id in most[:_TOP]
                    ],
                }
            )
    return made


def _diff(page: Page, before: str, after: str) -> str:
    return link("/strategies/diff", page.language, page.request, before=before, after=after)
