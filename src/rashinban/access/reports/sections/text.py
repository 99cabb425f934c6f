"""Words of the template's author, with no number: what the report is for, what the reader should look at."""

from __future__ import annotations

from typing import Literal

from rashinban.access.reports.asking import Asking
from rashinban.access.reports.model import Section
from rashinban.access.reports.parts import section
from rashinban.access.reports.spec import SectionSpec
from rashinban.schema.text import Text

last = False


class Spec(SectionSpec):
    """text: must be there."""

    show: Literal["text"]
    text: Text


def build(asking: Asking, spec: Spec, level: int) -> list[Section]:
    return [section(asking, spec, level)]
