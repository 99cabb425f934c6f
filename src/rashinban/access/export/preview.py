"""Each preview is one page of a crate, in both languages: every card in one sentence, with links to its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import jinja2

from rashinban.access.export.crate import Placed, titles
from rashinban.access.export.lineage import Filler, licence_page
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import headline


def preview(placed: Sequence[Placed], about: Mapping[str, Any], fillers: Sequence[Filler], records: str) -> str:
    """The page; `records` is the name of the file with the works behind each card."""
    title, said = titles(about, len(placed))
    return _template().render(
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


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("rashinban.access.export"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("preview.html.j2")
