"""Each logic model as rows and sentences: its arrows with the numbers of a base beside them, or with none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rashinban import catalog
from rashinban.access.api import Base
from rashinban.access.cards import subject
from rashinban.access.selection import OPTIONS, Selection
from rashinban.access.serialisers import display
from rashinban.access.serialisers.display import NOT_OBSERVED, Language
from rashinban.definitions.logic_models import KINDS, Kind, LogicModel, facts
from rashinban.measure.logic_models import Evidence, Seen, Shown, State
from rashinban.measure.logic_models import shown as _shown
from rashinban.schema.text import Text

KIND_WORDS: Mapping[Kind, Text] = {
    "input": Text(en="Inputs", ja="投入"),
    "activity": Text(en="Activities", ja="活動"),
    "output": Text(en="Outputs", ja="産出"),
    "outcome": Text(en="Outcomes", ja="成果"),
    "impact": Text(en="Impact", ja="波及効果"),
}
STATE_WORDS: Mapping[State, Text] = {
    "observed": Text(en="evidence", ja="根拠あり"),
    "unobserved": Text(en="evidence named, not observed here", ja="根拠となる指標はあるが、このデータでは観測なし"),
    "none": Text(en="no evidence", ja="根拠なし"),
}
UNSOURCED = Text(en="our reading, no source", ja="出典なし（本プログラムの解釈）")
CAVEAT = Text(
    en="A card shows that both ends of an arrow can be seen; none shows that one causes the other.",
    ja="カードは矢印の両端が観測されることを示すもので、因果を示すものではない。",
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One number in words. query: of its card's address. value: `8.3 % (7.4–9.2 %)`, or that it was not observed."""

    indicator: str
    title: Text
    subject: Text
    value: str
    observed: bool
    works: int
    query: str
    command: str


def logic_model_list(models: Mapping[str, LogicModel], language: Language) -> list[dict[str, Any]]:
    """One row for each model, in one language."""
    return [
        {"model": row.pop("model"), "title": row.pop("labels")[language], **row} for row in logic_model_rows(models)
    ]


def logic_model_rows(models: Mapping[str, LogicModel]) -> list[dict[str, Any]]:
    """One row for each model."""
    return [
        {
            "model": one.model,
            "labels": asdict(one.labels),
            "programme": one.programme,
            "nodes": len(one.nodes),
            "arrows": len(one.arrows),
            "without_evidence": sum(not arrow.evidence for arrow in one.arrows),
            "unsourced": sum(not fact.sourced for fact in facts(one)),
        }
        for one in models.values()
    ]


def logic_model_show(base: Base, model: LogicModel) -> Shown:
    """A model with its numbers from a release; indicators of one day are asked as of the release's data."""
    return _shown(base.session, model, day=str(base.about["as_of"] or base.about["made_at"])[:10], release=base.release)


def told(base: Base, one: Evidence, language: Language) -> Told:
    """A number with what it is of, and where its card is."""
    meta = catalog.indicator(one.asked.indicator).meta
    where = {item.key: item.text().partition("=")[2] for item in one.question.where}
    options = {
        name: value
        for name in ("counting", "reference", "citations", "alternative")
        if (value := getattr(one.question, name)) != OPTIONS[name]
    }
    chosen = Selection(where=where, options=options, release=None)
    return Told(
        indicator=one.asked.indicator,
        title=meta.title,
        subject=subject(base.session, one.question),
        value=_value(one, language),
        observed=one.shown is not None,
        works=one.measured.works,
        query=chosen.query(),
        command=Selection(where=where, options=options, release=base.release).command("card", one.asked.indicator),
    )


def _value(one: Evidence, language: Language) -> str:
    own = one.measured
    if one.shown is None:
        return NOT_OBSERVED[language]
    if one.asked.value == "rank":
        place = display.place(own.rank, own.rank_lower, own.rank_upper)
        return f"rank {place} of {own.of}" if language == "en" else f"順位 {place}／{own.of}"
    meta = catalog.indicator(one.asked.indicator).meta
    value = display.number(own.value, meta.display, language)
    ends = display.between(own.lower, own.upper, meta.display, language)
    currency = one.question.filter("currency")
    unit = "" if meta.display == "share" else f" {currency.values[0] if currency else getattr(meta.unit, language)}"
    brackets = ("（{}）" if language == "ja" else " ({})").format(ends) if ends else ""
    return f"{value}{unit}{brackets}"


def tree(base: Base, found: Shown, language: Language) -> Iterator[str]:
    """A model as lines for the terminal."""
    model = found.model

    def text(words: Text) -> str:
        return str(getattr(words, language)).strip()

    yield f"{text(model.labels)} ({model.model}); {base.release}"
    if model.summary is not None:
        yield text(model.summary)
    for kind in KINDS:
        if column := model.column(kind):
            yield f"# {text(KIND_WORDS[kind])}"
        for node in column:
            statement = f": {text(node.statement)}" if node.statement else ""
            place = f"  <{node.source.of}>" if node.source else f"  [{text(UNSOURCED)}]"
            yield f"  {text(node.labels)} ({node.id}){statement}{place}"
            for one in found.nodes.get(node.id, ()):
                yield f"    {_line(told(base, one, language), language)}"
    yield "#" + (" Arrows" if language == "en" else " 矢印")
    for seen in found.arrows:
        state = text(STATE_WORDS[seen.state])
        yield f"  {seen.number}. {way(model, seen, language)} [{state}]: {text(seen.arrow.claim)}"
        for one in seen.evidence:
            yield f"       {_line(told(base, one, language), language)}"
        for study in seen.arrow.studies:
            yield f"       {study.strength}: {text(study.says)} <{study.source.of if study.source else ''}>"
    bare = ", ".join(str(seen.number) for seen in found.of("none"))
    yield f"{text(STATE_WORDS['none'])}: {bare or '-'} ({len(found.of('none'))} / {len(found.arrows)})"
    yield f"! {text(CAVEAT)}"
    for key, source in model.sources.items():
        yield f"  {key}: {source.title}" + "".join(f", {part}" for part in (source.publisher, source.url) if part)


def way(model: LogicModel, seen: Seen, language: Language) -> str:
    """`Public money → Seven years of money`."""
    start, end = (model.node(name).labels for name in (seen.arrow.start, seen.arrow.end))
    return f"{getattr(start, language)} → {getattr(end, language)}"


def _line(one: Told, language: Language) -> str:
    return f"{getattr(one.title, language)} ({getattr(one.subject, language)}): {one.value}  [{one.command}]"


def fields(base: Base, found: Shown) -> dict[str, Any]:
    """A model with its numbers as plain values."""
    return {
        "model": found.model.model_dump(mode="json", by_alias=True, exclude_none=True),
        "release": base.release,
        "arrows": [
            {
                "number": seen.number,
                "from": seen.arrow.start,
                "to": seen.arrow.end,
                "state": seen.state,
                "evidence": [_plain(base, one) for one in seen.evidence],
            }
            for seen in found.arrows
        ],
        "nodes": {name: [_plain(base, one) for one in several] for name, several in found.nodes.items()},
        "without_evidence": [seen.number for seen in found.of("none")],
    }


def _plain(base: Base, one: Evidence) -> dict[str, Any]:
    words = told(base, one, "en")
    return {
        "indicator": one.asked.indicator,
        "question": one.question.text(),
        "asked": one.asked.value,
        **one.measured.fields(),
        "rebuild": words.command,
    }
