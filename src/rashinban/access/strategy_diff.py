"""Each row is a sentence of two texts of strategies side by side: kept, changed, new or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashinban.access.strategies import Row, strategy
from rashinban.linkage.strategy_sentences.compare import Change, compare

if TYPE_CHECKING:
    from rashinban.access.api import Base


def diff(base: Base, before: str, after: str) -> list[Row]:
    """Two documents sentence by sentence, headings among headings: state, both texts with their places, and words.

    words: [{"is": "same" | "gone" | "new", "text": ...}] of a sentence that changed.
    """
    old, new = strategy(base, before)["sentences"], strategy(base, after)["sentences"]
    found: list[Row] = []
    for kind in ("heading", "sentence"):
        mine = [row for row in old if row["kind"] == kind]
        theirs = [row for row in new if row["kind"] == kind]
        changes = compare([row["text"] for row in mine], [row["text"] for row in theirs])
        found += [_change(kind, change, mine, theirs) for change in changes]
    return found


def _change(kind: str, change: Change, mine: list[Row], theirs: list[Row]) -> Row:
    old = mine[change.before] if change.before is not None else {}
    new = theirs[change.after] if change.after is not None else {}
    return {
        "state": change.state,
        "kind": kind,
        "moved": change.moved,
        "similarity": change.similarity,
        "before_id": old.get("sentence_id"),
        "before_page": old.get("page"),
        "before": old.get("text"),
        "after_id": new.get("sentence_id"),
        "after_page": new.get("page"),
        "after": new.get("text"),
        "words": [{"is": state, "text": text} for state, text in change.words],
    }
