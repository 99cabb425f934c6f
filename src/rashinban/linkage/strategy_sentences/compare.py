"""Each row is one sentence of two editions of a strategy: kept, changed, new or gone.

kept: the same letters and digits. changed: the most similar sentence of the other edition, in the same order.
Similarity is the cosine of TF-IDF vectors over runs of 2 to 4 characters, which needs no words and so works for
Japanese: tf = 1 + ln n, idf = 1 + ln((1 + N) / (1 + df)) over the N sentences of both. Pairs of at least `LEAST` are
candidates; of these the chain that never goes back in either edition and has the largest sum is taken. What is left
over and very similar (`MOVED`) has changed its place. The same two texts give the same answer.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from scipy import sparse

from rashinban.definitions.phrases import BARRIER, normal

#: Below this two sentences are two sentences; from MOVED on also out of their order.
LEAST, MOVED = 0.4, 0.7
_RUNS = (2, 3, 4)
#: Sentences of the first edition that are compared at a time.
_AT_ONCE = 512
_WORD = re.compile(
    r"[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*|[\u30a1-\u30ff]+|[\u4e00-\u9fff々]+|\s+|.", re.S
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row. before, after: places in the two editions; similarity 1 where kept.

    moved: its place among the others is another. words: what stayed, came and went, where it changed.
    """

    state: Literal["kept", "changed", "new", "gone"]
    before: int | None
    after: int | None
    similarity: float | None
    moved: bool = False
    words: tuple[tuple[Literal["same", "gone", "new"], str], ...] = ()


def compare(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """The sentences of two editions side by side, in the order of the newer one, what is gone where it stood."""
    old, new = [_plain(text) for text in before], [_plain(text) for text in after]
    candidates = sorted(_similar(old, new))
    in_order = _chain(candidates)
    pairs = {(i, j): (score, False) for i, j, score in in_order}
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, j, score in sorted(candidates, key=lambda each: (-each[2], each[0], each[1])):
        if score >= MOVED and i not in left and j not in right:
            pairs[i, j] = score, True
            left.add(i)
            right.add(j)
    changes = [
        Change(
            state="kept" if old[i] == new[j] else "changed",
            before=i,
            after=j,
            similarity=1.0 if old[i] == new[j] else round(score, 4),
            moved=moved,
            words=() if old[i] == new[j] else tuple(word_changes(before[i], after[j])),
        )
        for (i, j), (score, moved) in pairs.items()
    ]
    changes += [Change(state="new", before=None, after=j, similarity=None) for j in range(len(new)) if j not in right]
    changes += [Change(state="gone", before=i, after=None, similarity=None) for i in range(len(old)) if i not in left]
    return _ordered(changes)


def word_changes(before: str, after: str) -> Iterator[tuple[Literal["same", "gone", "new"], str]]:
    """The words of two sentences: what is the same, gone and new; Japanese by runs of one script."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[a:b])
            continue
        if gone := "".join(old[a:b]):
            yield "gone", gone
        if came := "".join(new[c:d]):
            yield "new", came


def _plain(text: str) -> str:
    """The words of a text in the form in which phrases are looked for, without its punctuation."""
    return normal(normal(text).replace(BARRIER, " ")).strip() or text


def _similar(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """The pairs of sentences that are alike enough."""
    if not old or not new:
        return
    vectors = _vectors([*old, *new])
    mine, theirs = vectors[: len(old)], vectors[len(old) :].T.tocsc()
    for start in range(0, len(old), _AT_ONCE):
        found = (mine[start : start + _AT_ONCE] @ theirs).tocoo()
        for i, j, score in zip(found.row.tolist(), found.col.tolist(), found.data.tolist(), strict=True):
            i += start
            if old[i] == new[j]:
                yield i, j, 1.0
            elif score >= LEAST:
                yield i, j, min(score, 0.9999)


def _vectors(texts: Sequence[str]) -> sparse.csr_matrix:
    """One row of length 1 for each text; columns are runs of characters."""
    columns: dict[str, int] = {}
    counts: list[Counter[str]] = []
    for text in texts:
        padded = f" {text} "
        counts.append(Counter(padded[at : at + n] for n in _RUNS for at in range(len(padded) - n + 1)))
    frequency = Counter(run for count in counts for run in count)
    starts, places, values = [0], list[int](), list[float]()
    for count in counts:
        weights = {}
        for run, n in count.items():
            rare = 1 + math.log((1 + len(texts)) / (1 + frequency[run]))
            weights[columns.setdefault(run, len(columns))] = (1 + math.log(n)) * rare
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        places += weights
        values += [weight / length for weight in weights.values()]
        starts.append(len(places))
    return sparse.csr_matrix((values, places, starts), shape=(len(texts), max(len(columns), 1)))


def _chain(pairs: Sequence[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """The pairs of the largest sum of which each goes on in both editions; of equal sums the earliest.

    best[j] is the best chain that ends at or before j, kept in a Fenwick tree: n log n for n pairs.
    """
    width = max((j for _, j, _ in pairs), default=0) + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (width + 1)
    link: list[int] = []
    best = (0.0, -1)
    row: list[tuple[int, tuple[float, int]]] = []
    at = None
    for number, (i, j, score) in enumerate(pairs):
        if i != at:
            _raise(tree, row)
            row, at = [], i
        total, last = _best_before(tree, j)
        link.append(last)
        row.append((j + 1, (total + score, number)))
        if total + score > best[0] + 1e-12:
            best = total + score, number
    found, number = [], best[1]
    while number >= 0:
        found.append(pairs[number])
        number = link[number]
    return found[::-1]


def _raise(tree: list[tuple[float, int]], row: Sequence[tuple[int, tuple[float, int]]]) -> None:
    for at, value in row:
        while at < len(tree):
            if value[0] > tree[at][0] + 1e-12:
                tree[at] = value
            at += at & -at


def _best_before(tree: Sequence[tuple[float, int]], at: int) -> tuple[float, int]:
    found = (0.0, -1)
    while at > 0:
        if tree[at][0] > found[0] + 1e-12:
            found = tree[at]
        at -= at & -at
    return found


def _ordered(changes: Sequence[Change]) -> list[Change]:
    """In the order of the newer edition; what is gone after what stood before it in the older one."""
    order = [(change.after, 0, 0, change) for change in changes if change.after is not None]
    last = -1
    for before, change in sorted(
        ((change.before, change) for change in changes if change.before is not None), key=lambda each: each[0]
    ):
        if change.after is None:
            order.append((last, 1, before, change))
        elif not change.moved:
            last = change.after
    return [each for *_, each in sorted(order, key=lambda each: each[:3])]
