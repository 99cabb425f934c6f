"""Each request is one verb with its arguments: every one known, given once, of the form that the protocol states."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from rashinban.access.oai.dates import window
from rashinban.access.oai.refusals import Refusal

#: Longer values are refused unread; a resumption token of ours has some 300 characters.
LONGEST = 2_000

_WORD = r"[A-Za-z0-9\-_.!~*'()]+"
_FORMS = {
    "metadataPrefix": re.compile(_WORD),
    "set": re.compile(rf"{_WORD}(?::{_WORD})*"),
    # What no XML document can hold is no identifier, and no token either.
    "identifier": re.compile(r"[^\x00-\x20\ud800-\udfff\ufffe\uffff]+"),
    "resumptionToken": re.compile(r"[!-~]+"),
}


@dataclass(frozen=True, kw_only=True)
class Arguments:
    """What a verb takes. `exclusive` may stand in for all the others."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    exclusive: str | None = None


_LIST = Arguments(required=("metadataPrefix",), optional=("from", "until", "set"), exclusive="resumptionToken")

VERBS: Mapping[str, Arguments] = MappingProxyType(
    {
        "GetRecord": Arguments(required=("identifier", "metadataPrefix")),
        "Identify": Arguments(),
        "ListIdentifiers": _LIST,
        "ListMetadataFormats": Arguments(optional=("identifier",)),
        "ListRecords": _LIST,
        "ListSets": Arguments(exclusive="resumptionToken"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Request:
    """`given` is what was asked, as asked; `first` and `last` are the seconds that `from` and `until` include."""

    verb: str
    given: Mapping[str, str]
    first: datetime | None = None
    last: datetime | None = None

    def get(self, name: str) -> str | None:
        return self.given.get(name)


def read_request(arguments: Sequence[tuple[str, str]]) -> Request:
    """The request that these arguments make, or the refusal that says which of them is wrong."""
    verb = _verb([value for name, value in arguments if name == "verb"])
    given: dict[str, str] = {}
    takes = VERBS[verb]
    known = {*takes.required, *takes.optional, *([takes.exclusive] if takes.exclusive else [])}
    for name, value in arguments:
        if name == "verb":
            continue
        if name not in known:
            raise _bad(
                f"{verb} takes no argument {_shown(name)}; it takes {', '.join(sorted(known)) or 'none'}",
                f"{verb} に引数 {_shown(name)} はない。使える引数：{', '.join(sorted(known)) or 'なし'}",
            )
        if name in given:
            raise _bad(f"{name} is given more than once", f"{name} が2回以上指定されている")
        given[name] = _value(name, value)
    if takes.exclusive in given:
        if len(given) > 1:
            raise _bad(f"{takes.exclusive} stands alone", f"{takes.exclusive} は他の引数と併用できない")
    else:
        for name in takes.required:
            if name not in given:
                raise _bad(f"{verb} needs {name}", f"{verb} には {name} が必要である")
    first, last = window(given.get("from"), given.get("until"))
    return Request(verb=verb, given=MappingProxyType(given), first=first, last=last)


def _verb(values: list[str]) -> str:
    verbs = ", ".join(VERBS)
    if not values:
        raise Refusal("badVerb", f"no verb; use one of {verbs}", f"動詞がない。次のいずれかを使う：{verbs}")
    if len(values) > 1:
        raise Refusal("badVerb", "verb is given more than once", "verb が2回以上指定されている")
    if values[0] not in VERBS:
        shown = _shown(values[0])
        raise Refusal("badVerb", f"no verb {shown}; use one of {verbs}", f"動詞 {shown} はない。使えるもの：{verbs}")
    return values[0]


def _value(name: str, value: str) -> str:
    if len(value) > LONGEST:
        raise _bad(
            f"{name} is longer than {LONGEST:,} characters ({len(value):,})",
            f"{name} が長すぎる（{len(value):,}文字、上限は{LONGEST:,}文字）",
        )
    form = _FORMS.get(name)
    if not value or (form and not form.fullmatch(value)):
        raise _bad(f"{name}={_shown(value)} is not of the form of a {name}", f"{name}={_shown(value)} の形が正しくない")
    return value


def _bad(en: str, ja: str) -> Refusal:
    return Refusal("badArgument", en, ja)


def _shown(text: str) -> str:
    """What was typed, short and without characters that XML refuses."""
    return repr(text[:60].encode("ascii", "backslashreplace").decode("ascii"))
