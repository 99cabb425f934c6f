"""Each value is one part of a query: a word, a phrase, a range of years, or parts joined with AND, OR, NOT.

    quantum comput*                 both words; * is any rest of the word
    "ion trap" OR qubit             a phrase as it stands; OR before AND needs parentheses
    laser -dye, laser NOT dye       without the word
    author:tanaka year:2018..2021   in one field; also year:2020, year:>=2019, title:(laser OR maser)

Operators are in capitals: `and` is a word. NOT binds before AND, AND before OR. Japanese quotes and full-width
letters mean the same as their narrow forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from rashinban.errors import UsageError
from rashinban.schema.ids import SCHEMES

LONGEST_QUERY = 1_000
MOST_TERMS = 64
DEEPEST = 20


@dataclass(frozen=True, kw_only=True)
class Term:
    """One word or phrase, in one field or anywhere. start, end: where the word stands in the normal query."""

    text: str
    field: str | None = None
    phrase: bool = False
    prefix: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, kw_only=True)
class Years:
    """lower <= year <= upper; None is open."""

    lower: int | None
    upper: int | None


@dataclass(frozen=True)
class Not:
    part: Part


@dataclass(frozen=True)
class And:
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Or:
    parts: tuple[Part, ...]


Part = Term | Years | Not | And | Or

#: Words too common to be asked for by themselves; in a phrase they count.
_COMMON = frozenset(
    "a an and are as at be by for from in into is it its of on or that the to was were with".split()  # noqa: SIM905
)

#: What may stand before a colon, and what it means: a place, a key or a scheme of ids (see search/compiler.py).
FIELDS: Mapping[str, str] = {
    **{
        name: name
        for name in (
            "title", "abstract", "name", "author", "source", "institution", "country", "topic", "funder", "award",
            "technology_area", "subfield", "field", "domain", "type", "language", "oa_route", "year", "keyword",
            "doi", "orcid", "ror", "issn", "pmid", "id",
        )
    },
    "area": "technology_area",
}  # fmt: skip
#: Identifiers that are looked for as they are written: `jgn:JP19KK0341`, `erad:10271377`, `crid:1390...`.
IDENTIFIERS = frozenset(scheme for schemes in SCHEMES.values() for scheme in schemes) - FIELDS.keys() - {"url", "row"}

_QUOTES = str.maketrans("“”„‟«»「」『』", '"' * 10)
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<minus>(?<![^\s(])-(?=[^\s\-)]))
      | (?P<mark>[()])
      | (?P<field>[A-Za-z_-]+):(?=[^\s):])
      | "(?P<quoted>[^"]*)"(?P<star>\*?)
      | (?P<open>")
      | (?P<word>[^\s()"]+)
    )""",
    re.X,
)
_OPERATORS = ("AND", "OR", "NOT")
_YEAR = r"(\d{4})"
_YEARS = re.compile(rf"{_YEAR}?\s*(?:\.\.|-|–|~|〜)\s*{_YEAR}?")
_COMPARED = re.compile(rf"(>=|<=|>|<|=|≥|≤){_YEAR}")


def normal(query: str) -> str:
    """The query in the width and with the quotes in which it is read. UsageError: longer than is taken."""
    if len(query) > LONGEST_QUERY:
        raise UsageError(
            f"search: the query has {len(query):,} characters, at most {LONGEST_QUERY:,} are taken; "
            "search for its most telling words"
        )
    text = unicodedata.normalize("NFKC", query.translate(_QUOTES))
    # Control characters (and halves of broken characters) are no part of any word.
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join(text.split())


def parse(query: str) -> Part | None:
    """Read a normal query; None where it has no word. UsageError says what is wrong, where, and the mend."""
    reader = _Reader(query, _tokens(query))
    return reader.read_all()


