"""Each word is an option of `fetch` that one data source takes and names itself (SELECTION), or a further path."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rashinban.errors import UsageError


def further_paths(given: Sequence[str]) -> tuple[list[Path], list[str]]:
    """Paths at the start of what is left of a command line after `--from PATH`, as a shell writes `--from *.xml`."""
    number = next((number for number, word in enumerate(given) if word.startswith("--")), len(given))
    return [Path(word) for word in given[:number]], list(given[number:])


def own_words(data_source: str, given: Sequence[str]) -> dict[str, str]:
    """The selection in what is left of a command line: `--from-date 2024-01-01` is the word `from_date`."""
    if not given:
        return {}
    from rashinban.stages.fetch import selection_words

    words = selection_words(data_source)
    known = {_as_option(word): word for word in words}
    chosen: dict[str, str] = {}
    left = list(given)
    while left:
        option, attached, value = left.pop(0).partition("=")
        if option not in known:
            own = ", ".join(known) or "none"
            raise UsageError(f"fetch {data_source}: no {option!r}; its own words are {own}; others: fetch --help")
        word = known[option]
        if not attached:
            if not left:
                raise UsageError(f"{option} needs a value: {words[word]}")
            value = left.pop(0)
        chosen[word] = value
    return chosen


def _as_option(word: str) -> str:
    return f"--{word.replace('_', '-')}"
