"""Commands that make documents: a report from a template, the templates there are, a copy of one to change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from inspect import Signature, signature
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from rashinban.cli.app import app
from rashinban.cli.options import (
    AlternativeOption,
    BaseOption,
    CitationsOption,
    CountingOption,
    FormatOption,
    ReferenceOption,
    ReleaseOption,
    WhereOption,
    open_release_of,
    print_rows,
)


class _Reports(TyperGroup):
    """`rashinban report FILE.yml` is `rashinban report make FILE.yml`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["make", *args]
        return super().resolve_command(ctx, args)


report_app = typer.Typer(
    cls=_Reports,
    help="Documents with figures and footnoted cards: brief, plan, country, area, programme, institution, or your own.",
    no_args_is_help=True,
)
app.add_typer(report_app, name="report")

OverwriteOption = Annotated[bool, typer.Option("--overwrite", help="Put it in the place of a file that is there.")]


@report_app.command("make")
def report_make(
    template: Annotated[
        str, typer.Argument(help="A template's name (`rashinban report list`), or a file of your own.")
    ],
    out: Annotated[
        list[Path] | None,
        typer.Option("--out", help="File to write: .html, .pdf, .docx, .xlsx or .pptx; repeat it for several."),
    ] = None,
    where: WhereOption = [],  # noqa: B006
    plan: Annotated[
        str | None, typer.Option("--plan", help="The plan that a board is of: `rashinban plan list`.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="An earlier release: the report tells what changed since, and why.")
    ] = None,
    language: Annotated[Literal["en", "ja"], typer.Option("--language", "--lang", help="en or ja.")] = "en",
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day of the report; else today.")
    ] = None,
    counting: CountingOption = "fractional",
    reference: ReferenceOption = "openalex",
    citations: CitationsOption = "cited_by_count",
    alternative: AlternativeOption = "standard",
    overwrite: OverwriteOption = False,
    release: ReleaseOption = None,
    base: BaseOption = None,
) -> None:
    """A report from a template of your own; `make` may be left out. Without --out it is written to TEMPLATE.pdf.

    Example: rashinban report make my-brief.yml --where technology_area=jp20-09 --lang ja --out my-brief.pdf
    """
    from rashinban.access.reports.make import chosen, make
    from rashinban.access.reports.template import find_template, read_template
    from rashinban.access.reports.writers import known_format, write
    from rashinban.errors import UsageError

    read = read_template(find_template(template))
    targets = out or [Path(f"{read.template.template}.pdf")]
    for target in targets:
        known_format(target.suffix.removeprefix(".").lower())
        if target.exists() and not overwrite:
            raise UsageError(f"{target}: is there already; name another with --out, or add --overwrite")
        if not target.parent.is_dir():
            raise UsageError(f"{target}: there is no folder {target.parent}; make it first, or name another")
    selection = chosen(where, counting=counting, reference=reference, citations=citations, alternative=alternative)
    with open_release_of(base, release) as opened:
        made = make(
            opened, read, selection,
            language=language, day=(as_of or datetime.now()).date(), plan=plan, since=since, named=template,
        )  # fmt: skip
        for target in targets:
            written = write(made, target.suffix.removeprefix(".").lower())
            _save(target, written)
            typer.echo(f"{target}  {len(written):,} bytes")
            if made.pages is not None and target.suffix.lower() == ".pdf":
                _say_longer(target, written, made.pages)
    if made.simulated:
        typer.echo("SIMULATED: an invented world, no statement about any real country or institution")


def _say_longer(target: Path, written: bytes, allowed: int) -> None:
    """Say so where even the smallest text did not bring a report down to the pages that its template allows."""
    from rashinban.access.reports.writers.pdf import pages

    if (found := pages(written)) > allowed:
        told = "take a section out, or lower its `drawn` or `top`"
        typer.echo(f"{target}: has {found} pages where the template allows {allowed}; {told}", err=True)


#: The templates that come with the program, each a command of its own: what it is of, and an example.
NAMED = {
    "brief": (
        "One page on a country in a technology area.",
        "--where technology_area=jp20-09 --lang ja --out brief.pdf",
    ),
    "plan": ("A plan: whether its targets will be met, and why.", "--plan jp-basic-plan-7 --out plan.pdf"),
    "country": ("A country: strong and weak areas, fields, institutions.", "--where country=JP --out japan.docx"),
    "area": ("A technology area: who leads, and who carries it.", "--where technology_area=jp20-03 --out area.pdf"),
    "programme": ("A funding programme: awards, money, outputs.", "--where programme=kakenhi --out kakenhi.xlsx"),
    "institution": ("An institution: its areas, fields and course.", "--where institution=I60134161 --out our.pptx"),
}


def _named(name: str) -> Callable[..., None]:
    """`report make NAME` with the name given; its options are those of `make`."""

    def run(**given: Any) -> None:
        report_make(template=name, **given)

    kept = [one for one in signature(report_make, eval_str=True).parameters.values() if one.name != "template"]
    run.__signature__ = Signature(kept)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in kept}
    return run


for _name, (_about, _example) in NAMED.items():
    report_app.command(_name, help=f"{_about}\n\nExample: rashinban report {_name} {_example}")(_named(_name))


def _save(target: Path, written: bytes) -> None:
    """A file that is there whole or not at all."""
    beside = target.with_name(f".{target.name}.new")
    try:
        beside.write_bytes(written)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


@report_app.command("list")
def report_list(
    language: Annotated[Literal["en", "ja"], typer.Option("--language", "--lang", help="en or ja.")] = "en",
    format: FormatOption = "table",
) -> None:
    """The templates that come with the program, and what each must be told.

    Example: rashinban report list
    """
    import pyarrow as pa

    from rashinban.access.reports.template import read_template, shipped

    read = [read_template(path).template for path in shipped().values()]
    rows = [
        {
            "template": one.template,
            "about": getattr(one.labels, language),
            "needs": ", ".join(one.needs),
            "defaults": ", ".join(f"{key}={value}" for key, value in one.defaults.items()),
        }
        for one in read
    ]
    print_rows(pa.Table.from_pylist(rows), format)


@report_app.command("template")
def report_template(
    template: Annotated[str, typer.Argument(help="A template's name; see `rashinban report list`.")],
    out: Annotated[Path | None, typer.Option("--out", help="File to write; else TEMPLATE.yml.")] = None,
    overwrite: OverwriteOption = False,
) -> None:
    """A copy of a template, to change and then use: `rashinban report my-brief.yml ...`.

    Example: rashinban report template brief --out my-brief.yml
    """
    from rashinban.access.reports.template import shipped
    from rashinban.errors import UsageError

    if template not in shipped():
        raise UsageError(f"template {template[:80]!r} is not known; known are {', '.join(shipped())}")
    target = out or Path(f"{template}.yml")
    if target.exists() and not overwrite:
        raise UsageError(f"{target}: is there already; name another with --out, or add --overwrite")
    _save(target, shipped()[template].read_bytes())
    typer.echo(f"{target}: change it, then run `rashinban report {target}`; see docs/how-to/write-a-report.md")


@report_app.command("check")
def report_check(
    file: Annotated[Path, typer.Argument(help="A template of your own.")],
) -> None:
    """Say every mistake of a template, each with its line and the mend.

    Example: rashinban report check my-brief.yml
    """
    from rashinban.access.reports.template import read_template

    read = read_template(file)
    typer.echo(f"{file}: template {read.template.template}: {len(read.sections)} sections; no mistake")