@dataclass(frozen=True, kw_only=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int
    prefix: bool = False


def _tokens(query: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while match := _TOKEN.match(query, at):
        kind = str(match.lastgroup)
        if kind in ("quoted", "star"):
            text, kind, prefix = match["quoted"], "quoted", match["star"] == "*"
        else:
            text, prefix = match[kind], False
        if kind == "open":
            raise UsageError(f'search: a quote is not closed: {_cut(query[at:].strip())}; add " at its end')
        start = match.start(kind)
        if kind == "field" and text.lower() not in {*FIELDS, *IDENTIFIERS}:
            # An address is a word; any other unknown field is a mistake worth telling.
            word = re.compile(r'[^\s()"]+').match(query, start)
            if text.lower() in ("http", "https") and word:
                found.append(_Token(kind="word", text=word[0], start=start, end=word.end()))
                at = word.end()
                continue
            raise UsageError(
                f"search: field {_cut(text)!r} is not known; known are {', '.join(FIELDS)}, "
                "and schemes of identifiers such as jgn, erad, crid; "
                f'to search for it as words, put it in quotes: "{_cut(text)}:..."'
            )
        found.append(_Token(kind=kind, text=text, start=start, end=match.end(kind), prefix=prefix))
        at = match.end()
    return found


class _Reader:
    """Recursive descent over the tokens."""

    def __init__(self, query: str, tokens: list[_Token]) -> None:
        self.query, self.tokens = query, tokens
        self.at = self.terms = self.depth = 0

    def read_all(self) -> Part | None:
        if not self.tokens:
            return None
        part = self._or(None)
        if self.at < len(self.tokens):
            # Only a closing parenthesis ends an expression before its time.
            raise UsageError(f"search: a ) too many {self._here()}; remove it or add a ( before it")
        return part

    def _or(self, field: str | None) -> Part:
        parts = [self._and(field)]
        while self._next_is("OR"):
            self.at += 1
            parts.append(self._and(field))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self, field: str | None) -> Part:
        parts = [self._not(field)]
        while self.at < len(self.tokens) and not self._next_is("OR") and not self._next_is_mark(")"):
            if self._next_is("AND"):
                self.at += 1
            parts.append(self._not(field))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _not(self, field: str | None) -> Part:
        if self._next_is("NOT") or (self.at < len(self.tokens) and self.tokens[self.at].kind == "minus"):
            with_word = self.at
            self.at += 1
            self._deeper()
            part = self._not(field)
            self.depth -= 1
            if isinstance(part, Not):
                raise UsageError(f"search: NOT twice at {self.tokens[with_word].text!r}; remove one")
            return Not(part)
        return self._primary(field)

    def _primary(self, field: str | None) -> Part:
        if self.at >= len(self.tokens):
            raise UsageError(f"search: a word is missing at the end, after {_cut(self.tokens[-1].text)!r}; add it")
        token = self.tokens[self.at]
        if token.kind == "word" and token.text in _OPERATORS:
            raise UsageError(
                f"search: {token.text} has nothing to join {self._here()}; write a word before it, "
                f'or "{token.text.lower()}" in small letters'
            )
        self.at += 1
        if token.kind == "mark":
            if token.text == ")":
                self.at -= 1
                raise UsageError(f"search: a word is missing before ) {self._here()}; add it or remove the parentheses")
            self._deeper()
            part = self._or(field)
            self.depth -= 1
            if not self._next_is_mark(")"):
                raise UsageError(f"search: a parenthesis is not closed: {_cut(self.query[token.start :])}; add )")
            self.at += 1
            return part
        if token.kind == "field":
            if field is not None:
                raise UsageError(f"search: {token.text}: stands inside {field}:; put it outside of the parentheses")
            return self._primary(FIELDS.get(token.text.lower(), token.text.lower()))
        return self._term(token, field)

    def _term(self, token: _Token, field: str | None) -> Part:
        self.terms += 1
        if self.terms > MOST_TERMS:
            raise UsageError(f"search: more than {MOST_TERMS} words; search for the most telling ones")
        if field == "year":
            return years(token.text)
        text, prefix = token.text, token.prefix
        if token.kind == "word" and text.endswith("*"):
            text, prefix = text.rstrip("*"), True
        return Term(
            text=text, field=field, phrase=token.kind == "quoted", prefix=prefix, start=token.start, end=token.end
        )

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise UsageError(f"search: parentheses or NOT nested deeper than {DEEPEST}; write it flatter")

    def _next_is(self, word: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].kind == "word" and self.tokens[self.at].text == word

    def _next_is_mark(self, mark: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].kind == "mark" and self.tokens[self.at].text == mark

    def _here(self) -> str:
        before = self.query[: self.tokens[self.at].start].strip()
        return f"after {before[-20:]!r}" if before else "at the beginning"


def is_common(part: Part) -> bool:
    """Whether a part is a word like `of`, by itself: it need not occur, and is not marked."""
    return isinstance(part, Term) and not part.field and not part.phrase and part.text.lower() in _COMMON


def years(text: str) -> Years:
    """`2020`, `2018..2021`, `2018..`, `>=2019`, `<2000`."""
    if re.fullmatch(_YEAR, text):
        return Years(lower=int(text), upper=int(text))
    if (match := _YEARS.fullmatch(text)) and (match[1] or match[2]):
        lower, upper = (int(year) if year else None for year in match.groups())
        if lower is not None and upper is not None and lower > upper:
            raise UsageError(f"search: year:{text} ends before it begins; write year:{upper}..{lower}")
        return Years(lower=lower, upper=upper)
    if match := _COMPARED.fullmatch(text):
        year = int(match[2])
        return {
            ">": Years(lower=year + 1, upper=None), ">=": Years(lower=year, upper=None),
            "≥": Years(lower=year, upper=None), "<": Years(lower=None, upper=year - 1),
            "<=": Years(lower=None, upper=year), "≤": Years(lower=None, upper=year),
            "=": Years(lower=year, upper=year),
        }[match[1]]  # fmt: skip
    raise UsageError(f"search: year:{_cut(text)} is no year; write year:2020, year:2018..2021 or year:>=2019")


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
