"""Commands of logic models: which there are, one with its numbers, whether a file is one, and adding it to a base."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from rashinban.cli.app import app
from rashinban.cli.options import (
    BaseOption,
    FormatOption,
    LanguageOption,
    ReleaseOption,
    WaitOption,
    base_of,
    existing_base_of,
    open_release_of,
    print_rows,
)

logic_model_app = typer.Typer(
    help="Logic models: from what is put in to what is hoped for, and which steps have evidence.", no_args_is_help=True
)
app.add_typer(logic_model_app, name="logic-model")


@logic_model_app.command("list")
def logic_model_list(language: LanguageOption = "en", base: BaseOption = None, format: FormatOption = "table") -> None:
    """Every model with how many of its arrows name no evidence: those of the program, and those of the base.

    Example: rashinban logic-model list
    """
    import pyarrow as pa

    from rashinban.access.logic_models import logic_model_list as run
    from rashinban.measure.own_logic_models import own_logic_models

    print_rows(pa.Table.from_pylist(run(own_logic_models(base_of(base)), language)), format)


@logic_model_app.command("show")
def logic_model_show(
    model: Annotated[str, typer.Argument(help="A model's id; see `rashinban logic-model list`. Or a file of one.")],
    language: LanguageOption = "en",
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: Annotated[Literal["table", "json", "svg"], typer.Option("--format", help="table, json or svg.")] = "table",
) -> None:
    """A model: its nodes with their sources, and its arrows with the numbers that the base has for them, or none.

    Example: rashinban logic-model show forest
    """
    from rashinban.access.logic_models import fields, tree
    from rashinban.access.logic_models import logic_model_show as run
    from rashinban.access.logic_models_drawn import drawn
    from rashinban.measure.logic_models import check_logic_model
    from rashinban.measure.own_logic_models import known_logic_model
    from rashinban.measure.plans.keep import own_library

    path, folder = Path(model), base_of(base)
    of_file = path.suffix in (".yml", ".yaml")
    defined = check_logic_model(path, own_library(folder)) if of_file else known_logic_model(folder, model)
    with open_release_of(base, release) as opened:
        found = run(opened, defined)
        if format == "json":
            typer.echo(json.dumps(fields(opened, found), ensure_ascii=False, indent=1, allow_nan=False))
        elif format == "svg":
            typer.echo(drawn(found, language))
        else:
            for line in tree(opened, found, language):
                typer.echo(line)


@logic_model_app.command("check")
def logic_model_check(
    file: Annotated[Path, typer.Argument(help="A logic model in YAML.")], base: BaseOption = None
) -> None:
    """Whether a file is a logic model; every mistake with its line and what to write instead.

    Example: rashinban logic-model check our-programme.yml
    """
    from rashinban.definitions.logic_models import facts
    from rashinban.measure.logic_models import check_logic_model
    from rashinban.measure.plans.keep import own_library

    model = check_logic_model(file, own_library(base_of(base)))
    bare = sum(not arrow.evidence for arrow in model.arrows)
    unsourced = sum(not fact.sourced for fact in facts(model))
    typer.echo(
        f"{file}: logic model {model.model}: {len(model.nodes)} nodes, {len(model.arrows)} arrows, "
        f"{bare} without evidence, {unsourced} statements without a source; no mistake"
    )


@logic_model_app.command("add")
def logic_model_add(
    file: Annotated[Path, typer.Argument(help="A logic model in YAML.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of the base's model of this id.")] = False,
    base: BaseOption = None,
    wait: WaitOption = 0.0,
) -> None:
    """Check a logic model and copy it into decisions/logic_models of the base.

    Example: rashinban logic-model add our-programme.yml
    """
    from rashinban.measure.own_logic_models import add_logic_model

    kept = add_logic_model(existing_base_of(base), file, replace=replace, wait=wait)
    before = f"; the earlier text is {kept.before}" if kept.before else ""
    typer.echo(f"{kept.path}: logic model {kept.model.model}{before}")
