"""Each entry is one fixed text of the pages, in both languages; those of cards are in serialisers/labels.py."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rashinban.access.serialisers.display import Language
from rashinban.definitions import read_yaml


@cache
def _words() -> dict[str, dict[str, str]]:
    """Every text by name, from words/*.yml: a file for each subject; a name stands in one file only."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((files("rashinban.access.pages") / "words").iterdir(), key=lambda path: path.name):
        texts = read_yaml(path.read_text(encoding="utf-8"))
        assert isinstance(texts, dict)
        for name, text in texts.items():
            if name in found or set(text) != {"en", "ja"}:
                raise ValueError(f"{path}: {name}: give it once, in en and in ja")
            found[name] = text
    return found


def word(name: str, language: Language, /, *, otherwise: str | None = None, **values: object) -> str:
    """The text called `name` with `values` filled in; `otherwise` where there is none, else KeyError."""
    text = _words().get(name)
    if text is None:
        if otherwise is None:
            raise KeyError(f"no text is called {name!r}; write it into access/pages/words/*.yml")
        return otherwise
    return text[language].format(**values) if values else text[language]
