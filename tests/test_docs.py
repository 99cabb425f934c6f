"""Each page of docs/ says what the code does: generated pages are current, commands parse, links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from rashinban import catalog

ROOT = Path(__file__).parents[1]
PROSE = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATE = _generator()


@pytest.mark.parametrize("name", GENERATE.pages())
def test_generated_pages_are_those_of_the_code(name: str) -> None:
    path = ROOT / "docs" / "reference" / name
    assert path.is_file(), f"{name} is missing; run `make docs`"
    assert path.read_text(encoding="utf-8") == GENERATE.pages()[name], f"{name} differs; run `make docs`"


def test_every_command_says_what_it_does_and_gives_an_example() -> None:
    for words, command in GENERATE.commands():
        assert command.help, words
        assert f"Example: rashinban {' '.join(words)}" in " ".join(command.help.split()), words
        for parameter in command.params:
            assert parameter.help, (words, parameter.name)


def test_every_unit_has_its_heading() -> None:
    pages = GENERATE.pages()
    for page, names in (
        ("indicators.md", catalog.indicators()),
        ("models.md", catalog.models()),
        ("data_sources.md", catalog.data_sources()),
        ("commands.md", [" ".join(words) for words, _ in GENERATE.commands()]),
    ):
        assert re.findall(r"^## (.+)$", pages[page], re.MULTILINE) == list(names)


def _commands_in(path: Path) -> Iterator[list[str]]:
    """The `rashinban ...` lines of a page's code blocks, as words; pipes and redirections cut off."""
    text = path.read_text(encoding="utf-8")
    for block in re.findall(r"^```(?:sh|console)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True) if line.startswith("rashinban ") else []
            end = next((i for i, word in enumerate(words) if word in ("|", ">", "&&")), len(words))
            if words[1:] and "[options]" not in words:
                yield words[1:end]


def _examples() -> list[list[str]]:
    found = [words for path in PROSE for words in _commands_in(path)]
    for words, command in GENERATE.commands():
        example = (command.help or "").partition("Example: rashinban ")[2].split("\n\n")[0].split(" > ")[0]
        found.append(shlex.split(example) or list(words))
    return found


@pytest.mark.parametrize("words", _examples(), ids=" ".join)
def test_every_command_in_the_docs_is_a_real_command(words: list[str]) -> None:
    known = dict(GENERATE.commands())
    name = next((tuple(words[:n]) for n in (2, 1) if tuple(words[:n]) in known), None)
    assert name, f"rashinban {' '.join(words)}: no such command"
    known[name].make_context(" ".join(name), words[len(name) :])


@pytest.mark.parametrize("path", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_that_exist(path: Path) -> None:
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith(("http://", "https://", "#", "mailto:")):
            assert (path.parent / target.split("#")[0]).exists(), f"{path.relative_to(ROOT)}: {target}"


def test_the_method_pages_name_every_indicator_kind() -> None:
    counting = (ROOT / "docs" / "methods" / "counting.md").read_text(encoding="utf-8")
    for kind in {unit.meta.kind for unit in catalog.indicators().values()}:
        assert f"`{kind}`" in counting
