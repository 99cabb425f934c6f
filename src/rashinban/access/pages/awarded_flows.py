"""Where the money of some awards flows: from the funder through the programme to the technology area of the works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from rashinban.access.charts.flows import Flow, Flows, Node, flows
from rashinban.access.charts.frame import Spec
from rashinban.access.charts.sankey import sankey
from rashinban.access.pages import choices
from rashinban.access.pages.awarded import Asked
from rashinban.access.pages.figures import card_address, elsewhere
from rashinban.access.pages.listed import address, named
from rashinban.access.pages.page import link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.access.serialisers.money import money
from rashinban.definitions.programmes import programmes

_HEADS = ("awarded_flow_funder", "awarded_flow_programme", "awarded_flow_area")
_KEYS = ("funder", "programme", "technology_area")
#: The node of what no programme recognises.
_NONE = ""

Amounts = Mapping[tuple[str, str], float]


def flowing(asked: Asked) -> Flows | None:
    """At most 30 ribbons; None where no amount is known. An award stands in the lowest programme that has it."""
    if asked.currency is None:
        return None
    given = _ask(asked, "funder")
    onward = _ask(asked, "technology_area")
    of_list = {one.id for one in choices.area_list(asked.page)[1].areas}
    into = _lowest({(other, programme): amount for (other, programme), amount in given.items()})
    out = _lowest({pair: amount for pair, amount in onward.items() if pair[0] in of_list})
    if not into:
        return None
    nodes = [
        *_nodes(asked, 0, {funder for funder, _ in into}),
        *_nodes(asked, 1, {programme for _, programme in (*into, *out)}),
        *_nodes(asked, 2, {area for area, _ in out}),
    ]
    given_flows = [
        Flow(source=f"0 {funder}", target=f"1 {programme}", amount=amount)
        for (funder, programme), amount in into.items()
    ] + [
        Flow(source=f"1 {programme}", target=f"2 {area}", amount=amount) for (area, programme), amount in out.items()
    ]  # fmt: skip
    return flows(nodes, given_flows, asked.page.language)


def _ask(asked: Asked, key: str) -> Amounts:
    """Amounts by another key and programme; of a programme's page also by the programmes below it."""
    rows = asked.rows("amount", (key, "programme"), asked.below)
    return {
        (str(row.keys[key] or _NONE), str(row.keys["programme"] or _NONE)): amount
        for row in rows
        if (amount := row.measured["amount"].value) is not None
    }


def _lowest(amounts: Amounts) -> dict[tuple[str, str], Fraction]:
    """Each programme without what stands below it: levels of the tree would count an award twice.

    Sums are those of doubles: what is left of a programme whose awards all stand below it is less than a part in a
    million of it, and is none. An award of two programmes side by side stands in both.
    """
    found: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for (other, name), amount in amounts.items():
        found[other, name] += Fraction(amount)
        parent = programmes()[name].parent if name in programmes() else None
        if parent is not None and (other, parent) in amounts:
            found[other, parent] -= Fraction(amount)
    return {pair: left for pair, left in found.items() if left > Fraction(amounts[pair]) / 1_000_000}


def _nodes(asked: Asked, column: int, ids: Iterable[str]) -> list[Node]:
    page, key, listed = asked.page, _KEYS[column], sorted(ids)
    names = named(page, key, [id for id in listed if id != _NONE])
    return [
        Node(id=f"{column} {id}", name=names.get(id) or word(f"awarded_no_{key}", page.language), column=column,
             href=_href(asked, key, id))
        for id in listed
    ]  # fmt: skip


def _href(asked: Asked, key: str, id: str) -> str | None:
    page = asked.page
    if id == _NONE:
        return None
    if key == "programme":
        return link(f"/programme/{quoted(id)}", page.language, page.request)
    return address(page, "funders" if key == "funder" else "technology_areas", id)


def draw_flows(asked: Asked, width: int) -> Spec | None:
    found = flowing(asked)
    language = asked.page.language
    if found is None:
        return None
    heads = [word(name, language) for name in _HEADS[: len(found.columns)]]
    return sankey(found, heads, asked.currency, language, width)


def twin(asked: Asked) -> dict[str, Any] | None:
    """The ribbons as rows; None where there are none."""
    page, found = asked.page, flowing(asked)
    if found is None or not found.ribbons or asked.currency is None:
        return None
    return {
        "rows": [
            {
                "source": ribbon.source.node.name,
                "source_href": ribbon.source.node.href,
                "target": ribbon.target.node.name,
                "target_href": ribbon.target.node.href,
                "amount": money(ribbon.amount, asked.currency, page.language),
            }
            for ribbon in found.ribbons
        ],
        "elsewhere": elsewhere(
            page, asked.money, ["amount"], ["funder", "programme"],
            asked.files("flows", drawn=True),
        ),
        "areas": elsewhere(page, asked.below, ["amount"], ["programme", "technology_area"]),
        "card": card_address(page, "amount", asked.money),
    }  # fmt: skip
