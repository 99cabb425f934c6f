"""A licence is a word as OpenAlex writes it, `cc-by-nc`, where it is one of Creative Commons; else as it was given."""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(?:licenses/(?P<terms>[a-z-]+)|publicdomain/(?P<domain>zero|mark))\b.*",
    re.I | re.A,
)
_SPDX = re.compile(r"(?:https?://spdx\.org/licenses/)?(?:(?P<terms>CC-BY[A-Z-]*)-\d.*|CC0-1\.0)", re.A)


def licence_word(address: str) -> str:
    """`https://creativecommons.org/licenses/by-nc/4.0/deed.en` -> `cc-by-nc`; other addresses stay as they are.

    SPDX names them otherwise: `https://spdx.org/licenses/CC-BY-NC-4.0` -> `cc-by-nc`, `CC0-1.0` -> `cc0`.
    """
    text = address.strip()
    if found := _CREATIVE_COMMONS.fullmatch(text):
        if found["terms"]:
            return f"cc-{found['terms'].lower()}"
        return "cc0" if found["domain"].lower() == "zero" else "public-domain"
    if found := _SPDX.fullmatch(text):
        return found["terms"].lower() if found["terms"] else "cc0"
    return text
