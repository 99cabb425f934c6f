"""What can be exported of an open release: `table`, `works` and `cards`, the words of `rashinban export`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rashinban.access.export.lineage import Lineage
from rashinban.access.export.tables import Exported, Progress, export_tables, named, with_works
from rashinban.measure.question import ask
from rashinban.measure.session import Session

Where = Mapping[str, object] | Iterable[str]


class Export:
    """One release, ready to be exported. Every target is new and appears whole or not at all."""

    def __init__(self, session: Session, about: Mapping[str, Any]) -> None:
        self.session = session
        self.about = about

    def table(
        self,
        tables: str | Iterable[str],
        to: str | os.PathLike[str],
        *,
        where: Where = (),
        columns: str | Iterable[str] = (),
        alternative: str = "standard",
        format: str = "parquet",
        overwrite: bool = False,
        say: Progress | None = None,
    ) -> Exported:
        """Tables and stored models by name, or `all`; with `where` only the rows of the works it chooses."""
        relations = named(Lineage(self.session.folder, self.about), _words(tables))
        return export_tables(
            self.session, self.about, relations, Path(to), question=ask((), where, alternative=alternative),
            format=format, columns=_words(columns), overwrite=overwrite, say=say,
        )  # fmt: skip

    def works(
        self,
        to: str | os.PathLike[str],
        *,
        where: Where = (),
        alternative: str = "standard",
        format: str = "parquet",
        overwrite: bool = False,
        say: Progress | None = None,
    ) -> Exported:
        """Works with all that comes with their records: authorships, topics, citations, awards..."""
        relations = with_works(Lineage(self.session.folder, self.about))
        return export_tables(
            self.session, self.about, relations, Path(to), question=ask((), where, alternative=alternative),
            format=format, overwrite=overwrite, command="works", say=say,
        )  # fmt: skip


def _words(given: str | Iterable[str]) -> Sequence[str]:
    """Words from `works,authorships` or from a list."""
    listed = given.split(",") if isinstance(given, str) else given
    return [word.strip() for word in listed if word.strip()]
