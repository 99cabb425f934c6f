"""The sections on awards that the pages of programmes, portfolios and funders have, and the pictures in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from fastapi import Response
from markupsafe import Markup

from rashinban.access.charts.frame import Spec
from rashinban.access.pages import awarded_flows, awarded_money, awarded_outputs, drawing
from rashinban.access.pages.awarded import CONFIDENCE, CURRENCY, DATE, WITHOUT, Asked, controls
from rashinban.access.pages.choices import chosen
from rashinban.access.pages.figures import Cell, card_address, figures
from rashinban.access.pages.listed import address, readable
from rashinban.access.pages.page import link
from rashinban.access.pages.wordbook import word
from rashinban.access.serialisers.money import money

#: The pictures by the word of their address.
_DRAWN: Mapping[str, Callable[[Asked, int], Spec | None]] = {
    "amounts": awarded_money.draw_amounts,
    "starts": awarded_money.draw_starts,
    "lorenz": awarded_money.draw_lorenz,
    "cohorts": awarded_outputs.draw_cohorts,
    "flows": awarded_flows.draw_flows,
}
#: Awards that are offered to be left out.
_LARGEST = 5
_DECLARED = ("gender", "career_stage")


def picture(asked: Asked, kind: str, name: str) -> Response:
    """One picture as a file: `picture=amounts`, `starts`, `lorenz`, `cohorts` or `flows`."""
    wanted = chosen(asked.page, "picture", list(_DRAWN), "amounts")
    return drawing.picture_file(asked.page, partial(_DRAWN[wanted], asked), kind, f"{name}-{wanted}")


def sections(asked: Asked) -> dict[str, Any]:
    """What the template awarded.html.j2 shows."""
    page = asked.page
    if not asked.count and not asked.without:
        return {"none": word("awarded_none", page.language, name=asked.name)}
    has_money = asked.currency is not None
    return {
        "none": None,
        "lead": lead(asked),
        "path": asked.path,
        "controls": controls(asked),
        "hidden": [(name, value) for name, value in _hidden(asked) if value],
        "date": asked.chosen.get(DATE, ""),
        "date_hint": asked.today.isoformat(),
        "currency": asked.currency,
        "other_currencies": _others(asked),
        "left_out": _left_out(asked),
        "largest": _largest(asked),
        "amounts": drawing.drawn(partial(awarded_money.draw_amounts, asked)),
        "picture": partial(asked.picture, "json"),
        "svg": partial(asked.picture, "svg"),
        "years": awarded_money.years(asked),
        "seen": asked.seen.isoformat(),
        "recipients": awarded_money.recipients(asked) if has_money else None,
        "countries": awarded_money.countries(asked) if has_money else None,
        "areas": awarded_money.areas(asked) if has_money else None,
        "declared": [
            (key, word(f"awarded_{key}", page.language), awarded_money.declared(asked, key)) for key in _DECLARED
        ]
        if has_money
        else [],
        "flows": awarded_flows.twin(asked) if has_money else None,
        "totals": awarded_outputs.totals(asked),
        "cohorts": awarded_outputs.by_cohort(asked),
        "cited": awarded_outputs.cited(asked),
        "time": awarded_outputs.time_and_cofunding(asked),
        "counted": awarded_outputs.counted(asked),
        "confidence": awarded_outputs.confidence(asked),
        "least": asked.chosen.get(CONFIDENCE, ""),
        "list_awards": awarded_money.records(asked, "awards", asked.awards),
        "list_outputs": awarded_money.records(asked, "outputs", asked.outputs),
        "list_works": awarded_money.records(asked, "p", asked.works),
        "compose": link(
            "/portfolio",
            page.language,
            page.request,
            **{f"{asked.key}1": asked.value, "without": "|".join(asked.without)},
        )
        if asked.key != "portfolio"
        else None,
    }


def _hidden(asked: Asked) -> list[tuple[str, str | None]]:
    one = asked.chosen.get(CURRENCY) if len(asked.currencies) < 2 else None
    return [("list", asked.page.request.query_params.get("list")), (CURRENCY, one), ("release", asked.release)]


def lead(asked: Asked) -> Markup:
    """How many awards, how much money, how many are live, what came of them; each number leads to its card."""
    page, language = asked.page, asked.page.language
    live = asked.rows("live_awards", (), asked.live)
    came = asked.rows(("outputs", "patents"), (), asked.outputs)
    amount = asked.by_currency.get(asked.currency, {}).get("amount")
    values = {
        "name": asked.name,
        "awards": _linked(page.number(asked.count, "count"), card_address(page, "awards", asked.awards)),
        "live": _figure(asked, "live_awards", live[0].measured["live_awards"] if live else None, asked.live),
        "day": asked.today.isoformat(),
        "outputs": _figure(asked, "outputs", came[0].measured["outputs"] if came else None, asked.outputs),
        "seen": asked.seen.isoformat(),
    }
    said = [word("awarded_lead", language)]
    if amount is not None and amount.value is not None and asked.currency is not None:
        values["amount"] = _linked(
            money(amount.value, asked.currency, language), card_address(page, "amount", asked.money)
        )
        said.append(word("awarded_lead_amount", language))
    said += [word("awarded_lead_live", language), word("awarded_lead_outputs", language)]
    # The texts are ours; what is filled in is escaped.
    return Markup("" if language == "ja" else " ").join(Markup(text).format(**values) for text in said)


def _figure(asked: Asked, name: str, seen: Any, selection: Any) -> Markup:
    (figure,) = figures(asked.page, name, [Cell(who=asked.name, seen=seen, where={})], selection)
    return _linked(awarded_outputs.whole_text(asked, name, figure, seen), figure.href)


def _linked(text: str, href: str) -> Markup:
    return Markup('<a class="number" href="%s"><strong>%s</strong></a>') % (href, text)


def _others(asked: Asked) -> list[dict[str, str]]:
    """What stands in other currencies, and how many awards have no amount."""
    language = asked.page.language
    found = []
    for one, seen in sorted(asked.by_currency.items(), key=lambda pair: pair[0] or "~"):
        awards = asked.page.number(seen["awards"].value, "count")
        if one is None:
            found.append({"text": word("awarded_no_amount", language, awards=awards), "href": ""})
        elif one != asked.currency:
            amount = money(seen["amount"].value, one, language)
            text = word("awarded_other_currency", language, currency=one, awards=awards, amount=amount)
            found.append({"text": text, "href": asked.here(currency=one)})
    return found


def _left_out(asked: Asked) -> list[dict[str, str]]:
    """The awards that are left out, each with the way to take it in again."""
    titles = asked.page.base.index.titles(asked.without) if asked.without else {}
    return [
        {
            "id": id,
            "title": readable(titles.get(id) or id),
            "href": address(asked.page, "awards", id),
            "back": asked.here(**{WITHOUT: "|".join(one for one in asked.without if one != id)}),
        }
        for id in asked.without
    ]


def _largest(asked: Asked) -> list[dict[str, str]]:
    """The awards of most money, each with the way to leave it out."""
    if asked.currency is None:
        return []
    page = asked.page
    rows = page.base.records("amount", asked.money.where).slice(0, _LARGEST).to_pylist()
    return [
        {
            "title": readable(row["title"] or row["funder_award_id"] or row["award_id"]),
            "href": address(page, "awards", row["award_id"]),
            "amount": money(row["value"], asked.currency, page.language),
            "out": asked.here(**{WITHOUT: "|".join([*asked.without, row["award_id"]])}),
        }
        for row in rows
        if row["value"] is not None
    ]
