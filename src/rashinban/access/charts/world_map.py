"""Each country has the colour of its value, in one hue: pale and dashed where uncertain, grey where not observed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.charts import world
from rashinban.access.charts.frame import INK, SMALL, SOFT, WIDE, Estimate, Spec, finish, leads, link, measure, told
from rashinban.access.serialisers.display import Language, between, fold, number
from rashinban.access.serialisers.wording import FEW_WORKS, say
from rashinban.schema.text import Text

#: From little to much.
_BLUES = ("#c6dbef", "#9ecae1", "#6baed6", "#3182bd", "#08519c")
_UNSEEN = "#e9e9e9"
_EDGE = "#08519c"
#: An interval wider than this share of its value makes the value uncertain.
_UNCERTAIN = 0.25
_SWATCH, _LINE = 14, 20

_SAYS = {
    "uncertain": Text(
        en=f"pale, dashed: interval over a quarter of the value, or fewer than {FEW_WORKS} works",
        ja=f"淡色・破線：信頼区間の幅が値の4分の1を超える、または論文が{FEW_WORKS}件未満",
    ),
    "unseen": Text(en="grey: not observed", ja="灰色：観測なし"),
    "borders": Text(
        en="Borders: Natural Earth (public domain), as they are held, not as they are claimed.",
        ja="国境線：Natural Earth（パブリックドメイン）。実効支配に基づき、領有についての見解を示すものではない。",
    ),
    "off": Text(en="Not on this map: ", ja="地図にない国・地域："),
}


@dataclass(frozen=True, kw_only=True)
class CountryValue:
    """One country by its ISO code. works: how many its value rests on; None: not of works. own: has a dark edge."""

    country: str
    name: str
    seen: Estimate | None
    works: int | None = None
    own: bool = False
    href: str | None = None


def world_map(countries: Sequence[CountryValue], display: str, language: Language, width: int = WIDE) -> Spec | None:
    """The map with its legend in words; None where nothing was observed."""
    values = [one.seen.value for one in countries if one.seen and one.seen.value is not None]
    if not values:
        return None
    classes = _classes(values)
    by_code = {one.country: _look(one, classes, display, language) for one in countries}
    legend = _legend(classes, display, language, width)
    placed = {code for code, _ in world.shapes()} | world.points().keys()
    off = [told(one.name, one.seen, display, language) for one in countries if one.country not in placed]
    notes = _notes(off, language, width)
    height = round(width * 0.455)
    bottom = _LINE * (legend[-1]["line"] + 1) + 17 * len(notes) + 16
    linked = any(one.href for one in countries)
    look = {
        "fill": {"field": "properties.fill", "type": "nominal", "scale": None},
        "stroke": {"field": "properties.stroke", "type": "nominal", "scale": None},
        "strokeWidth": {"field": "properties.weight", "type": "quantitative", "scale": None},
        "strokeDash": {"condition": {"test": "datum.properties.dashed", "value": [2, 1.5]}, "value": [1, 0]},
        "fillOpacity": {"condition": {"test": "datum.properties.pale", "value": 0.4}, "value": 1},
        "tooltip": {"field": "properties.said"},
    }
    if linked:
        look |= leads("properties.")
    shapes = [
        {**shape, "properties": by_code.get(code or "", _NOBODY)}
        for code, shape in sorted(world.shapes(), key=lambda pair: by_code.get(pair[0] or "", _NOBODY)["weight"])
    ]
    borders = {**world.topology(), "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}}}
    points = [
        {"longitude": at[0], "latitude": at[1], "properties": by_code[code]}
        for code, at in world.points().items()
        if code in by_code
    ]
    projection = {
        "type": "equalEarth",
        "scale": 177.158 * width / 960,
        "translate": [width * 0.485, width * 0.262],
    }
    layers: list[Spec] = [
        {
            "data": {"values": borders, "format": {"type": "topojson", "feature": "countries"}},
            "projection": projection,
            "mark": {"type": "geoshape", "aria": linked},
            "encoding": look,
        },
        {
            "data": {"values": points},
            "projection": projection,
            "mark": {"type": "circle", "size": 36 if width >= WIDE else 20, "opacity": 1, "aria": linked},
            "encoding": {
                "longitude": {"field": "longitude", "type": "quantitative"},
                "latitude": {"field": "latitude", "type": "quantitative"},
                **look,
            },
        },
        *_legend_layers(legend, height),
        {
            "data": {"values": [{"text": notes}]},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "top",
                "fontSize": SMALL,
                "lineHeight": 17,
                "color": SOFT,
            },
            "encoding": {
                "x": {"value": 4},
                "y": {"value": height + bottom - 17 * len(notes) - 4},
                "text": {"field": "text"},
            },
        },
    ]
    return finish(layers, width=width, height=height, room={"left": 0, "right": 0, "top": 0, "bottom": bottom})


#: How a country looks of which nothing is known.
_NOBODY: Spec = {
    "fill": _UNSEEN,
    "stroke": "#fff",
    "weight": 0.5,
    "pale": False,
    "dashed": False,
    "said": "",
    "href": None,
}


@dataclass(frozen=True, kw_only=True)
class _Class:
    """A range of values, `low` in it and `high` not; None: open."""

    low: float | None
    high: float | None
    fill: str


def _classes(values: Sequence[float]) -> list[_Class]:
    """Up to five ranges with about as many countries each, that end at numbers of one digit."""
    ordered = sorted(values)
    fifths = [ordered[len(ordered) * part // len(_BLUES)] for part in range(1, len(_BLUES))]
    breaks: list[float | None] = [
        end for end in sorted({_one_digit(value) for value in fifths}) if ordered[0] < end <= ordered[-1]
    ]
    # The darkest is always there: what is most is not pale.
    fills = _BLUES[len(_BLUES) - len(breaks) - 1 :]
    return [
        _Class(low=low, high=high, fill=fill)
        for low, high, fill in zip([None, *breaks], [*breaks, None], fills, strict=True)
    ]


def _one_digit(value: float) -> float:
    return value if value == 0 else round(value, -math.floor(math.log10(abs(value))))


def _look(one: CountryValue, classes: Sequence[_Class], display: str, language: Language) -> Spec:
    said = {"said": told(one.name, one.seen, display, language), "href": link(one.href)}
    own = {"stroke": INK, "weight": 1.0, "dashed": False} if one.own else {}
    value = one.seen.value if one.seen else None
    if one.seen is None or value is None:
        return {**_NOBODY, **said, **own}
    fill = next(part.fill for part in classes if part.high is None or value < part.high)
    pale = _is_uncertain(one.seen) or (one.works is not None and one.works < FEW_WORKS)
    edge = {"stroke": _EDGE, "weight": 0.7, "dashed": True} if pale else {}
    return {**_NOBODY, "fill": fill, "pale": pale, **edge, **said, **own}


def _is_uncertain(seen: Estimate) -> bool:
    if seen.value is None or seen.lower is None or seen.upper is None:
        return False
    return seen.upper - seen.lower > _UNCERTAIN * abs(seen.value)


def _legend(classes: Sequence[_Class], display: str, language: Language, width: int) -> list[Spec]:
    """A swatch and words for each look, from left to right and on as many lines as they take."""
    looks = [(part.fill, part.fill, False, _range(part, display, language)) for part in classes]
    looks += [
        (_BLUES[2], _EDGE, True, say(_SAYS["uncertain"], language)),
        (_UNSEEN, "#999", False, say(_SAYS["unseen"], language)),
    ]
    found: list[Spec] = []
    x, line = 4.0, 0
    for fill, stroke, pale, text in looks:
        # Words that are longer than a line are folded; only those of the pale ones are.
        lines = fold(text, (width - _SWATCH - 16) / (SMALL * 1.06))
        wide = _SWATCH + 6 + max(measure(one, SMALL) for one in lines)
        if x > 4 and x + wide > width:
            x, line = 4.0, line + 1
        found.append({"x": x, "line": line, "fill": fill, "stroke": stroke, "pale": pale, "text": lines})
        x += wide + 14
        line += len(lines) - 1
    return found


def _range(part: _Class, display: str, language: Language) -> str:
    if part.low is not None and part.high is not None:
        return between(part.low, part.high, display, language)
    end = number(part.high if part.low is None else part.low, display, language)
    if part.low is None and part.high is None:
        return "観測あり" if language == "ja" else "observed"
    if part.low is None:
        return f"{end}未満" if language == "ja" else f"under {end}"
    return f"{end}以上" if language == "ja" else f"{end} and more"


def _legend_layers(legend: Sequence[Spec], height: int) -> list[Spec]:
    raw = {"type": "quantitative", "scale": None}
    rows = [
        {
            **one,
            "y": height + 6 + _LINE * one["line"],
            "right": one["x"] + _SWATCH,
            "bottom": height + 18 + _LINE * one["line"],
        }
        for one in legend
    ]
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rect"},
            "encoding": {
                "x": {"field": "x", **raw},
                "x2": {"field": "right"},
                "y": {"field": "y", **raw},
                "y2": {"field": "bottom"},
                "fill": {"field": "fill", "type": "nominal", "scale": None},
                "stroke": {"field": "stroke", "type": "nominal", "scale": None},
                "fillOpacity": {"condition": {"test": "datum.pale", "value": 0.4}, "value": 1},
                "strokeDash": {"condition": {"test": "datum.pale", "value": [2, 1.5]}, "value": [1, 0]},
            },
        },
        {
            "data": {"values": rows},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "top",
                "fontSize": SMALL,
                "lineHeight": _LINE,
                "color": INK,
                "dx": 6,
            },
            "encoding": {"x": {"field": "right", **raw}, "y": {"field": "y", **raw}, "text": {"field": "text"}},
        },
    ]


def _notes(off: Sequence[str], language: Language, width: int) -> list[str]:
    """Countries that have no place on the map, and whose borders these are."""
    joint = "、" if language == "ja" else ", "
    said = [say(_SAYS["off"], language) + joint.join(off)] if off else []
    said.append(say(_SAYS["borders"], language))
    return [line for text in said for line in fold(text, (width - 8) / (SMALL * 1.06))]
