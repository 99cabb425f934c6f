"""Each command is one word of the chain; it reads its options, calls the function of the same name, prints."""

from __future__ import annotations

import typer

# The order of these is the order of `--help`: the chain first.
from rashinban.cli import chain  # isort: skip
from rashinban.cli import answers  # isort: skip
from rashinban.cli import record  # isort: skip
from rashinban.cli import search  # isort: skip
from rashinban.cli import export  # isort: skip
from rashinban.cli import serve  # isort: skip
from rashinban.cli import strategy  # isort: skip
from rashinban.cli import plan  # isort: skip
from rashinban.cli import report  # isort: skip
from rashinban.cli import programme  # isort: skip
from rashinban.cli import overlap  # isort: skip
from rashinban.cli import logic_model  # isort: skip
from rashinban.cli import forecast  # isort: skip
from rashinban.cli import delphi  # isort: skip
from rashinban.cli import dialogue  # isort: skip
from rashinban.cli import keeping, worlds  # isort: skip
from rashinban.cli.app import app
from rashinban.errors import RashinbanError

__all__ = [
    "answers",
    "app",
    "chain",
    "delphi",
    "dialogue",
    "export",
    "forecast",
    "keeping",
    "logic_model",
    "main",
    "overlap",
    "plan",
    "programme",
    "record",
    "report",
    "search",
    "serve",
    "strategy",
    "worlds",
]


def main() -> None:
    """Run a command; bad news is one line on stderr and an exit code of 1 (data) or 2 (usage)."""
    try:
        app(standalone_mode=True)
    except RashinbanError as error:
        typer.echo(f"rashinban: {error}", err=True)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        raise SystemExit(0) from None
    except OSError as error:
        # Files are ours or the user's: whichever it is, the system's word and the name say what to mend.
        typer.echo(f"rashinban: {error.filename or 'a file'}: {error.strerror or error}", err=True)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        typer.echo("rashinban: stopped; run the same command again to go on", err=True)
        raise SystemExit(130) from None
