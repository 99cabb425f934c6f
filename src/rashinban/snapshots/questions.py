"""The words of a selection, and the values of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from rashinban.errors import UsageError


def words(selection: Mapping[str, object], known: Collection[str]) -> dict[str, list[str]]:
    """The values of each word of a selection, `A|B` or a list. A word that is not known is the user's error."""
    for word in selection:
        if word not in known:
            raise UsageError(f"selection {word!r} is not known; known are {', '.join(known)}")
    return {word: _values(word, given) for word, given in selection.items()}


def _values(word: str, given: object) -> list[str]:
    parts: Iterable[object] = given.split("|") if isinstance(given, str) else [given]
    if isinstance(given, (list, tuple, set, frozenset)):
        parts = given
    found = list(dict.fromkeys(str(part).strip() for part in parts))
    if not found or "" in found:
        raise UsageError(f"{word} {given!r}: a value is missing")
    return found
