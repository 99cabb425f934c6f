"""Each row is one prefecture, state or province of a country, or one of its institutions: works, awards, money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rashinban.access.pages import choices, drawing
from rashinban.access.pages.figures import Cell, Figure, answer_to, down, figures, heads
from rashinban.access.pages.listed import address, named
from rashinban.access.pages.page import Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.money import money, short
from rashinban.errors import Refused, UsageError
from rashinban.measure.answer import Measured
from rashinban.schema import kinds

WORKS = ("p", "p_top_10", "pp_top_10")
AWARDS, AMOUNT = "awards", "amount"
_OWN = ("order", "currency", *drawing.OWN)
#: Rows on the page; files have all.
SHOWN = 100

Seen = Mapping[str, Measured]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks: the subdivisions of a country or, where it names one (`place`), its institutions.

    works, awards: the filters of each; awards know no options of citations. seen: figures by id, None what is in no
    known subdivision. order: the column by which rows stand; rows: ids in that order.
    """

    page: Page
    code: str
    country: str
    place: str | None
    works: Selection
    awards: Selection
    currencies: Sequence[str]
    currency: str | None
    order: str
    seen: Mapping[str | None, Seen]
    rows: Sequence[str]

    @property
    def key(self) -> str:
        return "institution" if self.place else "subdivision"

    @property
    def names(self) -> Mapping[str, str]:
        return named(self.page, self.key, self.rows[:SHOWN])

    @property
    def money(self) -> Selection:
        return self.awards.having(currency=self.currency)

    @property
    def columns(self) -> tuple[str, ...]:
        """No amount is told where none is known: amounts are of one currency."""
        return (*WORKS, AWARDS, AMOUNT) if self.currency else (*WORKS, AWARDS)

    @property
    def drawn(self) -> str:
        """The measure of the picture: awards and money are no samples and have no intervals to draw."""
        return self.order if self.order in WORKS else "p"

    def of(self, name: str) -> Selection:
        return self.works if name in WORKS else self.money if name == AMOUNT else self.awards

    def said(self, name: str, **values: str) -> str:
        """A text of the page: of prefectures where they are Japan's."""
        what = "_institutions" if self.place else "_jp" if self.code == "JP" else ""
        where = named(self.page, "subdivision", [self.place])[self.place] if self.place else self.country
        return word(f"subdivision_{name}{what}", self.page.language, otherwise=None, where=where, **values)


def ask(page: Page) -> Asked:
    """What an address asks, answered; UsageError for what the page is not about."""
    given = page.selection(*_OWN)
    place = given.where.get("subdivision")
    if place and "|" in place:
        raise UsageError("subdivision: write one, or leave it out for all of a country")
    code = choices.own_country(page, given) if "country" in given.where or not place else place[:2]
    if place and place[:2] != code:
        raise UsageError(f"subdivision={place} is not in country={code}; leave one of them out")
    for key, value in given.where.items():
        if key not in ("country", "subdivision", "year", "technology_area"):
            raise UsageError(f"{key}: this page is about places, by technology area and years; leave {key} out")
        if key == "technology_area" and "|" in value:
            raise UsageError("technology_area: write one area, or leave it out for everything")
    works = given.having(country=code)
    works.question()
    awards = replace(works, options={key: value for key, value in works.options.items() if key == "counting"})
    currencies = _currencies(page, awards)
    currency = _currency(page.request.query_params.get("currency")) or next(iter(currencies), None)
    asked = Asked(
        page=page, code=code, country=named(page, "country", [code])[code], place=place, works=works, awards=awards,
        currencies=currencies, currency=currency, order="p", seen={}, rows=(),
    )  # fmt: skip
    asked = replace(asked, order=choices.chosen(page, "order", asked.columns, "p"), seen=_seen(asked))
    ids = [id for id in asked.seen if id is not None]
    return replace(asked, rows=sorted(ids, key=lambda id: (*placed(asked.order, asked.seen[id].get(asked.order)), id)))


def _currency(given: str | None) -> str | None:
    """A currency that may be none of these awards: one place has it where another has not."""
    try:
        if not given or kinds.currency(given) == given:
            return given or None
    except Refused:
        pass
    raise UsageError(f"currency {str(given)[:20]!r} is not known; write a code of ISO 4217, for example JPY")


def _currencies(page: Page, awards: Selection) -> list[str]:
    """The currencies of the awards, that of most awards first."""
    rows = answer_to(page, AWARDS, "currency", awards).rows
    found = [(row.measured[AWARDS].works, str(row.keys["currency"])) for row in rows if row.keys["currency"]]
    return [code for _, code in sorted(found, key=lambda one: (-one[0], one[1]))]


def _seen(asked: Asked) -> dict[str | None, Seen]:
    """The figures of each place or institution; each of one record (works, awards) is asked at once."""
    found: dict[str | None, dict[str, Measured]] = {}
    for names in (WORKS, (AWARDS,), (AMOUNT,) if asked.currency else ()):
        for row in answer_to(asked.page, names, asked.key, asked.of(names[0])).rows if names else ():
            value = row.keys[asked.key]
            found.setdefault(None if value is None else str(value), {}).update(row.measured)
    return dict(found)


def placed(name: str, seen: Measured | None) -> tuple[bool, float]:
    """The largest first, what is not known last."""
    if name in WORKS:
        return down(seen)
    return (seen is None or seen.value is None, -(seen.value or 0.0) if seen else 0.0)


def here(asked: Asked, kind: str, **own: str | None) -> str:
    """This page, or with `kind` its picture, with its own words."""
    path = f"/prefectures/picture.{kind}" if kind else "/prefectures"
    words = {"order": asked.order, "currency": asked.currency, **own}
    selection = asked.works.having(subdivision=words.pop("subdivision", asked.place))
    return link(path + selection.query(**words), asked.page.language)


def heads_of(asked: Asked) -> list[dict[str, str]]:
    page = asked.page
    found = [{**head, "sort": here(asked, "", order=head["name"])} for head in heads(page, asked.columns)]
    if asked.currency:
        found[-1]["text"] = word("head_amount_in", page.language, currency=asked.currency)
    return found


def table(asked: Asked) -> list[dict[str, object]]:
    page, ids, names = asked.page, asked.rows[:SHOWN], asked.names
    made = [
        figures(
            page,
            name,
            [Cell(who=names[id], seen=asked.seen[id].get(name), where={asked.key: id}) for id in ids],
            asked.of(name),
        )
        for name in asked.columns
    ]
    if asked.currency:
        made[-1] = [_in_money(asked, one, asked.seen[id].get(AMOUNT)) for one, id in zip(made[-1], ids, strict=True)]
    return [
        {
            "name": names[id],
            "href": address(page, "institutions", id) if asked.place else here(asked, "", subdivision=id),
            "figures": list(row),
        }
        for id, row in zip(ids, zip(*made, strict=True), strict=True)
    ]


def _in_money(asked: Asked, figure: Figure, seen: Measured | None) -> Figure:
    if seen is None or seen.value is None or asked.currency is None:
        return figure
    said = figure.said.replace(figure.text, money(seen.value, asked.currency, asked.page.language))
    return replace(figure, text=short(seen.value, asked.currency, asked.page.language), said=said)
