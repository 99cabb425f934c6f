"""Each check reads a plan that somebody wrote and says every mistake in it, those of its questions too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rashinban import catalog
from rashinban.definitions.documents import Document, Fault
from rashinban.definitions.plan_faults import told
from rashinban.definitions.plan_models import Indicator, Plan
from rashinban.definitions.plans import Library, plan_faults, read_plan
from rashinban.errors import RashinbanError, UsageError
from rashinban.measure.plans.values import question_of, unit_of
from rashinban.measure.show import fits


def check_plan(path: Path, library: Library) -> Plan:
    """The plan in a file. RashinbanError with every mistake, a line each; an edition of the same id is replaced."""
    plan, document = read_plan(path)
    faults = [*plan_faults(plan, document, library.without(plan.plan)), *_questions(plan.indicators, document)]
    if faults:
        raise RashinbanError(told(path, sorted(faults)))
    return plan


def _questions(indicators: Sequence[Indicator], document: Document) -> Iterator[Fault]:
    """What is wrong with the questions that indicators ask."""
    for number, indicator in enumerate(indicators):
        if indicator.question is None:
            continue
        place = ("indicators", number, "question")
        try:
            question = question_of(indicator.question)
            fits(catalog.indicator(indicator.question.indicator), question)
            unit = unit_of(indicator.question)
        except UsageError as error:
            yield Fault(line=document.line(place), place=f"indicators {indicator.id}.question", text=str(error))
            continue
        if unit != indicator.unit:
            text = f"the question's values are in {unit!r}; write `unit: {unit}`"
            yield Fault(
                line=document.line(("indicators", number, "unit")), place=f"indicators {indicator.id}.unit", text=text
            )
