"""A few numbers, each in a sentence with its doubt and its place, and the card that proves it at the foot."""

from __future__ import annotations

from typing import Literal

from rashinban.access.reports.asking import Asking
from rashinban.access.reports.model import Paragraph, Section
from rashinban.access.reports.parts import section
from rashinban.access.reports.spec import Indicators, SectionSpec
from rashinban.access.serialisers.wording import headline

last = False


class Spec(SectionSpec):
    """indicators: in the order of the sentences."""

    show: Literal["numbers"]
    indicators: Indicators


def build(asking: Asking, spec: Spec, level: int) -> list[Section]:
    said = []
    for name in spec.indicators:
        card, note = asking.card(name)
        notes = [asking.say(one).rstrip("。.") + asking.word("report_stop") for one in card.notes]
        said.append(
            Paragraph(
                lead=asking.title(name) + asking.label("colon"),
                text=asking.joined([str(headline(card, asking.language)), *notes]),
                notes=(note,),
                kind="item",
            )
        )
    return [section(asking, spec, level, *said)]
