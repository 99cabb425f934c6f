"""Each section of a template says what it shows; these are the fields that all of them have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from rashinban.definitions.documents import Step
from rashinban.schema.text import Text

#: More rows than these nobody reads on paper; the whole is one command away.
Top = Annotated[int, Field(ge=1, le=500)]
Indicators = Annotated[tuple[str, ...], Field(min_length=1, max_length=12)]


class SectionSpec(BaseModel):
    """where: further filters of this section; `without`: filters of the report that it leaves out. counting: where it
    is another than the report's.

    heading: where there is none, the section goes on under the one before.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    #: Whether the kind has sections within it.
    has_inner: ClassVar[bool] = False

    show: str
    heading: Text | None = None
    text: Text | None = None
    where: dict[str, str] = {}
    without: tuple[str, ...] = ()
    counting: Literal["fractional", "full"] | None = None
    inner: tuple[SectionSpec, ...] = Field(default=(), exclude=True, repr=False)

    def named_indicators(self) -> Iterator[tuple[tuple[Step, ...], str]]:
        """Every indicator that the section names, with the field that names it."""
        if (one := getattr(self, "indicator", None)) is not None:
            yield ("indicator",), one
        for number, name in enumerate(getattr(self, "indicators", ())):
            yield ("indicators", number), name

    def named_keys(self) -> Iterator[tuple[tuple[Step, ...], str]]:
        """Every key that the section names outside `where`."""
        for field in ("by", "over"):
            if (key := getattr(self, field, None)) is not None:
                yield (field,), key
        for number, key in enumerate(self.without):
            yield ("without", number), key
