"""The sections within it, once for each value of a key: a chapter for every area of a list, for every country named."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from rashinban.access.reports.asking import Asking
from rashinban.access.reports.make import fill
from rashinban.access.reports.model import Section
from rashinban.access.reports.parts import area_list, section
from rashinban.access.reports.spec import SectionSpec
from rashinban.schema.text import Text

last = False


class Spec(SectionSpec):
    """by: the key. values: its values, or `list` for the technology areas of a published list."""

    has_inner: ClassVar[bool] = True

    show: Literal["each"]
    by: str
    heading: Text
    values: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    list: str | None = None


def build(asking: Asking, spec: Spec, level: int) -> list[Section]:
    found = []
    for value in spec.values or area_list(spec.list):
        one = asking.having({spec.by: value})
        found.append(section(one, spec, level))
        found += fill(one, spec.inner, level + 1)
    return found
