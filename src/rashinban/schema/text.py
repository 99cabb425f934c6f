"""Each value is one text in both languages: whatever a reader sees is written in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text in both languages. Where it is read from a file, neither may be empty."""

    # Read by pydantic where a declaration has a text; a card, which is plain dataclasses, does not notice it.
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    en: Annotated[str, Field(min_length=1)]
    ja: Annotated[str, Field(min_length=1)]
