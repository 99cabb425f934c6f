"""Each flow is money from a node of one column to a node of the next, the smallest nodes of a column taken as one.

A node that is drawn keeps its total: what is taken together are whole nodes, never some of a node's flows. Sums are
exact fractions, so what goes into a drawn node and out of it is, to the last digit, what the given flows say.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rashinban.access.serialisers.display import Language
from rashinban.access.serialisers.money import Amount

#: More ribbons than this cannot be followed by eye.
MOST = 30


@dataclass(frozen=True, kw_only=True)
class Node:
    """One funder, programme, area... column: 0 is where the money comes from. href: where it leads."""

    id: str
    name: str
    column: int
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class Flow:
    """An amount, in whole units of the currency, from a node to one of the next column; both by their ids."""

    source: str
    target: str
    amount: Amount


@dataclass(frozen=True, kw_only=True)
class Place:
    """One node as it is drawn. into, out: what flows into it and out of it; members: those taken as one, else empty."""

    node: Node
    into: Fraction
    out: Fraction
    members: Sequence[Node] = ()

    @property
    def total(self) -> Fraction:
        """What it is drawn as high as: at its ends one of the two is zero, between them money may end or begin."""
        return max(self.into, self.out)


@dataclass(frozen=True, kw_only=True)
class Ribbon:
    """One flow as it is drawn, and one row of the table beside the picture."""

    source: Place
    target: Place
    amount: Fraction


@dataclass(frozen=True, kw_only=True)
class Flows:
    """What is drawn: the nodes of each column, those with most money first and `others (n)` last; and the ribbons."""

    columns: Sequence[Sequence[Place]]
    ribbons: Sequence[Ribbon]


def flows(nodes: Sequence[Node], given: Sequence[Flow], language: Language, most: int = MOST) -> Flows:
    """At most `most` ribbons. The nodes with least money, of all columns, become their column's `others (n)` first.

    Flows between the same two nodes are added up; those of nothing are not drawn. ValueError where a flow names no
    node, skips a column, or is no amount; or where even one node a column would leave more than `most`.
    """
    known = {node.id: node for node in nodes}
    if len(known) != len(nodes):
        raise ValueError("two nodes have the same id")
    amounts: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for flow in given:
        amounts[flow.source, flow.target] += _checked(flow, known)
    amounts = {ends: amount for ends, amount in amounts.items() if amount}
    into, out = _totals(amounts)
    order = sorted({*into, *out}, key=lambda id: (max(into[id], out[id]), known[id].name, id))
    # Taking one more node to the others never makes more ribbons, so the least number of them is found by halving.
    least, enough = 0, len(order)
    while least < enough:
        middle = (least + enough) // 2
        if _count(amounts, _merged(order[:middle], known, language)) <= most:
            enough = middle
        else:
            least = middle + 1
    merged = _merged(order[:least], known, language)
    if len(taken := _taken(amounts, merged)) > most:
        raise ValueError(f"{len(taken) + 1} columns have more than {most} flows between them; leave out some columns")
    return _flows(taken, {**known, **{node.id: node for node in merged.values()}}, merged, known)


def _checked(flow: Flow, known: Mapping[str, Node]) -> Fraction:
    for id in (flow.source, flow.target):
        if id not in known:
            raise ValueError(f"a flow names the node {id!r}, which is not among the nodes")
    if known[flow.target].column != known[flow.source].column + 1:
        raise ValueError(f"the flow from {flow.source!r} to {flow.target!r} does not lead to the next column")
    if not math.isfinite(flow.amount) or flow.amount < 0:
        raise ValueError(f"the flow from {flow.source!r} to {flow.target!r} has the amount {flow.amount}")
    return Fraction(flow.amount)


def _totals(amounts: Mapping[tuple[str, str], Fraction]) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    into: dict[str, Fraction] = defaultdict(Fraction)
    out: dict[str, Fraction] = defaultdict(Fraction)
    for (source, target), amount in amounts.items():
        out[source] += amount
        into[target] += amount
    return into, out


def _merged(smallest: Sequence[str], known: Mapping[str, Node], language: Language) -> dict[str, Node]:
    """The node `others (n)` of each of the smallest; one that is alone in its column stays itself."""
    by_column: dict[int, list[str]] = defaultdict(list)
    for id in smallest:
        by_column[known[id].column].append(id)
    merged: dict[str, Node] = {}
    for column, ids in by_column.items():
        if len(ids) > 1:
            name = f"その他({len(ids):,})" if language == "ja" else f"others\u00a0({len(ids):,})"
            # No given id is that of the others: they are looked up by the node, never by what a caller might write.
            others = Node(id=f"\0others {column}", name=name, column=column)
            merged |= dict.fromkeys(ids, others)
    return merged


def _count(amounts: Mapping[tuple[str, str], Fraction], merged: Mapping[str, Node]) -> int:
    """How many ribbons _taken gives."""
    drawn = {id: node.id for id, node in merged.items()}
    return len({(drawn.get(source, source), drawn.get(target, target)) for source, target in amounts})


def _taken(amounts: Mapping[tuple[str, str], Fraction], merged: Mapping[str, Node]) -> dict[tuple[str, str], Fraction]:
    taken: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for ends, amount in amounts.items():
        source, target = (merged[id].id if id in merged else id for id in ends)
        taken[source, target] += amount
    return taken


def _flows(
    taken: Mapping[tuple[str, str], Fraction],
    drawn: Mapping[str, Node],
    merged: Mapping[str, Node],
    known: Mapping[str, Node],
) -> Flows:
    into, out = _totals(taken)
    members: dict[str, list[Node]] = defaultdict(list)
    for id, others in merged.items():
        members[others.id].append(known[id])
    places = {
        id: Place(
            node=drawn[id],
            into=into.get(id, Fraction()),
            out=out.get(id, Fraction()),
            members=tuple(reversed(members[id])),
        )
        for id in {*into, *out}
    }
    columns: dict[int, list[Place]] = defaultdict(list)
    for place in sorted(places.values(), key=lambda one: (bool(one.members), -one.total, one.node.name, one.node.id)):
        columns[place.node.column].append(place)
    rank = {place.node.id: i for column in columns.values() for i, place in enumerate(column)}
    ribbons = [Ribbon(source=places[a], target=places[b], amount=amount) for (a, b), amount in taken.items()]
    ribbons.sort(key=lambda one: (one.source.node.column, rank[one.source.node.id], rank[one.target.node.id]))
    return Flows(columns=tuple(tuple(columns[i]) for i in sorted(columns)), ribbons=tuple(ribbons))
