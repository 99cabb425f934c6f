"""A symbol is one place of a classification of patents, written without blanks: H01M10/0562, 4E168AE01, 426/231."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date as Date
from functools import lru_cache

from rashinban.errors import Refused

_BLANKS = re.compile(r"\s+")
_GROUP = re.compile(r"([A-HY]\d{2}[A-Z])\s*0*(\d{1,4})\s*/\s*(\d{1,6})", re.A)
_SUBCLASS = re.compile(r"[A-HY]\d{2}[A-Z]?", re.A)
#: A main group of three digits without its slash, `A61K0314402`; the edition of 2006 and later has four.
_COMPACT = re.compile(r"([A-HY]\d{2}[A-Z])(\d{3})(\d{2,})", re.A)
_ST8 = re.compile(
    r"(?P<symbol>[A-HY]\d{2}[A-Z]\s*\d{1,4}\s*/\s*\d{1,6})\s*"
    r"(?:\(?(?P<version>\d{8}|\d{4}\.\d{2})\)?)?\s*"
    r"(?P<level>[ACS])?\s*(?P<position>[FL])?\s*(?P<value>[INA])?(?:\d{8}[A-Z]*)?",
    re.A,
)
_FI = re.compile(r"([A-HY]\d{2}[A-Z])\s*(\d{1,4})\s*/\s*(\d{1,6})(?:[\s,]*(\d{3}))?\s*([A-Z@])?(?:\s*[A-Z]{3})?", re.A)
_F_TERM = re.compile(r"\d[A-Z]\d{3}[A-Z]{2}\d{2}", re.A)
_LOCARNO = re.compile(r"(?:LOC\s*\(\d+\)\s*CL\.?\s*)?(\d{2})\s*[-.]?\s*(\d{2})", re.A)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()


@lru_cache(maxsize=1 << 15)
def ipc(text: str) -> str:
    """A symbol of IPC or CPC: `H01M 10/0562` -> `H01M10/0562`, `A61K0314402` -> `A61K31/4402`, `C07C` as it is."""
    value = _folded(text)
    if found := _GROUP.fullmatch(value):
        return f"{found[1]}{found[2]}/{found[3]}"
    if found := _COMPACT.fullmatch(value):
        return f"{found[1]}{int(found[2])}/{found[3]}"
    if _SUBCLASS.fullmatch(value):
        return value
    raise Refused("not a symbol of IPC or CPC (H01M 10/0562)", found=text)


cpc = ipc


@dataclass(frozen=True, kw_only=True)
class Ipc:
    """A symbol of the IPC as WIPO ST.8 prints it. `version` is ISO 8601; None: not stated."""

    symbol: str
    version: str | None
    is_first: bool | None
    is_inventive: bool | None


@lru_cache(maxsize=1 << 15)
def ipc_printed(text: str) -> Ipc:
    """A symbol with its version and marks: `H01L  21/301       20060101AFI20210219BHJP`, `C10L   1/    00   A I`.

    F first and L later, I inventive and A additional (N, not inventive, before 2006).
    """
    value = _folded(text)
    found = _ST8.fullmatch(value)
    if not found:
        return Ipc(symbol=ipc(text), version=None, is_first=None, is_inventive=None)
    marks = found["position"], found["value"]
    return Ipc(
        symbol=ipc(found["symbol"]),
        version=version(found["version"]) if found["version"] else None,
        is_first=marks[0] == "F" if marks[0] else None,
        is_inventive=marks[1] == "I" if marks[1] else None,
    )


@lru_cache(maxsize=4096)
def version(text: str) -> str:
    """The version of a scheme in ISO 8601: `20060101` -> `2006-01-01`, `2006.01` -> `2006-01-01`."""
    digits = re.sub(r"[.\-]", "", text.strip())
    if len(digits) == 6:
        digits += "01"
    try:
        if len(digits) == 8:
            return Date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        pass
    raise Refused("not a version (20060101, 2006.01)", found=text)


@lru_cache(maxsize=1 << 15)
def fi(text: str) -> str:
    """A symbol of the Japanese FI, its three digits behind a comma: `H01L21/304 601Z` -> `H01L21/304,601Z`.

    The letter of the file discrimination follows: `H01L21/78 M` -> `H01L21/78M`. A facet behind them is left out.
    """
    found = _FI.fullmatch(_folded(text))
    if not found:
        raise Refused("not a symbol of FI (H01L21/78 M)", found=text)
    return f"{found[1]}{int(found[2])}/{found[3]}{',' + found[4] if found[4] else ''}{found[5] or ''}"


def f_term(text: str) -> str:
    """A Japanese F-term: theme of five and term of four characters, `4E168AE01`; a letter behind it is left out."""
    value = _BLANKS.sub("", _folded(text))
    if len(value) in (10, 11):
        value = value[:9]
    if not _F_TERM.fullmatch(value):
        raise Refused("not an F-term (4E168AE01)", found=text)
    return value


def locarno(text: str) -> str:
    """A class of designs: `0201` -> `02-01`."""
    found = _LOCARNO.fullmatch(_folded(text))
    if not found:
        raise Refused("not a class of Locarno (02-01)", found=text)
    return f"{found[1]}-{found[2]}"


@lru_cache(maxsize=1 << 14)
def uspc(text: str) -> str:
    """A class of the USPTO's own scheme: `426/231`; in fixed places `D 1106` -> `D1/106`, `22912032` -> `229/120.32`.

    In fixed places the class has three characters and the subclass three, then its decimals: blanks count.
    """
    value = unicodedata.normalize("NFKC", text).upper().rstrip()
    plain = _BLANKS.sub("", value)
    if "/" in plain:
        main, _, sub = plain.partition("/")
    elif len(value) < 6 and not re.fullmatch(r"D\d{4}", value):
        raise Refused("a class of the USPTO that has lost its blanks: class and subclass cannot be told", found=text)
    elif len(value) < 6:
        # A class of designs without its blank: no subclass in fixed places has fewer than three places.
        main, sub = value[:2], value[2:]
    else:
        main, sub = _BLANKS.sub("", value[:3]), _BLANKS.sub("", value[3:])
        if len(sub) > 3 and sub.isdigit() and value[3:6].strip().isdigit():
            # What is behind the sixth place are decimals: blanks before count as places.
            sub = f"{value[3:6].strip()}.{value[6:].strip()}"
    if not re.fullmatch(r"(?:D|PLT)?\d{0,3}", main) or not main or not re.fullmatch(r"[0-9A-Z.+\-]{1,14}", sub):
        raise Refused("not a class of the USPTO (426/231)", found=text)
    return f"{main}/{sub.strip('.')}"
