"""Each document is a YAML file as plain values that know their lines, so that a mistake can be said where it stands."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from rashinban.definitions import read_yaml

Step = int | str

#: Both loaders know the lines; the one in C is ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TABBED = re.compile(r"^ *\t")


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """One mistake: the line (from 1), the place within the file in words, what is wrong and how to mend it."""

    line: int
    place: str
    text: str


class Unreadable(Exception):
    """The text is no YAML; `faults` says where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.text for fault in faults))
        self.faults = tuple(faults)


class Document:
    """The values of a YAML text and the line of each. Raises Unreadable."""

    def __init__(self, text: str) -> None:
        try:
            self._root = yaml.compose(text, Loader=_LOADER)
            repeated = tuple(_repeated(self._root))
            self.values = read_yaml(text)
        except yaml.YAMLError as error:
            raise Unreadable(list(_tabs(text)) or [_syntax(error)]) from error
        if repeated:
            raise Unreadable(repeated)

    def line(self, place: Sequence[Step]) -> int:
        """The line of a place, or of the nearest one above it that is in the file."""
        node, line = self._root, 1
        for step in place:
            found = _inner(node, step)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        return line


def _inner(node: yaml.Node | None, step: Step) -> tuple[yaml.Node, yaml.Node] | None:
    """The node whose line counts, and the one to go on from."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _tabs(text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), 1):
        if _TABBED.match(line):
            yield Fault(line=number, place="", text="is indented with a tab; YAML takes spaces only: write two for it")


def _syntax(error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    told = " ".join(str(getattr(error, "problem", None) or error).split())
    mend = "quote texts that hold `: `, ` #`, or begin with one of * & ! % @ [ {"
    return Fault(line=mark.line + 1 if mark else 1, place="", text=f"is not YAML: {told}; {mend}")


def _repeated(node: yaml.Node | None) -> Iterator[Fault]:
    """YAML takes the last of two equal keys without a word; one of them was meant otherwise."""
    if isinstance(node, yaml.MappingNode):
        seen: dict[Hashable, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                told = f"stands twice, first in line {seen[key.value]}; remove one"
                yield Fault(line=line, place=str(key.value), text=told)
            if isinstance(key, yaml.ScalarNode):
                seen.setdefault(key.value, line)
            yield from _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated(value)
