"""The bundle is one script: Vega with all it needs, made on this machine, for pictures that move."""

from __future__ import annotations

from functools import cache
from threading import Lock

import vl_convert

_LOCK = Lock()


def bundle() -> bytes:
    """The script (0.9 MB), made once a process; afterwards `vegaEmbed` is a name of the page.

    A page may forbid code made from text (no 'unsafe-eval') where it calls vegaEmbed with `ast: true`.
    """
    # Making it takes seconds: readers who come at the same time wait for one.
    with _LOCK:
        return _made()


@cache
def _made() -> bytes:
    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")).encode()
