"""Each command is one word of the chain; it reads its options, calls the function of the same name, prints."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from rashinban.errors import RashinbanError

if TYPE_CHECKING:
    from rashinban.access.api import Base

# Heavy modules are imported inside the commands that use them, so that `--help` stays quick.

app = typer.Typer(
    name="rashinban",
    help="Evidence for science, technology and innovation: from raw records to a figure that can be rebuilt.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
areas_app = typer.Typer(help="Technology areas: list, look at, test their definitions.", no_args_is_help=True)
reference_app = typer.Typer(help="World reference of citations: build it from a full snapshot.", no_args_is_help=True)
release_app = typer.Typer(help="Releases: list, compare, prune.", no_args_is_help=True)
app.add_typer(areas_app, name="areas")
app.add_typer(reference_app, name="reference")
app.add_typer(release_app, name="release")

BaseOption = Annotated[
    Path | None, typer.Option("--base", help="Folder of the base; else $RASHINBAN_BASE, else ./base.")
]
WaitOption = Annotated[float, typer.Option("--wait", help="Seconds to wait while another process holds the base.")]
FormatOption = Annotated[str, typer.Option("--format", help="table, json, csv or parquet.")]
WhereOption = Annotated[
    list[str], typer.Option("--where", help="KEY=VALUE; VALUE is one value, A|B, or a range 2018..2021. Repeatable.")
]
CountingOption = Annotated[str, typer.Option("--counting", help="fractional or full.")]
ReferenceOption = Annotated[str, typer.Option("--reference", help="openalex, local or world:FILE.")]
CitationsOption = Annotated[
    str, typer.Option("--citations", help="cited_by_count, counts_by_year, network or network_without_self.")
]
AlternativeOption = Annotated[
    str, typer.Option("--alternative", help="Definition of the technology area: standard, narrow or broad.")
]
ReleaseOption = Annotated[str | None, typer.Option("--release", help="A release's id; else the current one.")]
EngineOption = Annotated[str, typer.Option("--engine", help="duckdb or spark.")]
MasterOption = Annotated[str | None, typer.Option("--master", help="Spark master, for example spark://host:7077.")]
MemoryOption = Annotated[str | None, typer.Option("--memory", help="Memory that DuckDB may use, for example 4GB.")]
WorkersOption = Annotated[int | None, typer.Option("--workers", help="Processes; else one for each core.")]


def _base(given: Path | None) -> Path:
    from rashinban.access.api import base_folder

    return base_folder(given)


def _open(base: Path | None, release: str | None) -> Base:
    from rashinban.access.api import Base

    return Base(base, release=release)


def _print_rows(table: Any, format: str, *, objects: Any = None, displays: Mapping[str, str] | None = None) -> None:
    """Print rows in the format asked for; on a terminal a table, elsewhere the same in plain text."""
    from rashinban.access.serialisers.table import to_rich, write_rows

    if format == "table":
        from rich.console import Console

        width = None if sys.stdout.isatty() else 160
        Console(width=width).print(to_rich(objects or table.to_pylist(), displays=displays or {}))
    else:
        write_rows(table, format, sys.stdout.buffer, objects=objects)


def _progress() -> Callable[[str, str, int, int], None]:
    """A progress bar with rate and time left on a terminal; elsewhere plain lines."""
    from rashinban.access.progress import progress

    return progress()


@app.command()
def fetch(
    data_source: Annotated[str, typer.Argument(help="openalex, ror, ...; see `rashinban units`.")],
    from_: Annotated[list[Path], typer.Option("--from", help="File or folder to take in; repeatable.")] = [],  # noqa: B006
    area: Annotated[str | None, typer.Option(help="Technology area, for example jp20-09.")] = None,
    topic: Annotated[str | None, typer.Option(help="Topic id.")] = None,
    subfield: Annotated[str | None, typer.Option(help="Subfield id.")] = None,
    field: Annotated[str | None, typer.Option(help="Field id.")] = None,
    country: Annotated[str | None, typer.Option(help="Country code.")] = None,
    institution: Annotated[str | None, typer.Option(help="OpenAlex or ROR id.")] = None,
    funder: Annotated[str | None, typer.Option(help="Funder id.")] = None,
    author: Annotated[str | None, typer.Option(help="Author id.")] = None,
    years: Annotated[str | None, typer.Option(help="2015..2024, or one year.")] = None,
    types: Annotated[str | None, typer.Option(help="Work types, for example article|review.")] = None,
    entity: Annotated[str | None, typer.Option(help="works (default), authors, institutions, ...")] = None,
    ids: Annotated[Path | None, typer.Option(help="File with one id a line.")] = None,
    bucket: Annotated[bool, typer.Option("--bucket", help="From the public snapshot rather than the API.")] = False,
    since: Annotated[str | None, typer.Option(help="With --bucket: only parts updated on or after this date.")] = None,
    base: BaseOption = None,
    wait: WaitOption = 60.0,
) -> None:
    """Take in raw bytes: files you have, or a slice from a provider.

    Example: rashinban fetch openalex --area jp20-09 --years 2015..2024
    """
    from rashinban.stages.fetch import fetch as run

    selection = {
        "area": area, "topic": topic, "subfield": subfield, "field": field, "country": country,
        "institution": institution, "funder": funder, "author": author, "years": years, "types": types,
        "entity": entity, "ids": ids and tuple(ids.read_text(encoding="utf-8").split()),
        "bucket": bucket or None, "since": since,
    }  # fmt: skip
    chosen = {key: value for key, value in selection.items() if value is not None}
    from rashinban.access.progress import of_fetch

    told = of_fetch(_progress())
    report = run(_base(base), data_source, selection=chosen, from_paths=from_, wait=wait, progress=told)
    typer.echo(report.text())


@app.command()
def parse(base: BaseOption = None, workers: WorkersOption = None, wait: WaitOption = 0.0) -> None:
    """Raw bytes to rows; what cannot be taken is kept in _refused with file, line and reason.

    Example: rashinban parse --workers 2
    """
    from rashinban.engine.lock import hold
    from rashinban.stages.parse import parse as run

    with hold(_base(base), wait=wait):
        typer.echo(run(_base(base), workers=workers, progress=_stage("parse")).text())


@app.command()
def link(
    base: BaseOption = None,
    engine: EngineOption = "duckdb",
    master: MasterOption = None,
    memory: MemoryOption = None,
    wait: WaitOption = 0.0,
) -> None:
    """Rows of all sources to canonical records, and works to technology areas.

    Example: rashinban link
    """
    from rashinban.engine.lock import hold
    from rashinban.stages.link import link as run

    with hold(_base(base), wait=wait), _engine(base, engine, master, memory) as opened:
        linked = run(_base(base), engine=opened, progress=_stage("link"))
    typer.echo(f"linked {len(linked.written)} tables, {len(linked.unchanged)} unchanged; data as of {linked.as_of}")


@app.command()
def build(
    base: BaseOption = None,
    engine: EngineOption = "duckdb",
    master: MasterOption = None,
    memory: MemoryOption = None,
    wait: WaitOption = 0.0,
) -> None:
    """Canonical records to models and the standard answers of every indicator; then publish a release.

    Example: rashinban build --memory 4GB
    """
    from rashinban.engine.lock import hold
    from rashinban.stages.build import build as run
    from rashinban.stages.publish import publish

    with hold(_base(base), wait=wait), _engine(base, engine, master, memory) as opened:
        report = run(_base(base), opened, progress=lambda what: _stage("build")(what, 0, 0))
        release = publish(_base(base))
    typer.echo(f"built {len(report.made)} steps, {len(report.fresh)} fresh; release {release}")


@app.command()
def update(
    base: BaseOption = None,
    workers: WorkersOption = None,
    engine: EngineOption = "duckdb",
    master: MasterOption = None,
    memory: MemoryOption = None,
    wait: WaitOption = 0.0,
) -> None:
    """Run whatever is stale, in order: parse, link, build, publish.

    Example: rashinban update
    """
    from rashinban.stages.update import update as run

    with _engine(base, engine, master, memory) as opened:
        done = run(_base(base), opened, workers=workers, wait=wait, progress=_progress())
    typer.echo(done.parsed.text())
    typer.echo(f"release {done.release}, data as of {done.linked.as_of}")


def _engine(base: Path | None, name: str, master: str | None, memory: str | None) -> Any:
    """An engine that spills inside the base and is closed at the end."""
    from contextlib import closing

    from rashinban.engine import open_engine

    return closing(open_engine(name, memory_limit=memory, master=master, temporary=_base(base) / ".tmp"))


def _stage(name: str) -> Callable[[str, int, int], None]:
    told = _progress()
    return lambda what, done, total: told(name, what, done, total)


@app.command()
def show(
    indicators: Annotated[str, typer.Argument(help="Names with commas: p,pp_top_10,mncs; see `rashinban units`.")],
    by: Annotated[str, typer.Option("--by", help="Keys with commas: country, technology_area, year, ...")] = "",
    where: WhereOption = [],  # noqa: B006
    counting: CountingOption = "fractional",
    reference: ReferenceOption = "openalex",
    citations: CitationsOption = "cited_by_count",
    alternative: AlternativeOption = "standard",
    order_by: Annotated[str | None, typer.Option("--order-by", help="Indicator or key; -NAME turns it.")] = None,
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only the first N rows.")] = None,
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """Indicators by country, institution, technology area, year...

    Example: rashinban show p,pp_top_10 --by country --where technology_area=jp20-09 --where year=2018..2021 --top 15
    """
    with _open(base, release) as opened:
        answer = opened.show(
            indicators, by, where, top=top, order_by=order_by,
            counting=counting, reference=reference, citations=citations, alternative=alternative,
        )  # fmt: skip
        from rashinban.catalog import indicator

        displays = {name: indicator(name).meta.display for name in answer.indicators}
        _print_rows(answer.to_arrow(), format, objects=answer.objects(), displays=displays)
        for note in [*opened.caveats(answer), *answer.notes]:
            typer.echo(note, err=format != "table")


@app.command()
def card(
    indicator: Annotated[str, typer.Argument(help="One indicator.")],
    where: WhereOption = [],  # noqa: B006
    counting: CountingOption = "fractional",
    reference: ReferenceOption = "openalex",
    citations: CitationsOption = "cited_by_count",
    alternative: AlternativeOption = "standard",
    release: ReleaseOption = None,
    base: BaseOption = None,
    language: Annotated[Literal["en", "ja"], typer.Option("--language", help="en or ja.")] = "en",
    format: Annotated[
        Literal["table", "json", "html", "svg"], typer.Option("--format", help="table is for the terminal.")
    ] = "table",
) -> None:
    """One number as evidence: definition, interval, rank, coverage, records, and the command that rebuilds it.

    Example: rashinban card pp_top_10 --where country=JP --where technology_area=jp20-09 --format html > card.html
    """
    with _open(base, release) as opened:
        made = opened.card(
            indicator, where, counting=counting, reference=reference, citations=citations, alternative=alternative
        )
    if format == "json":
        typer.echo(made.json())
    elif format == "html":
        from rashinban.access.serialisers.card_html import card_html

        typer.echo(card_html(made, language))
    elif format == "svg":
        from rashinban.access.serialisers.card_svg import card_svg

        typer.echo(card_svg(made, language))
    else:
        from rich.console import Console

        from rashinban.access.serialisers.card_text import card_text

        Console(width=None if sys.stdout.isatty() else 120).print(card_text(made, language))


@app.command()
def records(
    indicator: Annotated[str, typer.Argument(help="One indicator.")],
    where: WhereOption = [],  # noqa: B006
    counting: CountingOption = "fractional",
    reference: ReferenceOption = "openalex",
    citations: CitationsOption = "cited_by_count",
    alternative: AlternativeOption = "standard",
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only the first N rows.")] = None,
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """The works behind a number, with their weights and values; the largest contribution first.

    Example: rashinban records pp_top_10 --where country=SA --format csv > works.csv
    """
    with _open(base, release) as opened:
        table = opened.records(
            indicator, where, counting=counting, reference=reference, citations=citations, alternative=alternative
        )
    _print_rows(table.slice(0, top) if top else table, format)
    if format == "table" and top and table.num_rows > top:
        typer.echo(f"{top} of {table.num_rows} works; leave out --top for all")


@app.command()
def check(base: BaseOption = None) -> None:
    """Prove the base: manifests, hashes, counts, conservation. Ends with 1 on any breach.

    Example: rashinban check
    """
    from rashinban.stages.check import check as run

    findings = run(_base(base))
    breaches = [finding for finding in findings if finding.breach]
    for finding in findings:
        typer.echo(finding.text())
    if breaches:
        raise RashinbanError(f"{len(breaches)} breaches in {_base(base)}")
    typer.echo(f"{_base(base)}: no breach")


@release_app.command("list")
def release_list(base: BaseOption = None, format: FormatOption = "table") -> None:
    """Releases, the newest first; `current` is the one that answers.

    Example: rashinban release list
    """
    import pyarrow as pa

    from rashinban.stages.release import release_list as run

    _print_rows(pa.Table.from_pylist(run(_base(base))), format)


@release_app.command("diff")
def release_diff(
    before: Annotated[str, typer.Argument(help="Release id.")],
    after: Annotated[str, typer.Argument(help="Release id.")],
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """What changed between two releases, and why: data, correction or method.

    Example: rashinban release diff 2026-01-28-1a2b3c4d 2026-02-07-5e6f7a8b
    """
    import pyarrow as pa

    from rashinban.stages.release import release_diff as run

    changed = run(_base(base), before, after)
    _print_rows(pa.Table.from_pylist(changed.rows()), format)
    for why in changed.reasons:
        typer.echo(why, err=format != "table")


@release_app.command("prune")
def release_prune(
    keep: Annotated[int, typer.Option("--keep", min=1, help="How many of the newest stay.")] = 3,
    base: BaseOption = None,
    wait: WaitOption = 0.0,
) -> None:
    """Remove old releases; the current one always stays.

    Example: rashinban release prune --keep 3
    """
    from rashinban.engine.lock import hold
    from rashinban.stages.release import prune

    with hold(_base(base), wait=wait):
        removed = prune(_base(base), keep=keep)
    typer.echo(f"removed {len(removed)} releases" + "".join(f"\n  {name}" for name in removed))


@reference_app.command("build")
def reference_build(
    to: Annotated[Path, typer.Argument(help="File to write, for example world.parquet.")],
    citations: CitationsOption = "cited_by_count",
    release: ReleaseOption = None,
    base: BaseOption = None,
) -> None:
    """Write the citation distributions of the loaded works, for use as world:FILE elsewhere.

    Example: rashinban reference build world-2026.parquet
    """
    with _open(base, release) as opened:
        works = opened.reference(to, citations=citations)
    typer.echo(f"{to}: made of {works:,} works; use it with --reference world:{to}")


@areas_app.command("list")
def areas_list(format: FormatOption = "table") -> None:
    """Every technology area with its version and measured quality.

    Example: rashinban areas list
    """
    import pyarrow as pa

    from rashinban.definitions.areas import areas

    _print_rows(
        pa.Table.from_pylist(
            [
                {
                    "id": name, "en": area.labels.en, "ja": area.labels.ja, "version": area.version,
                    "quality": "unvalidated" if area.quality is None else f"precision {area.quality.precision}",
                }
                for name, area in areas().items()
            ]
        ),
        format,
    )  # fmt: skip


@areas_app.command("test")
def areas_test(
    area: Annotated[str, typer.Argument(help="Area id, for example jp20-09.")],
    sample: Annotated[Path, typer.Argument(help="Labelled works, CSV or JSON lines; see the how-to.")],
) -> None:
    """Measure an area's precision and recall on a labelled sample.

    Example: rashinban areas test jp20-09 labelled.csv
    """
    from rashinban.stages.areas import test_area

    typer.echo(test_area(area, sample).text())


@app.command()
def units(format: FormatOption = "table") -> None:
    """Everything that can be named: indicators, keys, models, data sources.

    Example: rashinban units
    """
    import pyarrow as pa

    from rashinban import catalog
    from rashinban.measure.question import known_keys

    rows = [{"unit": "indicator", "name": n, "about": u.meta.title.en} for n, u in catalog.indicators().items()]
    rows += [{"unit": "key", "name": key, "about": "for --by and --where"} for key in known_keys()]
    rows += [{"unit": "model", "name": n, "about": u.meta.title} for n, u in catalog.models().items()]
    rows += [
        {"unit": "data source", "name": name, "about": module.DATA_SOURCE.title}
        for name, module in catalog.data_sources().items()
    ]
    _print_rows(pa.Table.from_pylist(rows), format)


@app.command()
def simulate(
    works: Annotated[int, typer.Option("--works", min=100, help="How many works.")],
    out: Annotated[Path, typer.Option("--out", help="New folder for the files and truth/.")],
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
) -> None:
    """Invent a world in the format of an OpenAlex snapshot, with the truth beside it.

    Example: rashinban simulate --works 20000 --seed 1 --out world
    """
    from rashinban.simulate import simulate as run

    typer.echo(run(works, seed, out).text())


@app.command()
def demo(
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the card at the end.")] = True,
    works: Annotated[int, typer.Option("--works", min=1000, help="How many works to invent.")] = 20_000,
    folder: Annotated[Path, typer.Option("--folder", help="Where the demo lives.")] = Path("demo"),
) -> None:
    """Invent a small world, build it, show a table and a card: under two minutes, no network.

    Example: rashinban demo --no-serve
    """
    from rashinban.access.demo import demo as run

    run(folder, works=works, open_page=serve, say=typer.echo, progress=_progress())


@app.command()
def doctor(base: BaseOption = None) -> None:
    """What this machine has: versions, engines, memory, the base.

    Example: rashinban doctor
    """
    from rashinban.access.doctor import doctor as run

    for line in run(_base(base)):
        typer.echo(line)


def main() -> None:
    """Run a command; bad news is one line on stderr and an exit code of 1 (data) or 2 (usage)."""
    try:
        app(standalone_mode=True)
    except RashinbanError as error:
        typer.echo(f"rashinban: {error}", err=True)
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        typer.echo("rashinban: stopped; run the same command again to go on", err=True)
        raise SystemExit(130) from None
    except BrokenPipeError:
        raise SystemExit(0) from None


if __name__ == "__main__":
    main()
