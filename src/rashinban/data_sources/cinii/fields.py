"""The fields of one JSON-LD object, taken out as they are read; what is left at the end is known to be ignored, or new.

CiNii writes one thing as a text, as an object with `@value`, as a list of either, or as lists of lists.
"""

from __future__ import annotations

from collections.abc import Mapping

from rashinban.engine.rows import Rows

#: A text and the code of its language, None where it is not stated.
Text = tuple[str, str | None]


class Fields:
    """One object; `path` is where it is, for the report of what nobody read."""

    def __init__(self, found: Mapping[str, object], path: str) -> None:
        self._left = dict(found)
        self.path = path
        self._below: list[Fields] = []

    def values(self, name: str) -> list[object]:
        """What a field holds, as one flat list without nulls; the field is read."""
        return _flat(self._left.pop(name, None))

    def texts(self, name: str) -> list[Text]:
        """The texts of a field, those of `@value` with their language."""
        found: list[Text] = []
        for value in self.values(name):
            if isinstance(value, dict):
                inner = self._under(value, name)
                language = inner.text("@language") or inner.text("language")
                found += [(text, language) for text, _ in inner.texts("@value")]
            elif isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
                found.append((str(value).strip(), None))
        return found

    def text(self, name: str) -> str | None:
        """The first text of a field."""
        return next((text for text, _ in self.texts(name)), None)

    def objects(self, name: str) -> list[Fields]:
        """The objects of a field."""
        return [self._under(value, name) for value in self.values(name) if isinstance(value, dict)]

    def groups(self, name: str) -> list[list[Text]]:
        """A list of lists: the texts of each inner list, or of each value where there are no inner lists."""
        value = self._left.pop(name, None)
        found = []
        for each in value if isinstance(value, list) else [value]:
            self._left[name] = each
            if texts := self.texts(name):
                found.append(texts)
        return found

    def identifiers(self, name: str) -> list[tuple[str, str]]:
        """Type and value of identifiers: `{"@type": "cir:DOI", "@value": ...}`, at times one level deeper."""
        found = []
        for each in self.objects(name):
            for inner in each.objects("identifier") or [each]:
                kind, value = inner.text("@type"), inner.text("@value")
                if value:
                    found.append(((kind or "other").rpartition(":")[2].rpartition("/")[2], value))
        return found

    def _under(self, value: Mapping[str, object], name: str) -> Fields:
        below = Fields(value, f"{self.path}.{name}")
        self._below.append(below)
        return below

    def notice_unread(self, rows: Rows, ignored: Mapping[str, str]) -> None:
        """Report the fields that nobody read. ignored: path -> reason; a path stands for all below it."""
        for name in self._left:
            path = f"{self.path}.{name}"
            if path not in ignored:
                rows.unknown_field(path)
        for below in self._below:
            if below.path not in ignored:
                below.notice_unread(rows, ignored)


def _flat(value: object) -> list[object]:
    if value is None:
        return []
    if isinstance(value, list):
        return [inner for each in value for inner in _flat(each)]
    return [value]
