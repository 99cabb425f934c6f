"""A card's id says what was asked of which release, in letters that may stand in an address as they are.

    pp_top_10/country=JP,KR;year=2018..2021;fractional;openalex;cited_by_count/2026-02-01-bdc380de

    id          indicator / parameters / release
    parameters  filters (key=value, key=value,value, key=from..to, key!=value), then counting, reference,
                citations and, where a technology area is asked about, the alternative of its definition; joined by `;`
    value       letters, digits and . _ - : stand for themselves, every other byte (UTF-8) is `~` and two digits

`~` is not `%`: web servers and proxies undo percent-escapes before a program sees the path, once or twice, and a `/`
inside a value would then end it. Filters stand in the order of their keys and values in that of the alphabet, so one
number has one id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from rashinban.errors import UsageError
from rashinban.measure.question import WITHOUT, Filter, Question

#: Options in the order in which an id names them; those at the end that are left out are the usual ones.
_OPTIONS = ("counting", "reference", "citations", "alternative")

#: Longer ones are no id of ours: file names and paths end far below.
_LONGEST = 4096

_NAME = re.compile(r"[a-z][a-z0-9_]*", re.A)
_KEY = re.compile(rf"[a-z][a-z0-9_]*{WITHOUT}?", re.A)
_RELEASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.A)
_RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)", re.A)
_VALUE = re.compile(r"(?:[A-Za-z0-9._:-]|~[0-9A-F]{2})*", re.A)
#: What is written as `~` and two digits; of two dots in a row both, because they are the mark of a range.
_ESCAPED = re.compile(rb"[^A-Za-z0-9._:-]|\.(?=\.)|(?<=\.)\.")


class CardId(NamedTuple):
    """What an id says: `where` and `options` are the words of measure.question.ask, an open range as `from..to`."""

    indicator: str
    where: Mapping[str, object]
    options: Mapping[str, str]
    release: str


def write_card_id(indicator: str, question: Question, release: str) -> str:
    """The id of the card that answers `question`, which has filters only."""
    where = [f"{item.word}={_condition(item)}" for item in sorted(question.where, key=lambda f: f.word)]
    options = [question.counting, question.reference, question.citations]
    if question.filter("technology_area"):
        options.append(question.alternative)
    return f"{indicator}/{';'.join([*where, *map(_escaped, options)])}/{release}"


def read_card_id(text: str) -> CardId:
    """What an id says; filters may stand in any order. Whether its words exist, `ask` and `catalog.indicator` say."""
    if len(text) > _LONGEST:
        raise _refused(text, f"longer than {_LONGEST} characters")
    parts = text.split("/")
    if len(parts) != 3:
        raise _refused(text, "three parts are wanted, INDICATOR/PARAMETERS/RELEASE")
    indicator, parameters, release = parts
    if not _NAME.fullmatch(indicator):
        raise _refused(text, f"{indicator!r} is not the name of an indicator")
    if not _RELEASE.fullmatch(release):
        raise _refused(text, f"{release!r} is not the name of a release")
    where: dict[str, object] = {}
    options: list[str] = []
    for part in parameters.split(";"):
        key, separator, value = part.partition("=")
        if not separator:
            options.append(_value(text, part))
        elif options or not _KEY.fullmatch(key) or key in where:
            raise _refused(text, f"{part!r} does not fit: each key once, before the options")
        else:
            where[key] = value if _RANGE.fullmatch(value) else tuple(_value(text, one) for one in value.split(","))
    if len(options) > len(_OPTIONS) or "" in options:
        raise _refused(text, f"after the filters at most {', '.join(_OPTIONS)}, none of them empty")
    return CardId(indicator, where, dict(zip(_OPTIONS, options, strict=False)), release)


def _condition(item: Filter) -> str:
    if not item.values:
        return f"{item.lower}..{item.upper}"
    return ",".join(sorted({_escaped(value) for value in item.values}))


def _escaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: b"~%02X" % found[0][0], value.encode()).decode("ascii")


def _value(text: str, written: str) -> str:
    if not _VALUE.fullmatch(written) or ".." in written:
        raise _refused(text, f"{written!r} has a character that an id writes as ~ and two digits")
    try:
        return re.sub(rb"~(..)", lambda found: bytes([int(found[1], 16)]), written.encode("ascii")).decode("utf-8")
    except UnicodeDecodeError:
        raise _refused(text, f"{written!r} is not UTF-8") from None


def _refused(text: str, reason: str) -> UsageError:
    return UsageError(
        f"card {text[:200]!r}: {reason}; copy the id from a card, for example"
        " p/country=JP;year=2018..2021;fractional;openalex;cited_by_count/RELEASE"
    )
