"""What a dry run of fetch prints: how files would be read, their first rows table by table, and what failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from rashinban.cli.options import print_rows
from rashinban.errors import UsageError


def show_preview(data_source: str, from_paths: Sequence[Path], selection: Mapping[str, object]) -> None:
    """Print the preview of files. The call is wrong without files: what a provider would send is not asked for."""
    import pyarrow as pa

    from rashinban.stages.preview import preview

    if not from_paths:
        raise UsageError("--dry-run shows files: give them with --from")
    seen = preview(data_source, from_paths, selection)
    for line in seen.described:
        typer.echo(line)
    for table, rows in seen.tables.items():
        typer.echo(f"\n{table}")
        names = list(dict.fromkeys(name for row in rows for name in row))
        print_rows(pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows]), "table")
    typer.echo(f"\n{seen.records:,} rows looked at: {seen.kept:,} kept, {seen.records - seen.kept:,} refused")
    for line in seen.failed:
        typer.echo(f"  {line}")
    typer.echo("nothing was taken in: leave out --dry-run to do so")
