"""Texts of strategies: which are loaded, and two of them compared sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from rashinban.access.pages.choices import chosen
from rashinban.access.pages.listed import turning
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.sentences import sentence_address, share
from rashinban.access.pages.wordbook import word
from rashinban.access.strategy_diff import diff as strategy_diff
from rashinban.errors import UsageError
from rashinban.measure.plans.keep import own_library

router = APIRouter()

#: In the order in which they are told.
STATES = ("changed", "new", "gone", "kept")
_ROWS = 50


@router.get("/strategies")
def strategies(page: OpenPage) -> HTMLResponse:
    """Every loaded text, the newest first."""
    page.selection()
    texts = page.base.strategies()
    library = own_library(page.base.folder)
    return page.render(
        "strategies.html.j2",
        title=word("strategies_title", page.language),
        lead=word(
            "strategies_lead" if texts else "strategies_none",
            page.language,
            count=len(texts),
            sentences=page.number(sum(text["sentence_count"] for text in texts), "count"),
        ),
        texts=[
            {
                **text,
                "href": link(f"/strategy/{quoted(text['strategy_id'])}", page.language, page.request),
                "share": share(page, text),
                "edition_name": page.say(library.plans[text["edition"]].labels)
                if text["edition"] in library.plans
                else text["edition"],
                "edition_href": link(f"/plan/{quoted(text['edition'])}", page.language, page.request)
                if text["edition"] in library.plans
                else None,
            }
            for text in texts
        ],
        choices=[(text["strategy_id"], text["title"]) for text in texts],
    )


@router.get("/strategies/diff")
def diff(page: OpenPage) -> HTMLResponse:
    """What is kept, changed, new and gone from one text to another; `state=` keeps the sentences of one state."""
    page.selection("before", "after", "state", "page")
    given = page.request.query_params
    before, after = given.get("before") or "", given.get("after") or ""
    if not before or not after:
        raise UsageError("write the ids of two texts: /strategies/diff?before=A&after=B; /strategies lists them")
    state = chosen(page, "state", ["", *STATES], "")
    titles = {text["strategy_id"]: text["title"] for text in page.base.strategies()}
    found = strategy_diff(page.base, before, after)
    counted = Counter(row["state"] for row in found if row["kind"] == "sentence")
    # What was kept says least: it is shown when asked for.
    shown = [row for row in found if (row["state"] == state if state else row["state"] != "kept" or row["moved"])]

    def here(**more: str) -> str:
        asked = {"before": before, "after": after, "state": state, **more}
        return link("/strategies/diff", page.language, page.request, **asked)

    turned = turning(page, len(shown), lambda to: here(page=str(to)), rows=_ROWS)
    return page.render(
        "strategies_diff.html.j2",
        title=word("strategy_diff_title", page.language, before=titles[before], after=titles[after]),
        lead=_lead(page, counted),
        states=[
            {
                "text": word(f"strategy_state_{name}", page.language),
                "count": counted[name],
                "href": here(state=name),
                "chosen": name == state,
            }
            for name in STATES
        ],
        everything=here(state=""),
        chosen=state,
        rows=[_row(page, row) for row in shown[turned.first - 1 :][:_ROWS]],
        turning=turned,
        before={"name": titles[before], "href": link(f"/strategy/{quoted(before)}", page.language, page.request)},
        after={"name": titles[after], "href": link(f"/strategy/{quoted(after)}", page.language, page.request)},
        back=link("/strategies/diff", page.language, page.request, before=after, after=before),
        api=f"/api/strategies/{quoted(before)}/diff/{quoted(after)}",
        command=f"rashinban strategy diff {before} {after}",
    )


def _lead(page: Page, counted: Mapping[str, int]) -> str:
    return word(
        "strategy_diff_lead", page.language, **{state: page.number(counted[state], "count") for state in STATES}
    )


def _row(page: Page, row: Mapping[str, Any]) -> dict[str, object]:
    state = row["state"]
    return {
        "state": word(f"strategy_state_{state}", page.language),
        "moved": row["moved"],
        "heading": row["kind"] == "heading",
        "text": _marked(row["words"]) if row["words"] else row["after"] or row["before"],
        "places": [
            {
                "name": word(f"strategy_in_{side}", page.language)
                + (word("strategy_at_page", page.language, page=row[f"{side}_page"]) if row[f"{side}_page"] else ""),
                "href": sentence_address(page, row[f"{side}_id"]),
            }
            for side in ("before", "after")
            if row[f"{side}_id"]
        ],
    }


def _marked(words: Sequence[Mapping[str, str]]) -> Markup:
    """The words of a sentence that changed: what is gone struck out, what is new underlined."""
    forms = {"same": Markup("%s"), "gone": Markup("<del>%s</del>"), "new": Markup("<ins>%s</ins>")}
    return Markup("").join(forms[one["is"]] % one["text"] for one in words)
