"""Commands of the chain: fetch, parse, link, build, update; and check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashinban.cli.app import app
from rashinban.cli.options import (
    BaseOption,
    EngineOption,
    MasterOption,
    MemoryOption,
    WaitOption,
    WorkersOption,
    base_of,
    engine_of,
    progress_of,
    stage_of,
)
from rashinban.cli.preview import show_preview
from rashinban.cli.words import further_paths, own_words
from rashinban.errors import BaseDamaged


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def fetch(
    context: typer.Context,
    data_source: Annotated[str, typer.Argument(help="openalex, ror, ...; see `rashinban units`.")],
    from_: Annotated[list[Path], typer.Option("--from", help="Files or folders to take in.")] = [],  # noqa: B006
    area: Annotated[str | None, typer.Option(help="Technology area, for example jp20-09.")] = None,
    topic: Annotated[str | None, typer.Option(help="Topic id.")] = None,
    subfield: Annotated[str | None, typer.Option(help="Subfield id.")] = None,
    field: Annotated[str | None, typer.Option(help="Field id.")] = None,
    domain: Annotated[str | None, typer.Option(help="Domain id.")] = None,
    country: Annotated[str | None, typer.Option(help="Country code.")] = None,
    institution: Annotated[str | None, typer.Option(help="OpenAlex or ROR id.")] = None,
    funder: Annotated[str | None, typer.Option(help="Funder id.")] = None,
    award: Annotated[str | None, typer.Option(help="Award id, or the funder's number.")] = None,
    author: Annotated[str | None, typer.Option(help="Author id or ORCID.")] = None,
    source: Annotated[str | None, typer.Option(help="Journal or repository: id or ISSN.")] = None,
    years: Annotated[str | None, typer.Option(help="2015..2024, or one year.")] = None,
    types: Annotated[str | None, typer.Option(help="Work types, for example article|review.")] = None,
    entity: Annotated[str | None, typer.Option(help="works (default), authors, institutions, ...")] = None,
    ids: Annotated[Path | None, typer.Option(help="File with one id a line.")] = None,
    bucket: Annotated[bool, typer.Option("--bucket", help="From the public snapshot rather than the API.")] = False,
    since: Annotated[str | None, typer.Option(help="With --bucket: only parts updated on or after this date.")] = None,
    mapping: Annotated[str | None, typer.Option(help="spreadsheet: name or path of the mapping.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --from: show rows, take in nothing.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Do not go on with an interrupted fetch.")] = False,
    base: BaseOption = None,
    wait: WaitOption = 60.0,
) -> None:
    """Take in raw bytes: files you have, or a slice from a provider.

    A data source may have words of its own, which are options too: --url, --set...

    Example: rashinban fetch openalex --area jp20-09 --years 2015..2024
    """
    from rashinban.stages.fetch import fetch as run

    selection = {
        "area": area, "topic": topic, "subfield": subfield, "field": field, "domain": domain, "country": country,
        "institution": institution, "funder": funder, "award": award, "author": author, "source": source,
        "years": years, "types": types,
        "entity": entity, "ids": ids and tuple(ids.read_text(encoding="utf-8").split()),
        "bucket": bucket or None, "since": since, "mapping": mapping,
    }  # fmt: skip
    chosen = {key: value for key, value in selection.items() if value is not None}
    further, left = further_paths(context.args) if from_ else ([], context.args)
    from_ = [*from_, *further]
    chosen |= own_words(data_source, left)
    if dry_run:
        show_preview(data_source, from_, chosen)
        return
    from rashinban.access.progress import of_fetch

    told = of_fetch(progress_of())
    report = run(base_of(base), data_source, selection=chosen, from_paths=from_, fresh=fresh, wait=wait, progress=told)
    typer.echo(report.text())


@app.command()
def parse(base: BaseOption = None, workers: WorkersOption = None, wait: WaitOption = 0.0) -> None:
    """Raw bytes to rows; what cannot be taken is kept in _refused with file, line and reason.

    Example: rashinban parse --workers 2
    """
    from rashinban.engine.lock import hold
    from rashinban.stages.parse import parse as run

    with hold(base_of(base), wait=wait):
        typer.echo(run(base_of(base), workers=workers, progress=stage_of("parse")).text())


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

    with hold(base_of(base), wait=wait), engine_of(base, engine, master, memory) as opened:
        linked = run(base_of(base), engine=opened, progress=stage_of("link"))
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

    with hold(base_of(base), wait=wait), engine_of(base, engine, master, memory) as opened:
        report = run(base_of(base), opened, progress=lambda what: stage_of("build")(what, 0, 0))
        release = publish(base_of(base))
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

    with engine_of(base, engine, master, memory) as opened:
        done = run(base_of(base), opened, workers=workers, wait=wait, progress=progress_of())
    typer.echo(done.parsed.text())
    typer.echo(f"release {done.release}, data as of {done.linked.as_of}")


@app.command()
def check(base: BaseOption = None) -> None:
    """Prove the base: manifests, hashes, counts, conservation, what people decided. Ends with 1 on any breach.

    Example: rashinban check
    """
    from rashinban.stages.check import check as run

    findings = run(base_of(base), progress=stage_of("check"))
    for finding in findings:
        typer.echo(f"{'BREACH' if finding.fault else 'note'}  {finding.where}: {finding.what}; {finding.mend}")
    breaches = sum(finding.fault for finding in findings)
    if breaches:
        raise BaseDamaged(f"{base_of(base)}: {breaches} breaches")
    typer.echo(f"{base_of(base)}: no breach")
