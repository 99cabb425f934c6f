"""Each asking is a report while it is made: its base and selection, and the notes that its numbers gather."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rashinban.access.api import Base
from rashinban.access.card import Card
from rashinban.access.card_id import write_card_id
from rashinban.access.cards import subject
from rashinban.access.labels import labels
from rashinban.access.pages.wordbook import word
from rashinban.access.reports.gathered import Asked, Gathered
from rashinban.access.reports.model import Evidence
from rashinban.access.reports.numbering import reference
from rashinban.access.reports.spec import SectionSpec
from rashinban.access.reports.template import filled
from rashinban.access.selection import Selection
from rashinban.access.serialisers.display import Language, number
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import say
from rashinban.access.sources import complete_universe
from rashinban.access.wording import COUNTED as COUNTED_WORDS
from rashinban.access.wording import year_text
from rashinban.catalog import IndicatorMeta, indicator
from rashinban.errors import UsageError
from rashinban.measure.answer import Answer, Measured
from rashinban.measure.counted import COUNTED
from rashinban.measure.coverage import coverage
from rashinban.measure.question import WITHOUT, Question, ask, known_keys, record_of
from rashinban.schema.text import Text


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One report while it is made. selection: its filters, of the release of `base`. words: what braces stand for."""

    base: Base
    language: Language
    selection: Selection
    day: date
    plan: str | None = None
    since: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    gathered: Gathered = field(default_factory=Gathered)

    def say(self, text: Text) -> str:
        return say(text, self.language)

    def word(self, name: str, *, otherwise: str | None = None, **values: object) -> str:
        return word(name, self.language, otherwise=otherwise, **values)

    def counted(self, record: str) -> str:
        """What is counted, in a word: works, awards."""
        return next(self.say(text) for name, text in COUNTED_WORDS.items() if name == record)

    def label(self, name: str) -> str:
        return label(name, self.language)

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences one after the other; Japanese has no space between them."""
        return ("" if self.language == "ja" else " ").join(filter(None, sentences))

    def title(self, name: str) -> str:
        """What an indicator is called."""
        return self.say(indicator(name).meta.title)

    def head(self, name: str) -> str:
        """What an indicator is called at the head of a column."""
        return word(f"head_{name}", self.language, otherwise=self.title(name))

    def number(self, value: float | None, display: str) -> str:
        return number(value, display, self.language)

    def within(self, spec: SectionSpec) -> Asking:
        """The report as one section asks: without the filters that it leaves out, with those that it adds."""
        for key in spec.without:
            if key not in self.selection.where:
                raise UsageError(f"section {spec.show}: without {key}: the report has no such filter to leave out")
        asked = self.having({**dict.fromkeys(spec.without), **self.dated(spec.where)})
        if spec.counting is None:
            return asked
        return replace(asked, selection=asked.selection.opting(counting=spec.counting))

    def having(self, where: Mapping[str, str | None]) -> Asking:
        """The report with other filters; None takes one away. Braces in texts follow."""
        selection = self.selection.having(**dict(where))
        return replace(self, selection=selection, words={**self.words, **self._names(selection)})

    def dated(self, where: Mapping[str, str]) -> dict[str, str]:
        """Filters with `{as_of}` as the day of the release's data."""
        as_of = str(self.base.about["as_of"])[:10]
        return {key: value.replace("{as_of}", as_of) for key, value in where.items()}

    def _names(self, selection: Selection) -> dict[str, str]:
        found = {}
        for key, value in selection.where.items():
            record = next((one for one in COUNTED if key.removesuffix(WITHOUT) in known_keys(one)), "works")
            item = ask((), {key: value}, record=record).where[0]
            if item.without:
                continue
            if item.values:
                found[item.key] = ", ".join(self.names(item.key, item.values).values())
            else:
                found[item.key] = self.say(year_text(item)) if item.key == "year" else item.text().partition("=")[2]
        return found

    def fill(self, text: Text | None) -> str:
        """A text of the template in the report's language, with its braces filled."""
        if text is None:
            return ""
        try:
            return filled(self.say(text).strip(), self.words)
        except KeyError as error:
            key = error.args[0]
            raise UsageError(
                f"the template says {{{key}}}, and nothing gives it; add --where {key}=... or a default"
            ) from None

    def names(self, key: str, values: Iterable[object]) -> dict[str, str]:
        """The names of values of a key."""
        wanted = [str(value) for value in values if value is not None]
        known = self.gathered.labels
        new = [value for value in wanted if (key, value) not in known]
        if new:
            known.update({(key, value): name for value, name in labels(self.base.session, key, new).items()})
        return {value: self.say(known[key, value]) for value in wanted}

    def question(self, name: str, selection: Selection | None = None) -> Question:
        """The question of one number of an indicator: the filters of the section, or others."""
        asked = selection or self.selection
        options: dict[str, Any] = dict(asked.options)
        return ask((), asked.where, record=record_of([name]), **options)

    def show(self, names: Sequence[str], by: Sequence[str], *, without: Sequence[str] = ()) -> Answer:
        """Indicators by keys, as this section asks."""
        selection = self.selection.having(**dict.fromkeys(without))
        options: dict[str, Any] = dict(selection.options)
        return self.base.show(names, by, selection.where, **options)

    def command(self, names: Sequence[str], by: Sequence[str], *, without: Sequence[str] = ()) -> str:
        """The command that prints the same table."""
        selection = self.selection.having(**dict.fromkeys(without))
        return selection.command("show", ",".join(names), "--by", ",".join(by))

    def more(self, shown: int, of: int) -> str:
        """That a table has the first rows only; empty where it has all."""
        return self.word("report_more", shown=shown, of=of) if of > shown else ""

    def subject(self, name: str, *, without: Sequence[str] = ()) -> str:
        """Of what the numbers of a figure or table are: the filters in words."""
        selection = self.selection.having(**dict.fromkeys(without))
        return self.say(subject(self.base.session, self.question(name, selection)))

    def card(self, name: str) -> tuple[Card, int]:
        """The card of one number and the note that proves it."""
        options: dict[str, Any] = dict(self.selection.options)
        card = self.base.card(name, self.selection.where, **options)
        if card.id in self.gathered.evidence and (known := self.gathered.evidence[card.id].note) is not None:
            return card, known
        seen = self.word(
            "report_seen",
            used=f"{card.coverage.works_used:,}",
            own=f"{card.coverage.works_of_unit:,}",
            records=self.counted(card.record),
        )
        text = [self._defined(name), seen, self._once(card)]
        if card.interval is None:
            text.append(self.word("report_no_interval"))
        number_of = self.gathered.note(card.id, self.joined(text), card.id, card.rebuild)
        self.gathered.asked.append(Asked(indicator=name, selection=self.selection, card=card))
        self._keep(
            name,
            card.id,
            self.say(card.subject),
            Measured(
                value=card.value,
                lower=card.interval.lower if card.interval else None,
                upper=card.interval.upper if card.interval else None,
                rank=card.rank.value if card.rank else None,
                rank_lower=card.rank.lower if card.rank else None,
                rank_upper=card.rank.upper if card.rank else None,
                works=card.coverage.works_of_unit,
            ),
            card.rebuild,
            self.covered(self.question(name)),
            number_of,
        )
        return card, number_of

    def _defined(self, name: str) -> str:
        """What an indicator means; where a note has said it, which one."""
        meta = indicator(name).meta
        title = self.say(meta.title)
        known = self.gathered.known.get(f"indicator {name}")
        if known is not None:
            return self.word("report_defined", title=title, note=reference(known))
        self.gathered.known[f"indicator {name}"] = len(self.gathered.notes) + 1
        counted = self.label(str(self.selection.options.get("counting", "fractional")))
        # An indicator that is counted in one way only is not said to be counted otherwise.
        way = counted if len(meta.counting) > 1 else self.label(meta.counting[0])
        return self.word("report_definition", title=title, text=self.say(meta.definition).strip(), counting=way)

    def _once(self, card: Card) -> str:
        """How much of the slice is seen, and by what it is measured; where a note has said it, which one."""
        here = len(self.gathered.notes) + 1
        parts = [self.covered(self.question(card.indicator)), *self._basis(card)]
        first = {part: self.gathered.known.setdefault(f"part {part}", here) for part in parts if part}
        said = [part for part, note in first.items() if note == here]
        before = sorted({note for note in first.values() if note != here})
        if before:
            notes = self.word("report_joint_notes").join(map(reference, before))
            said.append(self.word("report_covered_as", note=notes))
        return self.joined(said)

    def _basis(self, card: Card) -> Iterator[str]:
        """The definition of the technology area, where citations come from, and what they are compared with."""
        defined = card.definition
        if (area := defined.technology_area) is not None:
            name, quality = self.say(area.label), self.say(area.quality)
            yield self.word("report_area", area=name, id=area.id, version=area.version, quality=quality)
        for name, text in (("citation_source", defined.citation_source), ("reference", defined.reference)):
            if text is not None:
                yield self.label(name) + self.label("colon") + self.say(text) + self.word("report_stop")

    def notes(self, names: Sequence[str]) -> tuple[int, ...]:
        """The notes that define the indicators of a figure or a table."""
        found = []
        for name in names:
            key = f"indicator {name}"
            if key not in self.gathered.known:
                self.gathered.note(key, self._defined(name))
            found.append(self.gathered.known[key])
        return tuple(dict.fromkeys(found))

    def cells(self, names: Sequence[str], where: Mapping[str, str], seen: Mapping[str, Measured]) -> None:
        """Keep the numbers of one row of a table as evidence."""
        selection = self.selection.having(**dict(where))
        who = self.say(subject(self.base.session, self.question(names[0], selection)))
        for name in names:
            question = self.question(name, selection)
            card = write_card_id(name, question, self.base.release)
            # The indicator stands once in the command of a card.
            command = selection.command("card", name)
            one = seen.get(name)
            if one is not None and card not in self.gathered.evidence:
                self._keep(name, card, who, one, command, self.covered(self.question(name)), None)

    def _keep(
        self, name: str, card: str, subject: str, seen: Measured, command: str, covered: str, note: int | None
    ) -> None:
        meta: IndicatorMeta = indicator(name).meta
        self.gathered.evidence[card] = Evidence(
            card=card,
            indicator=name,
            title=self.say(meta.title),
            subject=subject,
            unit=self.say(meta.unit),
            display=meta.display,
            value=seen.value,
            lower=seen.lower,
            upper=seen.upper,
            rank=seen.rank,
            rank_lower=seen.rank_lower,
            rank_upper=seen.rank_upper,
            records=seen.works,
            definition=self.say(meta.definition).strip(),
            coverage=covered,
            command=command,
            note=note,
        )

    def covered(self, question: Question) -> str:
        """How much of the slice is seen, in a sentence."""
        known = self.gathered.coverage
        if question not in known:
            if not complete_universe(self.base.about, question):
                self.gathered.warnings[
                    "incomplete" if question.record == "works" else f"{question.record}_incomplete"
                ] = None
            works, shares = coverage(self.base.session, question)
            told = self.word("report_joint").join(
                f"{self.label(name)} {number(share, 'share', self.language)}" for name, share in shares.items()
            )
            counted = self.counted(question.record)
            known[question] = (
                self.word("report_covered", works=f"{works:,}", records=counted, shares=told) if works else ""
            )
        return known[question]
