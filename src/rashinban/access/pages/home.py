"""The first page: the questions of each role, and the state of the data that would answer them."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.labels import labels
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word
from rashinban.definitions.areas import areas
from rashinban.schema.text import Text

router = APIRouter()

#: The area of the first question, and the country that is compared with one's own.
_AREA, _OTHERS = "jp20-09", ("US", "CN")
#: Tables whose rows are counted on the first page.
_COUNTED = ("works", "authors", "institutions", "sources", "funders", "awards", "topics")


@router.get("/")
def home(page: OpenPage) -> HTMLResponse:
    """Questions by role, then sources and counts of the release."""
    page.selection()
    country = page.country
    rows = page.base.about["rows"]
    return page.render(
        "home.html.j2",
        title=word("home_title", page.language)
        if country == "JP"
        else word("home_title_other", page.language, country=page.say(_name(page, country))),
        lead=word("home_lead", page.language),
        roles=_roles(page, country),
        counts=[
            (word(f"table_{name}", page.language), page.number(rows[f"kb/{name}"], "count"))
            for name in _COUNTED
            if rows.get(f"kb/{name}")
        ],
    )


def _name(page: Page, country: str) -> Text:
    return labels(page.base.session, "country", [country])[country]


def _roles(page: Page, country: str) -> list[dict[str, object]]:
    """The questions of product.md's roles that pages answer, each with its address."""
    area = areas()[_AREA]
    other = next(code for code in _OTHERS if code != country)
    values = {
        "country": page.say(_name(page, country)),
        "other": page.say(_name(page, other)),
        "area": page.say(area.labels),
    }
    asked = {
        "policy": {
            "ask_area": f"/area/{_AREA}?country={country}",
            "ask_leads": "/superiority",
            "ask_gaps": f"/country/{country}",
            "ask_compare": f"/compare?country={country}|{other}",
            "ask_groups": "/groups",
            "ask_changes": "/releases",
            "ask_money_map": f"/funding-map?country={country}",
            "ask_budget": "/budget",
            "ask_plans": "/plans",
            "ask_strategies": "/strategies",
            "ask_foresight": "/foresight",
            "ask_delphi": "/delphi",
            "ask_reports": "/reports",
        },
        "programme": {
            "ask_programmes": "/programmes",
            "ask_portfolio": "/portfolio",
            "ask_overlap": "/overlap",
            "ask_funders": "/search?kind=funders",
            "ask_awards": "/search?kind=awards",
            "ask_logic": "/logic-model",
        },
        "ura": {
            "ask_institution": "/search?kind=institutions",
            "ask_institutions": f"/area/{_AREA}?country={country}#institutions",
            "ask_counting": "/indicators/p",
        },
        "librarian": {"ask_refused": "/imports", "ask_harvest": "/oai?verb=Identify"},
        "researcher": {"ask_myself": "/search?kind=authors", "ask_topic": "/search?kind=topics"},
        "citizen": {
            "ask_plain": f"/technology/{_AREA}?country={country}",
            "ask_technologies": f"/technology?country={country}",
            "ask_claim": f"/card/pp_top_10?country={country}",
            "ask_method": "/indicators",
            "ask_table": "/superiority",
            "ask_dialogue": "/dialogue",
        },
    }
    return [
        {
            "name": word(f"role_{role}", page.language),
            "questions": [
                {
                    "text": word(name, page.language, **values),
                    "href": address if address.startswith("/oai") else _linked(page, address),
                }
                for name, address in questions.items()
            ],
        }
        for role, questions in asked.items()
    ]


def _linked(page: Page, address: str) -> str:
    path, mark, anchor = address.partition("#")
    return link(path, page.language, page.request) + mark + anchor
