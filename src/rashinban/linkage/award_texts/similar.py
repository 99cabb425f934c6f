"""Each neighbour of a document is another whose TF-IDF weights make a small angle with its own.

Weight of a term in a document: (1 + ln tf) x (1 + ln((1 + n) / (1 + df))), documents scaled to length 1; the similarity
is the cosine (Salton & Buckley 1988, doi.org/10.1016/0306-4573(88)90021-0). The ones keep the weights above 0 in a base
of few awards, where a word can be in all of them.

The n x n products are never held, nor reckoned: nearly all of their work is in words that are in many texts and say
little. Each document meets the others by its STRONGEST terms alone, in blocks of documents; the CANDIDATES that it is
most alike by those are then reckoned in full, so that what is written is exact. Measured on 3,678 abstracts of OpenAlex
(geoscience) against all products: 99.9 % of the pairs are found, by 3 % of the work.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: Terms of a document by which it meets others: those of the greatest weight.
STRONGEST = 30
#: A term that is among the strongest of more documents than this brings nobody together: work grows with its square.
_MOST_HAVING = 5_000
#: Documents met that are reckoned in full.
CANDIDATES = 50
#: A block of documents makes no more products than this: some 100 MB.
_PAIRS = 4_000_000
#: Rows that are laid out with all their terms at once.
_DENSE = 32
#: Who is met by less than this part of the least similarity is no candidate: none such was found to be alike.
_LEAST_PART = 1 / 6
_DECIMALS = 4


@dataclass
class Documents:
    """Documents as counts of terms, one after another."""

    numbers: dict[str, int] = field(default_factory=dict)
    starts: array[int] = field(default_factory=lambda: array("q", [0]))
    terms: array[int] = field(default_factory=lambda: array("i"))
    counts: array[int] = field(default_factory=lambda: array("i"))
    ids: list[str] = field(default_factory=list)

    def add(self, id: str, terms: Sequence[str]) -> None:
        """Keep a document."""
        counted = Counter(terms)
        numbers = self.numbers
        self.terms.extend([numbers.setdefault(term, len(numbers)) for term in counted])
        self.counts.extend(counted.values())
        self.starts.append(len(self.terms))
        self.ids.append(id)

    def weights(self) -> sparse.csr_matrix:
        """A row a document, of length 1, without the terms of one document alone.

        What no other document says still makes a document longer, so less like the others.
        """
        terms = np.frombuffer(self.terms, dtype=np.int32)
        starts = np.frombuffer(self.starts, dtype=np.int64)
        having = np.bincount(terms, minlength=len(self.numbers))
        data = 1 + np.log(np.frombuffer(self.counts, dtype=np.int32))
        data *= (1 + np.log((1 + len(self.ids)) / (1 + having)))[terms]
        lengths = np.sqrt(np.add.reduceat(data * data, starts[:-1]))
        data /= np.repeat(lengths, np.diff(starts))
        found = sparse.csr_matrix((data, terms, starts), shape=(len(self.ids), len(self.numbers)))
        return found[:, np.flatnonzero(having > 1)].tocsr()


def neighbours(
    weights: sparse.csr_matrix, projects: Ints, *, least: float, most: int, strongest: int = STRONGEST
) -> Iterator[tuple[Ints, Ints, Floats]]:
    """By blocks: document, neighbour, similarity; the nearest first, of equal ones that which comes first.

    projects: the project of each document; documents of one project are not each other's neighbours.
    """
    strong = _strong(weights, strongest)
    turned = strong.T.tocsr()
    # How many products each row makes: how many documents have its terms, summed.
    sizes = (strong != 0) @ np.diff(turned.indptr)
    for start, end in _blocks(sizes):
        met = (strong[start:end] @ turned).tocoo()
        rows, others, found = met.row.astype(np.int64) + start, met.col.astype(np.int64), met.data
        kept = (found >= least * _LEAST_PART) & (projects[rows] != projects[others])
        rows, others, _ = _nearest(rows[kept], others[kept], found[kept], CANDIDATES)
        found = np.round(_products(weights, rows, others), _DECIMALS)
        alike = found >= least
        yield _nearest(rows[alike], others[alike], found[alike], most)


def _strong(weights: sparse.csr_matrix, strongest: int) -> sparse.csr_matrix:
    """The weights of the strongest terms of each row, of equal ones those that came first."""
    rows = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    order = np.lexsort((weights.indices, -weights.data, rows))
    # Within a row the entries stay where the row begins.
    kept = order[np.arange(len(rows)) - weights.indptr[rows] < strongest]
    having = np.bincount(weights.indices[kept], minlength=weights.shape[1])
    kept = kept[having[weights.indices[kept]] <= _MOST_HAVING]
    return sparse.csr_matrix((weights.data[kept], (rows[kept], weights.indices[kept])), shape=weights.shape)


def _blocks(sizes: npt.NDArray[np.number]) -> Iterator[tuple[int, int]]:
    """Rows that meet no more than _PAIRS together; at least one at a time."""
    start, total = 0, 0
    for row, size in enumerate(sizes.tolist()):
        if row > start and total + size > _PAIRS:
            yield start, row
            start, total = row, 0
        total += size
    if start < len(sizes):
        yield start, len(sizes)


def _products(weights: sparse.csr_matrix, rows: Ints, others: Ints) -> Floats:
    """The products of pairs of rows; `rows` in ascending order."""
    sizes = np.diff(weights.indptr)
    dense = np.zeros((_DENSE, weights.shape[1]))
    found = np.zeros(len(rows))
    changes = np.flatnonzero(np.diff(rows, prepend=-1))
    for first in range(0, len(changes), _DENSE):
        start = changes[first]
        end = changes[first + _DENSE] if first + _DENSE < len(changes) else len(rows)
        own = rows[changes[first : first + _DENSE]]
        for place, row in enumerate(own):
            at = slice(weights.indptr[row], weights.indptr[row + 1])
            dense[place, weights.indices[at]] = weights.data[at]
        # The terms of the other rows, one after another, each with the place of the row that it is met by.
        many = sizes[others[start:end]]
        ends = np.cumsum(many)
        terms = np.arange(ends[-1]) + np.repeat(weights.indptr[others[start:end]] - (ends - many), many)
        places = np.repeat(np.searchsorted(own, rows[start:end]), many)
        products = dense[places, weights.indices[terms]] * weights.data[terms]
        found[start:end] = np.add.reduceat(products, ends - many)
        for place, row in enumerate(own):
            dense[place, weights.indices[weights.indptr[row] : weights.indptr[row + 1]]] = 0
    return found


def _nearest(rows: Ints, others: Ints, found: Floats, most: int) -> tuple[Ints, Ints, Floats]:
    order = np.lexsort((others, -found, rows))
    rows, others, found = rows[order], others[order], found[order]
    first = np.searchsorted(rows, rows, side="left")
    kept = np.arange(len(rows)) - first < most
    return rows[kept], others[kept], found[kept]
