"""Each sentence on a card that does not come from a declaration: what was chosen, and what is not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashinban.access.card import Bilingual
from rashinban.measure.answer import Measured
from rashinban.measure.question import Question

INTERVAL: Mapping[str, str] = {
    "stability": "stability interval (CWTS): 1,000 samples of the unit's own works, drawn with replacement, seeded",
    "joint": "1,000 samples of the works of the slice, drawn with replacement for all units at once, seeded",
    "analytic": "analytic interval of first order (delta method): the slice is too large to resample",
}
RANKED: Mapping[str, str] = {
    "joint": "ranks in 1,000 joint samples of the works of the slice, 2.5th to 97.5th per cent, seeded",
    "analytic": "ranks in 1,000 draws of independent normal values, 2.5th to 97.5th per cent, seeded",
    "none": "rank without interval",
}
REFERENCE: Mapping[str, str] = {
    "openalex": "openalex: the world-normalised values that OpenAlex prints on each work",
    "world": "world: citation distributions of a full snapshot, from a reference file",
    "local": "local: the loaded works themselves",
}
CITATION_SOURCE: Mapping[str, str] = {
    "cited_by_count": "cited_by_count: all citations in OpenAlex",
    "counts_by_year": "counts_by_year: citations in the year of publication and the years after it",
    "network": "network: citations between the loaded works",
    "network_without_self": "network: citations between the loaded works, without those by a common author",
}

#: How the keys of a question are joined into a subject; the rest follows in brackets.
_WHO = ("country", "region", "institution", "author")
_WHAT = ("technology_area", "topic", "subfield", "field", "domain", "funder", "award", "source")


def subject_text(question: Question, named: Mapping[str, Sequence[Bilingual]]) -> Bilingual:
    """Whose number of what: "Japan in Quantum information science, 2018-2021" / "日本・量子情報科学・2018〜2021年"."""
    who = [_either(named[key]) for key in _WHO if key in named]
    what = [_either(named[key]) for key in _WHAT if key in named]
    rest = [_either(values) for key, values in named.items() if key not in (*_WHO, *_WHAT, "year")]
    years = question.filter("year")
    en = ", ".join(text.en for text in who) or "All countries"
    ja = "・".join(text.ja for text in who) or "全世界"
    if what:
        en += " in " + ", ".join(text.en for text in what)
        ja += "・" + "・".join(text.ja for text in what)
    if years:
        span = "|".join(years.values) if years.values else f"{years.lower}-{years.upper}"
        en += f", {span}"
        ja += f"・{span}年"
    if rest:
        en += f" ({'; '.join(text.en for text in rest)})"
        ja += f"({'、'.join(text.ja for text in rest)})"
    return Bilingual(en=en, ja=ja)


def _either(values: Sequence[Bilingual]) -> Bilingual:
    return Bilingual(en=" or ".join(v.en for v in values), ja="または".join(v.ja for v in values))


def universe_text(question: Question) -> str:
    """Which works are counted at all."""
    chosen = question.filter("type")
    types = " and ".join(chosen.values) if chosen else "article and review"
    return f"works of type {types}; no retracted works, no paratext"


def not_observed(own: Measured, shares: Mapping[str, float | None]) -> tuple[Bilingual, ...]:
    """What is missing, in words. A thing that is not seen is never counted as 0."""
    found = []
    country, scored = shares.get("country"), shares.get("citation_score")
    if country is not None and country < 1:
        found.append(
            Bilingual(
                en=f"{1 - country:.1%} of the works of the slice name no country; they are in no country's figure",
                ja=f"対象論文の{1 - country:.1%}は国が不明で、どの国の値にも入っていない",
            )
        )
    if scored is not None and scored < 1:
        found.append(
            Bilingual(
                en=f"{1 - scored:.1%} of the works of the slice have no citation score",
                ja=f"対象論文の{1 - scored:.1%}は被引用の指標値がない",
            )
        )
    if own.coverage is not None and own.coverage < 1:
        found.append(
            Bilingual(
                en=f"the value of {1 - own.coverage:.1%} of this unit's weight is not observed and left out",
                ja=f"この単位の重みの{1 - own.coverage:.1%}は値が観測されず、除いている",
            )
        )
    return tuple(found)
