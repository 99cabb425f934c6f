"""Each answer is hits and a count from the files of one index: the only module that asks tantivy's searcher."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import tantivy
from tantivy import Query

from rashinban.errors import BaseDamaged
from rashinban.search.documents import hit
from rashinban.search.fields import with_analysers
from rashinban.search.found import Hit


def _searcher(folder: Path) -> tantivy.Searcher:
    """A searcher that has every file of the index mapped.

    To open, tantivy writes a lock beside the files, which a reader of a base may not be allowed to, and which is no
    file of the release. So it is shown them through links, in a folder that is gone once they are mapped.
    """
    shown = Path(mkdtemp(prefix="rashinban-search-"))
    try:
        for path in folder.iterdir():
            (shown / path.name).symlink_to(path.resolve())
        opened = with_analysers(tantivy.Index.open(str(shown)))
        # A release never changes: without this a thread would look for news twice a second.
        opened.config_reader("manual")
        return opened.searcher()
    finally:
        _remove(shown)


def _remove(shown: Path) -> None:
    """Remove the links. A thread of tantivy's that is just ending may put its lock there once more: then again."""
    for wait in (0.01, 0.1, 1.0):
        try:
            shutil.rmtree(shown)
        except OSError:
            time.sleep(wait)
        else:
            return
    shutil.rmtree(shown)


class Reader:
    """The files of an index, open for reading. Nothing in it changes, so threads share it."""

    def __init__(self, folder: Path) -> None:
        try:
            # Its stub leaves out what a result counts.
            self._searcher: Any = _searcher(folder)
        except (ValueError, OSError) as error:
            raise BaseDamaged(f"{folder}: not readable ({error}); delete it and run `rashinban update`") from error

    def search(
        self,
        query: Query,
        limit: int,
        *,
        offset: int = 0,
        order_by: str | None = None,
        weight_by: str | None = None,
        count: bool = True,
    ) -> tuple[int, list[Hit]]:
        """How many records a query finds (0 where nobody asked), and some of them.

        order_by: a field, largest first, records without it last. weight_by: the field that multiplies the score.
        """
        # The collector refuses to collect nothing.
        found = self._searcher.search(
            query, limit=max(limit, 1), count=count, offset=offset, order_by_field=order_by, weight_by_field=weight_by
        )
        hits = [hit(self._searcher.doc(address).get_first("shown")) for _, address in found.hits[:limit]]
        return int(found.count or 0), hits

    def count(self, query: Query) -> int:
        """How many records a query finds."""
        return self.search(query, 0)[0]

    def ids(self, query: Query, most: int) -> list[str] | None:
        """The ids of the records that a query finds; None where they are more than `most`."""
        found, hits = self.search(query, most)
        return None if found > most else [each.id for each in hits]

    def frequency(self, field: str, term: str) -> int:
        """In how many records a term stands in a field."""
        return int(self._searcher.doc_freq(field, term))

    def facet(self, query: Query, field: str, size: int) -> list[tuple[str, int]]:
        """The most frequent values of a field among the records that a query finds, with their counts."""
        found = self._searcher.aggregate(query, {"facet": {"terms": {"field": field, "size": size}}})
        return [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in found["facet"]["buckets"]]
