"""What may be written comes from a page of ours: a form that another site sends in a reader's name is refused.

There are no cookies and no log-in: whoever reaches the server may read all of it. A reader's browser reaches it in the
name of any site, so a request that writes must say the address of our own pages as its origin, and that address must
be ours (a name that another site has turned to this machine is not).
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import HTTPException

_REFUSED = "this form was not sent from a page of this server; open the page here, and send it from there"


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own, which no other machine reaches."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_origin(headers: Mapping[str, str], address: str | None, *, opened: bool) -> None:
    """Refuse (403) what comes from elsewhere. address: where readers reach the server, if that was said.

    opened: it was started to be written to by other machines; else only names of this machine are its own.
    """
    origin, host = urlsplit(headers.get("origin", "")), headers.get("host", "")
    own = {urlsplit(address).netloc} if address else {host}
    known = bool(address) or opened or is_loopback(urlsplit(f"//{host}").hostname or "")
    if not known or origin.scheme not in ("http", "https") or not origin.netloc or origin.netloc not in own:
        raise HTTPException(HTTPStatus.FORBIDDEN, _REFUSED)
