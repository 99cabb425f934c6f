"""An entity is a character written by name, `&alpha;`; documents leave the names to a DTD, which is never loaded.

The names are those of the ISO sets of ISO 8879 and ISO/TR 9573-13, on which the DTDs of patents and journals build:
Python's list of HTML has them, except for the second Greek alphabet (ISOgrk1), which is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.entities import html5

_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9.]*);")
#: What XML itself declares.
_XML = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))

#: Of each letter its name in ISOgrk1 before `gr`: `&thgr;` is θ, `&THgr;` Θ.
_GREEK = {
    **dict(zip("αβγδεζικλμνξοπρστυ", "abgdeziklmnxoprstu", strict=True)),
    "η": "ee",
    "θ": "th",
    "φ": "ph",
    "χ": "kh",
    "ψ": "ps",
    "ω": "oh",
}
_ISOGRK1 = {
    "sfgr": "ς",
    **{f"{name}gr": letter for letter, name in _GREEK.items()},
    **{f"{name.upper()}gr": letter.upper() for letter, name in _GREEK.items()},
}


def declared(document: bytes) -> tuple[bytes, Iterable[str]]:
    """The UTF-8 document with its named characters written out, and the names that nobody knows, left as text.

    `a &Aacute; &thgr; &amp; &foo;` -> `a Á θ &amp; &amp;foo;`, with `foo`.
    """
    unknown: dict[str, None] = {}

    def character(found: re.Match[bytes]) -> bytes:
        if found[1] in _XML:
            return found[0]
        name = found[1].decode("ascii")
        text = _ISOGRK1.get(name) or html5.get(f"{name};")
        if text is None:
            unknown[name] = None
            return b"&amp;" + found[1] + b";"
        return text.encode().replace(b"&", b"&amp;").replace(b"<", b"&lt;")

    return _NAMED.sub(character, document), unknown
