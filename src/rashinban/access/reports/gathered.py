"""Each report gathers notes, evidence and numbers while its sections are made, whatever their order."""

from __future__ import annotations

from dataclasses import dataclass, field

from rashinban.access.card import Card
from rashinban.access.reports.model import Evidence, Note
from rashinban.access.selection import Selection
from rashinban.measure.plans.board import Board
from rashinban.measure.question import Question
from rashinban.schema.text import Text


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One number of the report that stands in a sentence; what changed is told of these."""

    indicator: str
    selection: Selection
    card: Card


@dataclass
class Gathered:
    """What all sections of a report write into: notes, evidence, and how many figures and tables there are."""

    notes: list[Note] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    boards: list[Board] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    labels: dict[tuple[str, str], Text] = field(default_factory=dict)
    coverage: dict[Question, str] = field(default_factory=dict)
    #: Names of labels: universes that are not complete.
    warnings: dict[str, None] = field(default_factory=dict)

    def note(self, key: str, text: str, card: str = "", command: str = "") -> int:
        """A new note, and its number. key: what is known of it later."""
        found = len(self.notes) + 1
        self.notes.append(Note(number=found, text=text, card=card, command=command))
        self.known[key] = self.known.get(key, found)
        return found

    def remark(self, text: str, command: str = "") -> int:
        """A note of its own, such as the rule of a plan; once in a report."""
        key = f"remark {text} {command}"
        return self.known.get(key) or self.note(key, text, "", command)

    def next(self, what: str) -> int:
        """The number of the next figure or table."""
        self.numbers[what] = self.numbers.get(what, 0) + 1
        return self.numbers[what]
