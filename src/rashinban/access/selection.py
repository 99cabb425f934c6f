"""Each selection is what an address asks: filters and options in the words of the command line, and how to write them.

The same selection is written as the address of a page, of the REST interface, and as a command: a reader who has one
has all three.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from rashinban.errors import UsageError
from rashinban.measure.question import WITHOUT, Question, all_keys, ask

#: Options of a question, with the value that is meant where none is given.
OPTIONS: Mapping[str, str] = {
    "counting": "fractional",
    "reference": "openalex",
    "citations": "cited_by_count",
    "alternative": "standard",
}
#: Words that any address may carry: they choose how an answer is shown, not what is asked.
_ALWAYS = ("lang", "release")
#: Letters that one word of an address may have.
LONGEST_VALUE = 2_000


@dataclass(frozen=True, kw_only=True)
class Selection:
    """where: key -> VALUE as in `--where`; options: those that differ from OPTIONS; release: None is the current."""

    where: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    release: str | None = None

    def question(self, by: Iterable[str] = ()) -> Question:
        """The question asked; UsageError where a word is not known."""
        return ask(by, self.where, **self.options)

    def having(self, **where: str | None) -> Selection:
        """The same selection with other filters; None takes one away."""
        changed = {**self.where, **where}
        return replace(self, where={key: value for key, value in changed.items() if value})

    def opting(self, **options: str) -> Selection:
        """The same selection with other options."""
        changed = {**self.options, **options}
        return replace(self, options={key: value for key, value in changed.items() if value != OPTIONS[key]})

    def query(self, **more: str | None) -> str:
        """The selection as the query part of an address, with `?` in front where there is one."""
        parts = {**self.where, **self.options, "release": self.release, **more}
        text = urlencode({key: value for key, value in parts.items() if value}, safe="|.,:!")
        return f"?{text}" if text else ""

    def command(self, verb: str, *words: str) -> str:
        """The selection as a command: `rashinban show p --by country --where year=2018..2021`."""
        parts = ["rashinban", verb, *words]
        for key, value in sorted(self.where.items()):
            parts += ["--where", f"{key}={value}"]
        for key, value in self.options.items():
            parts += [f"--{key}", value]
        if self.release:
            parts += ["--release", self.release]
        return shlex.join(parts)


def read_selection(given: Iterable[tuple[str, str]], own: Iterable[str] = ()) -> Selection:
    """The selection of an address: `given` are its parameters, `own` the further words that this address knows.

    An unknown word, a word given twice or an empty one is refused: a misspelt filter would answer another question.
    """
    where: dict[str, str] = {}
    options: dict[str, str] = {}
    seen: dict[str, str] = {}
    keys, others = all_keys(), {*own, *_ALWAYS}
    for word, value in given:
        if word in seen:
            hint = f"; write {word}=A|B" if word.removesuffix(WITHOUT) in keys else ""
            raise UsageError(f"{word} is given twice{hint}")
        seen[word] = value
        if len(value) > LONGEST_VALUE:
            raise UsageError(f"{word}: longer than {LONGEST_VALUE:,} characters")
        if word in others:
            continue
        # An empty field of a form is a field that nobody filled in.
        if word in OPTIONS:
            if value and value != OPTIONS[word]:
                options[word] = value
        elif word.removesuffix(WITHOUT) in keys:
            if value:
                where[word] = value
        else:
            known = ", ".join(sorted({*keys, *OPTIONS, *others}))
            raise UsageError(f"parameter {word[:80]!r} is not known here; known are {known}")
    no_files(options)
    return Selection(where=where, options=options, release=seen.get("release") or None)


def no_files(options: Mapping[str, str]) -> None:
    """Refuse options that name a file: a reader of a served base may not have files of that machine opened."""
    if options.get("reference", "").startswith("world:"):
        raise UsageError("reference world:FILE is for the command line; here it is openalex or local")
