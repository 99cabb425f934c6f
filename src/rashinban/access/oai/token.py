"""Each resumption token is a place in a list: what was asked, of which tenure, and the last key that was told.

It holds everything, so nothing is kept between requests and a restart loses no list. It names the tenure in which
the list began: a list is of one release from its first page to its last, whatever is published meanwhile.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

import msgspec

from rashinban.access.oai.refusals import Refusal


class Place(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """verb, prefix, set, from, until as asked (empty text where not); after: the last key of the page before.

    told: how many were told on the pages before (the protocol's cursor); size: how many the whole list has.
    """

    verb: str
    prefix: str
    set_spec: str
    since: str
    until: str
    release: str
    tenure: int
    after: str
    told: int
    size: int


def write_token(place: Place) -> str:
    """The place in characters that need no escape in a URL, with a checksum."""
    data = msgspec.json.encode(place)
    return f"{base64.urlsafe_b64encode(data).decode('ascii').rstrip('=')}.{_checksum(data)}"


def read_token(token: str, verb: str) -> Place:
    """The place that a token names; a token that we did not write, or wrote for another verb, is refused."""
    text, _, checksum = token.partition(".")
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        if checksum != _checksum(data):
            raise ValueError("checksum")
        place = msgspec.json.decode(data, type=Place)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise Refusal(
            "badResumptionToken",
            "this resumptionToken was not issued here, or was cut on its way; begin the list again",
            "この resumptionToken はここで発行されたものではないか、途中で欠けている。最初から取得し直す",
        ) from None
    if place.verb != verb:
        raise Refusal(
            "badResumptionToken",
            f"this resumptionToken continues {place.verb}, not {verb}",
            f"この resumptionToken は {place.verb} の続きであり、{verb} には使えない",
        )
    return place


def _checksum(data: bytes) -> str:
    return hashlib.blake2s(data, digest_size=6).hexdigest()
