"""What can be exported of an open release: `table`, `works` and `cards`, the words of `rashinban export`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rashinban.access.export.cards import Collected, asked, export_cards
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

    def cards(
        self,
        cards: str | Iterable[str],
        to: str | os.PathLike[str],
        *,
        where: Where = (),
        author: str | None = None,
        format: str = "csv",
        overwrite: bool = False,
        say: Progress | None = None,
        **options: str,
    ) -> Collected:
        """Cards as an RO-Crate, in a folder or a zip file, each with the works behind it.

        A card is an id, or the name of an indicator to which `where` and the options of a question belong.
        author: the organisation that answers for the collection, `NAME` or `NAME <URL>`.
        """
        listed = [cards] if isinstance(cards, str) else cards
        wanted = asked(listed, str(self.about["id"]), where, options)
        return export_cards(
            self.session, self.about, wanted, Path(to), author=author, format=format, overwrite=overwrite, say=say
        )


def _words(given: str | Iterable[str]) -> Sequence[str]:
    """Words from `works,authorships` or from a list."""
    listed = given.split(",") if isinstance(given, str) else given
    return [word.strip() for word in listed if word.strip()]
