"""Commands of the notebook of forecasts: write one down, change it, say what came of it, and see how good they were."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, Literal

import typer

from rashinban.cli.app import app
from rashinban.cli.options import BaseOption, FormatOption, LanguageOption, existing_base_of, moment, print_rows

forecast_app = typer.Typer(help="Forecasts: add, change, resolve, list, and score them.", no_args_is_help=True)
app.add_typer(forecast_app, name="forecast")

TextOrJson = Annotated[Literal["table", "json"], typer.Option("--format", help="table is for the terminal.")]
IdArgument = Annotated[str, typer.Argument(help="The forecast's id: small letters, digits and hyphens.")]
ByOption = Annotated[str, typer.Option("--by", help="Who says so: a person or a group.")]
ProbabilityOption = Annotated[
    float | None, typer.Option("--probability", help="That it will come true, from 0 to 1: 0.7 for 70 %.")
]
QuantileOption = Annotated[
    list[str],
    typer.Option("--quantile", help="LEVEL=VALUE of a number: 0.9=12 for `12 or less with 90 %`. Repeatable."),
]
NoteOption = Annotated[str | None, typer.Option("--note", help="Why.")]
TagOption = Annotated[str | None, typer.Option("--tag", help="Only those under this tag.")]
AsOfOption = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Day to see them from; else today.")
]


@forecast_app.command("add")
def forecast_add(
    forecast_id: IdArgument,
    by: ByOption,
    resolves_on: Annotated[
        datetime, typer.Option("--resolves-on", formats=["%Y-%m-%d"], help="Day on which it will be known.")
    ],
    en: Annotated[str | None, typer.Option("--en", help="The statement in English.")] = None,
    ja: Annotated[str | None, typer.Option("--ja", help="The statement in Japanese.")] = None,
    probability: ProbabilityOption = None,
    quantile: QuantileOption = [],  # noqa: B006 (typer reads the default once)
    unit: Annotated[str | None, typer.Option("--unit", help="Unit of the number that quantiles are of.")] = None,
    criterion_en: Annotated[str | None, typer.Option("--criterion-en", help="How it will be known, English.")] = None,
    criterion_ja: Annotated[str | None, typer.Option("--criterion-ja", help="How it will be known, Japanese.")] = None,
    tag: Annotated[list[str], typer.Option("--tag", help="A word to find it under. Repeatable.")] = [],  # noqa: B006
    note: NoteOption = None,
    made_on: Annotated[
        datetime | None,
        typer.Option("--made-on", formats=["%Y-%m-%d"], help="Day on which it was made; else today."),
    ] = None,
    base: BaseOption = None,
) -> None:
    """Write a forecast down: a statement, a day, and a probability or quantiles.

    Example: rashinban forecast add fusion-2035 --en "A fusion plant feeds a grid" --by "Energy group"
    --resolves-on 2035-12-31 --probability 0.1
    """
    from rashinban.measure.foresight.keep import add

    now = moment()
    made = {
        "statement": _statement(en, ja) or {},
        "resolves_on": resolves_on.date().isoformat(),
        "criterion": _statement(criterion_en, criterion_ja),
        "unit": unit,
        "tags": tag,
        "expected": _expected(by, made_on or now, probability, quantile, note),
    }
    found = add(existing_base_of(base), forecast_id, made, now=now)
    typer.echo(f"{found.id}: made on {found.made.expected.on}, resolves on {found.made.resolves_on}")


@forecast_app.command("update")
def forecast_update(
    forecast_id: IdArgument,
    by: ByOption,
    probability: ProbabilityOption = None,
    quantile: QuantileOption = [],  # noqa: B006 (typer reads the default once)
    note: NoteOption = None,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day of the change of mind; else today.")
    ] = None,
    base: BaseOption = None,
) -> None:
    """Change a forecast from a day on; what was said before stays.

    Example: rashinban forecast update fusion-2035 --by "Energy group" --probability 0.2 --note "first plasma"
    """
    from rashinban.measure.foresight.keep import update

    now = moment()
    found = update(
        existing_base_of(base), forecast_id, _expected(by, on or now, probability, quantile, note), now=now
    )  # fmt: skip
    typer.echo(f"{found.id}: changed on {found.expectations[-1].on}, {len(found.expectations)} entries")


@forecast_app.command("resolve")
def forecast_resolve(
    forecast_id: IdArgument,
    by: ByOption,
    source: Annotated[str, typer.Option("--source", help="What shows it: a document, an address, a card's id.")],
    outcome: Annotated[
        Literal["yes", "no", "void"] | None, typer.Option("--outcome", help="Of an event; void: cannot be told.")
    ] = None,
    value: Annotated[float | None, typer.Option("--value", help="Of a number.")] = None,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day on which it became known; else today.")
    ] = None,
    correct: Annotated[
        bool, typer.Option("--correct", help="Put another outcome in the place of one; that is kept.")
    ] = False,
    base: BaseOption = None,
) -> None:
    """Say what came of a forecast, and what shows it.

    Example: rashinban forecast resolve fusion-2035 --by "Energy group" --outcome no --source "IEA report of 2036"
    """
    from rashinban.errors import UsageError
    from rashinban.measure.foresight.keep import resolve

    if (outcome is None) == (value is None):
        raise UsageError("give --outcome yes, no or void; or, where a number was forecast, --value")
    now = moment()
    found = resolve(
        existing_base_of(base),
        forecast_id,
        {
            "on": (on or now).date().isoformat(),
            "by": by,
            "source": source,
            "happened": None if outcome in (None, "void") else outcome == "yes",
            "value": value,
        },
        correct=correct,
        now=now,
    )
    late = "; written down after the fact: it is scored only --with-late" if found.late() else ""
    typer.echo(f"{found.id}: resolved{late}")


@forecast_app.command("list")
def forecast_list(
    state: Annotated[
        Literal["open", "overdue", "resolved", "void"] | None,
        typer.Option("--state", help="Only those: overdue ones are due and have no outcome."),
    ] = None,
    tag: TagOption = None,
    as_of: AsOfOption = None,
    language: LanguageOption = "en",
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """Every forecast as it stands, the overdue ones first; beside each what came of earlier ones like it.

    Example: rashinban forecast list --state overdue
    """
    import pyarrow as pa

    from rashinban.access.foresight import forecast_list as run
    from rashinban.access.foresight import row
    from rashinban.measure.foresight.keep import forecasts
    from rashinban.measure.foresight.notebook import score

    day = (as_of or moment()).date()
    known = forecasts(existing_base_of(base))
    record = score(known, as_of=day)
    rows = [row(one, record, language) for one in run(known, as_of=day, state=state, tag=tag)]
    if not rows:
        typer.echo("no forecast; `rashinban forecast add --help` says how to write one down", err=True)
        return
    print_rows(pa.Table.from_pylist(rows), format)


@forecast_app.command("score")
def forecast_score(
    which: Annotated[
        Literal["first", "last"], typer.Option("--which", help="The forecast as first made, or as last changed.")
    ] = "last",
    tag: TagOption = None,
    with_late: Annotated[
        bool, typer.Option("--with-late", help="With those that were written down after the fact.")
    ] = False,
    as_of: AsOfOption = None,
    language: LanguageOption = "en",
    base: BaseOption = None,
    format: TextOrJson = "table",
) -> None:
    """How good the resolved forecasts were: Brier score, its parts, calibration. People are not scored.

    Example: rashinban forecast score --tag fusion
    """
    from rashinban.access.foresight import score_lines
    from rashinban.measure.foresight.keep import forecasts
    from rashinban.measure.foresight.notebook import score

    day = (as_of or moment()).date()
    found = score(forecasts(existing_base_of(base)), as_of=day, which=which, tag=tag, late=with_late)
    if format == "json":
        typer.echo(json.dumps(found.fields(), ensure_ascii=False, indent=1, allow_nan=False))
        return
    for line in score_lines(found, language):
        typer.echo(line)


def _expected(
    by: str, on: datetime, probability: float | None, quantile: list[str], note: str | None
) -> dict[str, Any]:
    from rashinban.errors import UsageError

    if probability is not None and not 0 <= probability <= 1:
        raise UsageError(f"--probability {probability:g}: it is from 0 to 1; write 0.7 for 70 %")
    quantiles: dict[str, float] = {}
    for given in quantile:
        level, separator, value = given.partition("=")
        try:
            quantiles[level] = float(value)
        except ValueError:
            separator = ""
        if not separator:
            raise UsageError(f"--quantile {given!r}: write LEVEL=VALUE, for example 0.9=12")
    return {
        "on": on.date().isoformat(),
        "by": by,
        "probability": probability,
        "quantiles": quantiles or None,
        "note": note,
    }


def _statement(en: str | None, ja: str | None) -> dict[str, str] | None:
    return {word: text for word, text in (("en", en), ("ja", ja)) if text} or None
