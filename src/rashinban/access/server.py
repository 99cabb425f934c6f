"""One process that serves one base until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

import uvicorn

from rashinban.access.charts.render import start_engine
from rashinban.access.same_origin import is_loopback
from rashinban.access.serving import Serving
from rashinban.access.web import CONCURRENT, application
from rashinban.definitions.areas import areas
from rashinban.errors import RashinbanError, UsageError
from rashinban.measure.question import ask


def run(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    country: str = "JP",
    readers: int = 4,
    seconds: float = 20.0,
    admin_email: str | None = None,
    namespace: str | None = None,
    address: str | None = None,
    open_to_network: bool = False,
    keep_portfolios: bool = False,
    dialogue: bool = False,
    say: Callable[[str], None],
    ready: Callable[[str], object] = lambda address: None,
) -> None:
    """Serve until Ctrl-C. A base that is not there yet is served too: its pages say what to run.

    port: 0 takes a free one. keep_portfolios: other machines may add portfolios; this one may always. dialogue: cards
    have a form for questions. ready: told the address once it can be asked. The rest is of Serving.
    """
    ask((), {"country": country})
    if not is_loopback(host):
        if not open_to_network:
            raise UsageError(
                f"--host {host}: other machines would reach it; add --open-to-network if that is meant, "
                "or leave --host out"
            )
        say(f"warning: {host} is reached from other machines; there is no login, everybody reads everything")
    serving = Serving(
        folder,
        readers=readers,
        seconds=seconds,
        country=country,
        admin_email=admin_email,
        namespace=namespace,
        address=address,
        keeps="network" if keep_portfolios else "machine" if is_loopback(host) else None,
        dialogue=("machine" if is_loopback(host) else "network") if dialogue else None,
    )
    taken = _listen(host, port)
    name, number = taken.getsockname()[:2]
    listening = f"http://{f'[{name}]' if ':' in name else name}:{number}/"
    say(f"serving {folder} at {listening} (Ctrl-C stops)")
    ready(listening)
    Thread(target=_warm, args=(serving,), daemon=True).start()
    config = uvicorn.Config(
        application(serving),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=15,
        limit_concurrency=CONCURRENT,
    )
    try:
        uvicorn.Server(config).run(sockets=[taken])
    finally:
        serving.close()
        taken.close()


def _warm(serving: Serving) -> None:
    """What the first reader would wait for, done while nobody asks: the engine that draws, definitions, a session."""
    start_engine()
    areas()
    # A base that cannot be read is for the first page to say.
    with suppress(RashinbanError), serving.base() as base:
        base.show("p", "country")


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens before anything is said, so that the address printed is one that answers."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(2048)
    except OSError as error:
        raise RashinbanError(f"{host}:{port}: {error.strerror or error}; choose another with --port") from error
    return made
