"""The command that serves a base: pages, REST and OAI-PMH on one address."""

from __future__ import annotations

from typing import Annotated

import typer

from rashinban.cli.app import app
from rashinban.cli.options import BaseOption, base_of


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    base: BaseOption = None,
    country: Annotated[str, typer.Option("--country", help="The country that pages are about.")] = "JP",
    readers: Annotated[int, typer.Option("--readers", min=1, max=64, help="Answers computed at a time.")] = 4,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="What one answer may take.")] = 20.0,
    admin_email: Annotated[
        str | None, typer.Option("--admin-email", help="Whom harvesters may write to (OAI-PMH Identify).")
    ] = None,
    namespace: Annotated[
        str | None, typer.Option("--namespace", help="Your domain, for OAI identifiers; keep it for ever.")
    ] = None,
    address: Annotated[
        str | None, typer.Option("--address", help="Where readers reach this server, if behind a proxy.")
    ] = None,
    open_to_network: Annotated[
        bool, typer.Option("--open-to-network", help="Allow an address that other machines reach.")
    ] = False,
    keep_portfolios: Annotated[
        bool, typer.Option("--keep-portfolios", help="Let readers on other machines add portfolios.")
    ] = False,
    dialogue: Annotated[
        bool, typer.Option("--dialogue", help="Take questions and corrections on cards; `dialogue publish` shows them.")
    ] = False,
) -> None:
    """Pages, search, REST (/api) and OAI-PMH (/oai) over the base, on this machine only unless told otherwise.

    Example: rashinban serve --port 8000
    """
    from rashinban.access.server import run

    run(
        base_of(base),
        host=host,
        port=port,
        country=country,
        readers=readers,
        seconds=seconds,
        admin_email=admin_email,
        namespace=namespace,
        address=address,
        open_to_network=open_to_network,
        keep_portfolios=keep_portfolios,
        dialogue=dialogue,
        say=typer.echo,
    )
