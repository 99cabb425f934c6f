"""Each preview is one page of a crate, in both languages: every card in one sentence, with links to its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rashinban.access.export.crate import Placed, titles
from rashinban.access.export.lineage import Filler, licence_page
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import headline
from rashinban.access.templates import templates


def preview(placed: Sequence[Placed], about: Mapping[str, Any], fillers: Sequence[Filler], records: str) -> str:
    """The page; `records` is the name of the file with the works behind each card."""
    title, said = titles(about, len(placed))
    return (
        templates("rashinban.access.export")
        .get_template("preview.html.j2")
        .render(
            placed=placed,
            about=about,
            title=title,
            said=said,
            fillers=fillers,
            licence_page=licence_page,
            records=records,
            label=label,
            headline=headline,
        )
    )
