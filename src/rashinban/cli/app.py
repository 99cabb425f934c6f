"""The command `rashinban` and its groups; the commands register themselves by being imported."""

from __future__ import annotations

import typer

app = typer.Typer(
    name="rashinban",
    help="Evidence for science, technology and innovation: from raw records to a figure that can be rebuilt.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Help in plain text: reading Markdown for it costs a third of the start.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
areas_app = typer.Typer(help="Technology areas: list, look at, test their definitions.", no_args_is_help=True)
reference_app = typer.Typer(help="World reference of citations: build it from a full snapshot.", no_args_is_help=True)
release_app = typer.Typer(help="Releases: list, compare, prune.", no_args_is_help=True)
app.add_typer(areas_app, name="areas")
app.add_typer(reference_app, name="reference")
app.add_typer(release_app, name="release")
