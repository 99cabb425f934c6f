"""Each page of docs/reference is written from the code: tables, indicators, models, data sources, areas, commands.

python docs/generate.py            write the pages
python docs/generate.py --check    name the pages that differ, and end with 1 if there are any
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from rashinban import catalog
from rashinban.cli import app
from rashinban.definitions.area_models import AreaList
from rashinban.definitions.areas import areas
from rashinban.definitions.plan_models import Plan
from rashinban.schema import Table, tables

FOLDER = Path(__file__).parent / "reference"
_NOTE = "<!-- Written by docs/generate.py from the code; `make docs` writes it anew. -->\n\n"


def pages() -> dict[str, str]:
    """The text of every generated page by file name."""
    found = {
        "tables.md": tables_page(),
        "indicators.md": indicators_page(),
        "models.md": models_page(),
        "data_sources.md": data_sources_page(),
        "technology-areas.md": areas_page(),
        "commands.md": commands_page(),
    }
    written = {name: _NOTE + text.rstrip() + "\n" for name, text in found.items()}
    return {**written, "technology-area.schema.json": area_schema(), "plan.schema.json": plan_schema()}


def plan_schema() -> str:
    """The JSON Schema of a file of definitions/plans, for editors."""
    return json.dumps(Plan.model_json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def area_schema() -> str:
    """The JSON Schema of a file of definitions/technology_areas, for editors."""
    return json.dumps(AreaList.model_json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def tables_page() -> str:
    """Every table of the base, column by column."""
    lines = [
        "# Tables\n",
        "Every table of a base, as Parquet under `kb/<table>/`. Any program that reads Parquet can read them without "
        "Rashinban. A column that is not *required* may be null, which means not observed.\n",
        "Tables of entities also have `data_source`, `snapshot`, `part` and `line`: its place in `raw/`.\n",
        _list(f"[`{name}`](#{name}): {table.doc}" for name, table in tables().items()),
    ]
    for table in tables().values():
        lines += [f"\n## {table.name}\n", f"{table.doc}\n", _key(table)]
        lines.append(
            _grid(
                ("Column", "Type", "Required", "Meaning"),
                [
                    (
                        f"`{c.name}`",
                        c.type,
                        "yes" if c.required else "",
                        c.doc + (f" (kind: {c.kind})" if c.kind else ""),
                    )
                    for c in table.columns
                ],
            )
        )
    return "\n".join(lines)


def _key(table: Table) -> str:
    text = f"Key: {', '.join(f'`{name}`' for name in table.key)}."
    return text + ("" if table.is_entity else f" Comes with the record of [`{table.record}`](#{table.record}).") + "\n"


def indicators_page() -> str:
    """Every indicator: definition, formula, limits, sources, worked example."""
    units = catalog.indicators()
    lines = [
        "# Indicators\n",
        "Each indicator is one file in `src/rashinban/indicators/`. Its query returns records with weights; value, "
        "interval, rank and coverage follow from them ([counting](../methods/counting.md), "
        "[normalisation](../methods/normalisation.md), [intervals](../methods/intervals.md)).\n",
        _list(f"[`{name}`](#{name}): {u.meta.title.en} / {u.meta.title.ja}" for name, u in units.items()),
    ]
    for name, unit in units.items():
        meta = unit.meta
        facts = [
            ("Unit", f"{meta.unit.en} / {meta.unit.ja}"),
            ("Formula", f"`{meta.formula.en}`"),
            ("Kind", meta.kind + (f", then {meta.transform}" if meta.transform else "")),
            ("Counting", ", ".join(meta.counting)),
            ("Interval", meta.interval),
            ("Ranked", f"from {meta.minimum_works} works" if meta.ranked else "no"),
            ("Parameters", _pairs(meta.parameters)),
            ("Levels", ", ".join(f"{value} {text.en} / {text.ja}" for value, text in meta.levels.items())),
            ("Reads", ", ".join(f"`{relation}`" for relation in sorted(unit.reads))),
        ]
        lines += [
            f"\n## {name}\n",
            f"**{meta.title.en}** / **{meta.title.ja}**\n",
            f"{meta.definition.en.strip()}\n",
            f"{meta.definition.ja.strip()}\n",
            _grid(("", ""), [fact for fact in facts if fact[1]]),
            "\nWhen not to use it:\n",
            _list(limit.en for limit in meta.limits),
            "\nSources:\n",
            _list(meta.cites),
            *_examples(meta.examples),
        ]
    return "\n".join(lines)


def models_page() -> str:
    """Every derived table, in the order in which they are built."""
    units = catalog.models()
    lines = [
        "# Models\n",
        "Each model is one file in `src/rashinban/models/`: a table derived from tables and other models. "
        "Stored models are built into `kb/`; the others are made when a question needs them, with its parameters.\n",
        _list(f"[`{name}`](#{name}): {unit.meta.title}" for name, unit in units.items()),
    ]
    for name, unit in units.items():
        meta = unit.meta
        facts = [
            ("Each row is one", ", ".join(f"`{column}`" for column in meta.grain)),
            ("Stored", "yes" if meta.stored else "no"),
            ("Keys", ", ".join(f"`{key}` ({meta.axis})" for key in meta.keys)),
            ("Parameters", _pairs(meta.parameters)),
            ("Reads", ", ".join(f"`{relation}`" for relation in sorted(unit.reads))),
        ]
        lines += [
            f"\n## {name}\n",
            f"{meta.title}.\n",
            _grid(("", ""), [fact for fact in facts if fact[1]]),
            "",
            _grid(("Column", "Type", "Meaning"), [(f"`{c}`", kind, doc) for c, (kind, doc) in meta.columns.items()]),
            *(["\nSources:\n", _list(meta.cites)] if meta.cites else []),
            *_examples(meta.examples),
        ]
    return "\n".join(lines)


def data_sources_page() -> str:
    """Every provider: terms, citation, tables, what its parse is expected to yield."""
    lines = ["# Data sources\n", "Credentials are the user's own; harvested copies are not passed on.\n"]
    for name, module in catalog.data_sources().items():
        source = module.DATA_SOURCE
        facts = [
            ("Address", source.url),
            ("Licence", source.licence),
            ("Terms", source.terms),
            ("Cite", source.citation),
            ("Tables", ", ".join(f"[`{table}`](tables.md#{table})" for table in source.tables)),
        ]
        lines += [f"\n## {name}\n", f"{source.title}\n", _grid(("", ""), facts)]
        if source.expectations:
            lines += [
                "\nWhat a parse is expected to yield; `rashinban check` names what falls short:\n",
                _list(f"{e.minimum:.0%} of `{e.table}` have `{e.column}`: {e.why}" for e in source.expectations),
            ]
    return "\n".join(lines)


def areas_page() -> str:
    """Every technology area with its version and measured quality."""
    rows = [
        (
            f"`{name}`",
            area.labels.en,
            area.labels.ja,
            str(area.version),
            f"precision {area.quality.precision}, recall {area.quality.recall_pool} (n = {area.quality.n})"
            if area.quality
            else "unvalidated",
            ", ".join(f"{entry} ({relation})" for entry, relation in area.lists.items()),
        )
        for name, area in areas().items()
    ]
    return "\n".join(
        [
            "# Technology areas\n",
            "Each area is a definition in `src/rashinban/definitions/technology_areas/`, "
            "[made of phrases, topics and exclusions](../how-to/define-a-technology-area.md). An area without a "
            "labelled sample is *unvalidated*, and every card that uses it says so.\n",
            _grid(("Id", "Area", "領域", "Version", "Quality", "Lists"), rows),
        ]
    )


def commands_page() -> str:
    """Every command as its --help has it."""
    root: Any = typer.main.get_command(app)
    lines = [
        "# Commands\n",
        f"{root.help}\n",
        "Exit codes: 0 done; 1 the base or the data has a problem; 2 wrong usage.\n",
    ]
    for words, command in commands():
        text, _, example = (command.help or "").partition("Example:")
        usage = " ".join(
            ["rashinban", *words, *(_argument(p) for p in command.params if p.param_type_name == "argument")]
        )
        lines += [f"\n## {' '.join(words)}\n", _paragraph(text), "", "```", f"{usage} [options]", "```\n"]
        if example:
            lines += ["For example:\n", "```", " ".join(example.split()), "```\n"]
        rows = [(_names(p), _default(p), p.help or "") for p in command.params if not getattr(p, "hidden", False)]
        if rows:
            lines.append(_grid(("Option", "Default", "Meaning"), rows))
    return "\n".join(lines)


def commands() -> list[tuple[tuple[str, ...], Any]]:
    """Every command with the words that call it, in the order of --help."""

    def walk(words: tuple[str, ...], command: Any) -> Iterable[tuple[tuple[str, ...], Any]]:
        inner: Mapping[str, Any] | None = getattr(command, "commands", None)
        if inner is None:
            yield words, command
            return
        for name, below in inner.items():
            yield from walk((*words, name), below)

    return list(walk((), typer.main.get_command(app)))


def _argument(parameter: Any) -> str:
    name = str(parameter.name).upper()
    return name if parameter.required else f"[{name}]"


def _names(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{str(parameter.name).upper()}`"
    return ", ".join(f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts])


def _default(parameter: Any) -> str:
    if parameter.required:
        return "required"
    value = parameter.default
    return "" if value in (None, False, "", [], ()) or callable(value) else f"`{value}`"


def _examples(examples: Sequence[catalog.Example]) -> list[str]:
    lines: list[str] = []
    for number, example in enumerate(examples, start=1):
        lines.append(f"\nWorked example{f' {number}' if len(examples) > 1 else ''}: {_paragraph(example.arithmetic)}\n")
        for relation, rows in example.given.items():
            lines += [f"Given `{relation}`:\n", _rows(rows), ""]
        if example.parameters:
            lines.append(f"With {_pairs(example.parameters)}.\n")
        lines += ["The query returns:\n", _rows(example.expect)]
    return lines


def _rows(rows: Sequence[Mapping[str, object]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return _grid(names, [[_value(row.get(name)) for name in names] for row in rows]) if names else "(no rows)"


def _value(value: object) -> str:
    return "null" if value is None else "''" if value == "" else str(value)


def _pairs(values: Mapping[str, object]) -> str:
    return ", ".join(f"`{name} = {_value(value)}`" for name, value in values.items())


def _paragraph(text: str) -> str:
    return " ".join(text.split())


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {_paragraph(item)}" for item in items)


def _grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(_paragraph(cell).replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with --check compare them."""
    differing = []
    for name, text in pages().items():
        path = FOLDER / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            differing.append(name)
            if "--check" not in arguments:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    word = "differs; run `make docs`" if "--check" in arguments else "written"
    for name in differing:
        print(f"docs/reference/{name}: {word}")
    return 1 if differing and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
