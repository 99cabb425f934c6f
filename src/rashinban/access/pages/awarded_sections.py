"""The sections on awards that the pages of programmes, portfolios and funders have, and the pictures in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from fastapi import Response
from markupsafe import Markup

from rashinban.access.charts.frame import Spec
from rashinban.access.pages import awarded_flows, awarded_money, awarded_outputs, drawing
from rashinban.access.pages.awarded import CONFIDENCE, CURRENCY, DATE, OWN, PARTS, WITHOUT, Asked, controls
from rashinban.access.pages.choices import chosen
from rashinban.access.pages.figures import Cell, card_address, figures
from rashinban.access.pages.listed import address, readable
from rashinban.access.pages.page import link
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.money import money
from rashinban.measure.answer import Measured

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
    """What the template awarded.html.j2 shows: the part of the page that is asked for, and the way to the others.

    Each part asks what it shows and no more: of a hundred thousand awards each question takes its time.
    """
    page = asked.page
    if not asked.count and not asked.without:
        return {"none": word("awarded_none", page.language, name=asked.name)}
    part = chosen(page, "part", PARTS, PARTS[0])
    return {
        "none": None,
        "part": part,
        "tabs": [
            (word(f"awarded_tab_{name}", page.language), asked.here("#awards", part=name if name != PARTS[0] else None),
             name == part)
            for name in PARTS
        ],
        "lead": lead(asked, whole=part == PARTS[0]),
        "path": asked.path,
        "controls": controls(asked),
        "hidden": [(name, value) for name, value in _hidden(asked) if value],
        "date": asked.chosen.get(DATE, ""),
        "currency": asked.currency,
        "other_currencies": _others(asked),
        "left_out": _left_out(asked),
        "least": asked.chosen.get(CONFIDENCE, ""),
        "seen": asked.seen.isoformat(),
        "picture": partial(asked.picture, "json"),
        "svg": partial(asked.picture, "svg"),
        "compose": _compose(asked),
        "list_awards": awarded_money.records(asked, "awards", asked.awards),
        "list_outputs": awarded_money.records(asked, "outputs", asked.outputs),
        "list_works": awarded_money.records(asked, "p", asked.works) if not asked.without else None,
        **_PARTS[part](asked),
    }  # fmt: skip


def _overview(asked: Asked) -> dict[str, Any]:
    return {
        "amounts": drawing.drawn(partial(awarded_money.draw_amounts, asked)),
        "years": awarded_money.years(asked),
        "files": _files(asked),
    }


def _money(asked: Asked) -> dict[str, Any]:
    if asked.currency is None:
        return {"recipients": None}
    return {
        "recipients": awarded_money.recipients(asked),
        "largest": _largest(asked),
        "givers": awarded_money.givers(asked),
        "flows": awarded_flows.twin(asked),
        "countries": awarded_money.countries(asked),
        "areas": awarded_money.areas(asked),
        "declared": [
            (word(f"awarded_{key}", asked.page.language), awarded_money.declared(asked, key)) for key in _DECLARED
        ],
    }


def _outputs(asked: Asked) -> dict[str, Any]:
    return {
        "totals": awarded_outputs.totals(asked),
        "cohorts": awarded_outputs.by_cohort(asked),
        "cited": awarded_outputs.cited(asked),
        "time": awarded_outputs.time_and_cofunding(asked),
        "counted": awarded_outputs.counted(asked),
        "confidence": awarded_outputs.confidence(asked),
    }


_PARTS: Mapping[str, Callable[[Asked], dict[str, Any]]] = {"overview": _overview, "money": _money, "outputs": _outputs}
#: Tables that can be taken away: the word for it, the indicators, the key; and which selection they are of.
_TABLES = (
    ("funders", ("awards", "amount"), ("funder",)),
    ("programmes", ("awards", "amount"), ("programme",)),
    ("recipients", ("awards", "amount"), ("institution",)),
    ("years", ("amount",), ("fiscal_year",)),
    ("cohorts", ("outputs",), ("year", "lag")),
)


def _files(asked: Asked) -> list[dict[str, object]]:
    """The aggregates as files: of funders, programmes, recipients, years and cohorts, not only of awards."""
    of = {"programmes": asked.below, "cohorts": asked.outputs}
    return [
        {
            "name": word(f"awarded_files_{name}", asked.page.language),
            "links": [
                (
                    kind.upper(),
                    f"/api/show/{','.join(names)}{of.get(name, asked.money).query(by=','.join(by), format=kind)}",
                )
                for kind in ("csv", "json")
            ],
        }
        for name, names, by in _TABLES
    ]


def _compose(asked: Asked) -> str | None:
    """The form of portfolios with this and what is left out filled in; a portfolio has its own way there."""
    if asked.key == "portfolio":
        return None
    filled = {f"{asked.key}1": asked.value, "without": "|".join(asked.without)}
    return link("/portfolio", asked.page.language, asked.page.request, **filled)


def _hidden(asked: Asked) -> list[tuple[str, str | None]]:
    one = asked.chosen.get(CURRENCY) if len(asked.currencies) < 2 else None
    given = asked.page.request.query_params
    return [*((name, given.get(name)) for name in OWN), (CURRENCY, one), ("release", asked.release)]


def lead(asked: Asked, *, whole: bool) -> Markup:
    """How many awards and how much money; the whole of it also how many are live and what came of them.

    Each number leads to its card.
    """
    page, language = asked.page, asked.page.language
    amount = asked.by_currency.get(asked.currency, {}).get("amount")
    count = _linked(page.number(asked.count, "count"), card_address(page, "awards", asked.awards))
    values: dict[str, object] = {"name": asked.name, "awards": count}
    said = [word("awarded_lead_one" if asked.count == 1 else "awarded_lead", language)]
    if amount is not None and amount.value is not None and asked.currency is not None:
        told = money(amount.value, asked.currency, language)
        values["amount"] = _linked(told, card_address(page, "amount", asked.money))
        said.append(word("awarded_lead_amount", language))
    if whole:
        live = asked.rows("live_awards", (), asked.live)
        came = asked.rows(("outputs", "patents"), (), asked.outputs)
        values |= {
            "live": _figure(asked, "live_awards", live[0].measured["live_awards"] if live else None, asked.live),
            "day": asked.today.isoformat(),
            "outputs": _figure(asked, "outputs", came[0].measured["outputs"] if came else None, asked.outputs),
            "seen": asked.seen.isoformat(),
        }
        said += [word("awarded_lead_live", language), word("awarded_lead_outputs", language)]
    # The texts are ours; what is filled in is escaped.
    return Markup("" if language == "ja" else " ").join(Markup(text).format(**values) for text in said)


def _figure(asked: Asked, name: str, seen: Measured | None, selection: Selection) -> Markup:
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
