"""Each organisation is one that answers for a collection: a name, and a page or ROR id where it has one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashinban.errors import UsageError

_FORM = re.compile(r"([^<>\x00-\x1f]*[^<>\s\x00-\x1f])\s*(?:<(https?://[^\s<>\"]+)>)?")


@dataclass(frozen=True, kw_only=True)
class Organisation:
    name: str
    url: str | None = None


#: Who is named where nobody else is: as in the citation of a card.
NOBODY_ELSE = Organisation(name="Rashinban")


def organisation(text: str | None) -> Organisation:
    """`NAME` or `NAME <URL>`: `Example Agency <https://ror.org/00zyxw987>`."""
    if text is None:
        return NOBODY_ELSE
    found = _FORM.fullmatch(text.strip())
    if not found:
        raise UsageError(f"author {text[:200]!r}: write NAME or NAME <https://...>, for example the page of its ROR id")
    return Organisation(name=found[1].strip(), url=found[2])
