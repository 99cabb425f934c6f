"""An abstract comes as an inverted index: each word with the positions at which it stands."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from rashinban.errors import Refused

#: A position beyond this is no abstract: the words would need more room than any abstract has.
LONGEST_ABSTRACT = 100_000

_QUOTED_INDEX = msgspec.json.Decoder(dict[str, dict[str, list[int]] | int | None])


def abstract_text(index: Mapping[str, list[int]]) -> str | None:
    """The abstract, each word put back at its positions: `{"a": [0, 2], "b": [1]}` -> `a b a`.

    A position that two words claim goes to the later word; a position that none claims is left out.
    """
    # Nearly always the positions are those from 0 to n - 1, each once.
    words: list[str | None] = [None] * sum(map(len, index.values()))
    try:
        for word, positions in index.items():
            for position in positions:
                words[position] = word
        return " ".join(words) or None  # type: ignore[arg-type]
    except (IndexError, TypeError):
        return _abstract_with_odd_positions(index)


def _abstract_with_odd_positions(index: Mapping[str, list[int]]) -> str | None:
    """Positions with gaps, or claimed twice, or too large."""
    placed = {position: word for word, positions in index.items() for position in positions}
    if placed and (max(placed) >= LONGEST_ABSTRACT or min(placed) < 0):
        raise Refused(
            f"a word at a position outside 0..{LONGEST_ABSTRACT - 1:,}",
            found=max(placed) if max(placed) >= LONGEST_ABSTRACT else min(placed),
        )
    return " ".join(placed[position] for position in sorted(placed) if placed[position]) or None


def quoted_abstract(text: str) -> str | None:
    """An abstract whose index comes as JSON within a string: `{"IndexLength": 2, "InvertedIndex": {...}}`."""
    try:
        outer = _QUOTED_INDEX.decode(text)
    except msgspec.MsgspecError as error:
        raise Refused(f"not an inverted index: {error}", found=text[:200]) from None
    index = outer.get("InvertedIndex")
    if not isinstance(index, dict):
        raise Refused("not an inverted index: no InvertedIndex in it", found=text[:200])
    return abstract_text(index)
