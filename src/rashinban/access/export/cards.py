"""Each exported card is a folder of its views and the works behind it; several of them are one RO-Crate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rashinban.access.card import Card
from rashinban.access.card_id import read_card_id
from rashinban.access.cards import compose
from rashinban.access.export.crate import Placed, describe
from rashinban.access.export.lineage import Lineage
from rashinban.access.export.organisation import organisation
from rashinban.access.export.preview import preview
from rashinban.access.export.whole import whole
from rashinban.access.serialisers.display import Language
from rashinban.access.serialisers.table import write_rows
from rashinban.catalog import indicator
from rashinban.errors import UsageError
from rashinban.measure.question import Question, ask, record_of
from rashinban.measure.records import records
from rashinban.measure.session import Session
from rashinban.measure.show import fits

#: Formats of the works behind a card.
RECORDS = ("csv", "parquet")
LANGUAGES: tuple[Language, ...] = ("en", "ja")

#: Told which card is being written, how many are done and how many there are.
Progress = Callable[[str, int, int], None]

#: A list of cards has some 100 bytes a line.
_LONGEST_LIST = 4 << 20

_UNSAFE = re.compile(r"[^A-Za-z0-9_]")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One card to make: an indicator and the question that it answers."""

    indicator: str
    question: Question


@dataclass(frozen=True, kw_only=True)
class Collected:
    """What was written: the target, and the ids of its cards with the folders that hold them."""

    target: Path
    cards: Mapping[str, str]


def asked(cards: Iterable[str], release: str, where: Any = (), options: Mapping[str, str] | None = None) -> list[Asked]:
    """Cards from ids, or from names of indicators, to which `where` and `options` belong. Each card once."""
    found: dict[tuple[str, Question], Asked] = {}
    for text in cards:
        if "/" in text:
            read = read_card_id(text)
            if read.release != release:
                raise UsageError(
                    f"card {text}: of release {read.release}, not {release}; make a crate for each release"
                )
            one = Asked(
                indicator=read.indicator,
                question=ask((), read.where, record=record_of([read.indicator]), **read.options),
            )
        else:
            one = Asked(indicator=text, question=ask((), where, record=record_of([text]), **(options or {})))
        fits(indicator(one.indicator), one.question)
        found[one.indicator, one.question] = one
    if not found:
        raise UsageError("no card is named; give ids of cards, or indicators with --where")
    return list(found.values())


def release_of(cards: Iterable[str]) -> str | None:
    """The release that the first id names; None where all are names of indicators."""
    return next((read_card_id(text).release for text in cards if "/" in text), None)


def read_list(path: Path) -> list[str]:
    """Cards from a text file, one a line; blank lines and lines that begin with # are notes."""
    try:
        if path.stat().st_size > _LONGEST_LIST:
            raise UsageError(f"{path}: larger than {_LONGEST_LIST:,} bytes; is it a list of cards?")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UsageError(f"{path}: not a text file in UTF-8; write one card a line") from None
    return [text for line in lines if (text := line.strip()) and not text.startswith("#")]


def export_cards(
    session: Session,
    about: Mapping[str, Any],
    wanted: Sequence[Asked],
    target: Path,
    *,
    author: str | None = None,
    format: str = "csv",
    overwrite: bool = False,
    say: Progress | None = None,
    now: datetime | None = None,
) -> Collected:
    """Write cards into a new folder, or a zip file where the name ends in .zip."""
    if format not in RECORDS:
        raise UsageError(f"format {format!r} is not known; use {' or '.join(RECORDS)}")
    answering = organisation(author)
    lineage = Lineage(session.folder, about)
    fillers = [lineage.filler(name) for name in dict.fromkeys(str(s["data_source"]) for s in about["sources"])]
    with whole(target, overwrite=overwrite, outside=session.folder.parents[1]) as folder:
        placed = []
        for number, one in enumerate(wanted, 1):
            card = compose(session, one.question, one.indicator, about)
            name = f"cards/{number:0{len(str(len(wanted)))}d}-{_UNSAFE.sub('_', one.indicator)}"
            _write(session, one, card, folder / name, format)
            placed.append(Placed(card=card, folder=name))
            if say:
                say(one.indicator, number, len(wanted))
        (folder / "ro-crate-preview.html").write_text(
            preview(placed, about, fillers, f"records.{format}"), encoding="utf-8"
        )
        describe(folder, placed, about, fillers, answering, now or datetime.now(UTC))
    return Collected(target=target, cards={one.card.id: one.folder for one in placed})


def _write(session: Session, one: Asked, card: Card, folder: Path, format: str) -> None:
    from rashinban.access.serialisers.card_html import card_html
    from rashinban.access.serialisers.card_svg import card_svg

    folder.mkdir(parents=True)
    (folder / "card.json").write_text(card.json() + "\n", encoding="utf-8")
    for language in LANGUAGES:
        (folder / f"card.{language}.html").write_text(card_html(card, language), encoding="utf-8")
        # Without a ranking and without years there is nothing to draw.
        with suppress(UsageError):
            (folder / f"card.{language}.svg").write_text(card_svg(card, language), encoding="utf-8")
    with (folder / f"records.{format}").open("wb") as out:
        write_rows(records(session, one.question, one.indicator), format, out)
