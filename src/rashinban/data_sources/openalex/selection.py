"""A selection says which part of OpenAlex is wanted; here it becomes the questions to put to the API.

Names of filters are those of the API reference of 2026 (`awards.*` and `funders.id`; `grants.*` is gone).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from rashinban.definitions import areas
from rashinban.errors import Refused, UsageError
from rashinban.schema import kinds
from rashinban.snapshots.pages import Question

#: The words of a selection, and what each takes. Values are joined with `|`, or given as a list.
SELECTION: Mapping[str, str] = {
    "area": "technology area, e.g. jp20-09: every work that any of its alternatives could take",
    "topic": "topic of the work (its primary topic), e.g. T10020",
    "subfield": "subfield of the primary topic, e.g. 1702",
    "field": "field of the primary topic, e.g. 17",
    "domain": "domain of the primary topic, e.g. 3",
    "country": "country of an author's affiliation, e.g. JP",
    "institution": "institution of an author: OpenAlex id (I...) or ROR id",
    "funder": "funder that the work acknowledges, e.g. F4320334764",
    "award": "award that the work acknowledges: OpenAlex id (G...) or the funder's number",
    "author": "author: OpenAlex id (A...) or ORCID",
    "source": "journal or repository of the primary location: OpenAlex id (S...) or ISSN",
    "years": "years of publication, e.g. 2015..2024 or 2020",
    "types": "work types, e.g. article|review",
    "ids": "ids of the records themselves: OpenAlex ids, DOIs, ROR ids, ORCIDs, ISSNs",
    "entity": "what to fetch, default works: "
    + "works, authors, institutions, sources, publishers, funders, awards, topics",
    "bucket": "fetch whole entities from the public bucket instead of the API",
    "since": "with bucket: only records changed on or after this day, e.g. 2026-06-24",
}

ENTITIES = ("works", "authors", "institutions", "sources", "publishers", "funders", "awards", "topics")
_OF_BUCKET = ("bucket", "entity", "since")

#: OpenAlex takes at most 100 values in one filter; addresses stay well under its limit of about 4 KB.
_MOST_VALUES = 100
_LONGEST_LIST = 2_000
PER_PAGE = 100

#: A form of value: how it is recognised and written, and the filter that takes it.
Form = tuple[Callable[[str], str], str]


def _pattern(text: str, prefix: str = "") -> Callable[[str], str]:
    """A value that matches, without its OpenAlex address, in upper case where it is an id."""
    whole = re.compile(text)

    def clean(value: str) -> str:
        short = re.sub(r"^(https?://)?(api\.)?openalex\.org/([a-z]+/)?", "", value.strip(), flags=re.I)
        match = whole.fullmatch(short) or whole.fullmatch(short.upper())
        if not match:
            raise Refused("another form", found=value)
        return prefix + match[0]

    return clean


def _id(letter: str) -> Callable[[str], str]:
    return _pattern(letter + r"[0-9]{1,18}")


_NUMBER = _pattern(r"[0-9]{1,4}")
_AWARD_NUMBER = _pattern(r"[^,|]{2,100}")
_TYPE = _pattern(r"[a-z][a-z -]{1,40}")
_PMID = _pattern(r"[0-9]{1,9}")

_FORMS: Mapping[str, Mapping[str, Sequence[Form]]] = {
    "works": {
        "topic": [(_id("T"), "primary_topic.id")],
        "subfield": [(_NUMBER, "primary_topic.subfield.id")],
        "field": [(_NUMBER, "primary_topic.field.id")],
        "domain": [(_NUMBER, "primary_topic.domain.id")],
        "country": [(kinds.country_code, "authorships.countries")],
        "institution": [(_id("I"), "authorships.institutions.id"), (kinds.ror_id, "authorships.institutions.ror")],
        "funder": [(_id("F"), "funders.id")],
        "award": [(_id("G"), "awards.id"), (_AWARD_NUMBER, "awards.funder_award_id")],
        "author": [(_id("A"), "authorships.author.id"), (kinds.orcid, "authorships.author.orcid")],
        "source": [(_id("S"), "primary_location.source.id"), (kinds.issn, "primary_location.source.issn")],
        "types": [(_TYPE, "type")],
        "ids": [(_id("W"), "ids.openalex"), (kinds.doi, "doi"), (_PMID, "pmid")],
    },
    "authors": {
        "country": [(kinds.country_code, "last_known_institutions.country_code")],
        "institution": [(_id("I"), "last_known_institutions.id"), (kinds.ror_id, "last_known_institutions.ror")],
        "ids": [(_id("A"), "ids.openalex"), (kinds.orcid, "orcid")],
    },
    "institutions": {
        "country": [(kinds.country_code, "country_code")],
        "types": [(_TYPE, "type")],
        "ids": [(_id("I"), "ids.openalex"), (kinds.ror_id, "ror")],
    },
    "sources": {
        "country": [(kinds.country_code, "country_code")],
        "types": [(_TYPE, "type")],
        "ids": [(_id("S"), "ids.openalex"), (kinds.issn, "issn")],
    },
    "publishers": {
        "country": [(kinds.country_code, "country_codes")],
        "ids": [(_id("P"), "ids.openalex")],
    },
    "funders": {
        "country": [(kinds.country_code, "country_code")],
        "ids": [(_id("F"), "ids.openalex")],
    },
    "awards": {
        "funder": [(_id("F"), "funder.id")],
        "ids": [(_id("G"), "id"), (kinds.doi, "doi"), (_AWARD_NUMBER, "funder_award_id")],
    },
    "topics": {
        "subfield": [(_NUMBER, "subfield.id")],
        "field": [(_NUMBER, "field.id")],
        "domain": [(_NUMBER, "domain.id")],
        "ids": [(_id("T"), "ids.openalex")],
    },
}

#: Entities too many to be asked for without a narrowing word.
_LARGE = ("works", "authors", "awards")
_NARROWING = {"years", "types", "entity"}


def entities(selection: Mapping[str, object]) -> tuple[str, ...]:
    """The entities that a selection names; works where it names none."""
    named = values(selection.get("entity", "works"))
    for name in named:
        if name not in ENTITIES:
            raise UsageError(f"entity {name!r} is not known; known are {', '.join(ENTITIES)}")
    return tuple(dict.fromkeys(named))


def from_bucket(selection: Mapping[str, object]) -> bool:
    """Whether the public bucket is meant; every word is checked against what the API or the bucket takes."""
    for word in selection:
        if word not in SELECTION:
            raise UsageError(f"selection {word!r} is not known; known are {', '.join(SELECTION)}")
    wanted = str(selection.get("bucket", "no")).strip().lower()
    if wanted not in ("true", "yes", "1", "", "false", "no", "0"):
        raise UsageError(f"bucket {wanted!r} is neither yes nor no")
    bucket = wanted in ("true", "yes", "1", "")
    wrong = [word for word in selection if (word not in _OF_BUCKET) == bucket and word not in ("bucket", "entity")]
    if bucket and wrong:
        raise UsageError(f"the public bucket holds whole entities: it takes no {', '.join(wrong)}; leave it out")
    if not bucket and "since" in selection:
        raise UsageError("`since` belongs to `bucket`; add bucket, or leave it out")
    return bucket


def values(given: object) -> list[str]:
    """The values of one word: `A|B`, or a list."""
    parts: Iterable[object] = [given]
    if isinstance(given, str):
        parts = given.split("|")
    elif isinstance(given, (list, tuple, set, frozenset)):
        parts = given
    found = list(dict.fromkeys(str(part).strip() for part in parts))
    if not found or "" in found:
        raise UsageError(f"{given!r}: a value is missing")
    return found


def questions(selection: Mapping[str, object], api: str) -> list[Question]:
    """The questions whose answers together are what the selection asks for; a record may be in several."""
    found: list[Question] = []
    for entity in entities(selection):
        for number, parameters in enumerate(_parameters(entity, selection), start=1):
            found.append(
                Question(
                    stream=f"{entity}/query-{number:03d}",
                    url=f"{api.rstrip('/')}/{entity}",
                    parameters={**parameters, "per_page": str(PER_PAGE)},
                )
            )
    return found


def _parameters(entity: str, selection: Mapping[str, object]) -> Iterator[dict[str, str]]:
    forms = _FORMS[entity]
    known = {*forms, "entity", *(["area", "years"] if entity == "works" else [])}
    words = [word for word in selection if word not in ("entity", "bucket")]
    for word in words:
        if word not in known:
            raise UsageError(f"{entity} cannot be selected by {word}; known are {', '.join(sorted(known))}")
    if entity in _LARGE and not set(words) - _NARROWING:
        raise UsageError(f"all {entity} are too many for the API; name an area, country, ids..., or use bucket")
    fixed = [_years(str(selection["years"]))] if "years" in selection else []
    choices = [_filters(word, selection[word], forms[word]) for word in words if word in forms]
    calls: list[dict[str, str]] = [{}]
    if "area" in selection:
        calls = [call for area in values(selection["area"]) for call in areas.openalex_filters(area)]
    for call, chosen in product(calls, product(*choices)):
        joined = ",".join([*([call["filter"]] if "filter" in call else []), *chosen, *fixed])
        yield {**call, **({"filter": joined} if joined else {})}


def _filters(word: str, given: object, forms: Sequence[Form]) -> list[str]:
    """One filter for each hundred values of one form."""
    by_filter: dict[str, list[str]] = {}
    for value in values(given):
        name, clean = _recognised(word, value, forms)
        by_filter.setdefault(name, []).append(clean)
    return [f"{name}:{'|'.join(batch)}" for name, cleaned in by_filter.items() for batch in _batches(cleaned)]


def _recognised(word: str, value: str, forms: Sequence[Form]) -> tuple[str, str]:
    for clean, name in forms:
        try:
            cleaned = clean(value)
        except Refused:
            continue
        if "," in cleaned:
            raise UsageError(f"{word} {value!r}: OpenAlex ends a filter at a comma; leave this one out")
        return name, cleaned
    raise UsageError(f"{word} {value!r} is not known; it takes {SELECTION[word]}")


def _batches(cleaned: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for value in cleaned:
        if batch and (len(batch) == _MOST_VALUES or sum(map(len, batch)) + len(batch) + len(value) > _LONGEST_LIST):
            yield batch
            batch = []
        batch.append(value)
    yield batch


def _years(given: str) -> str:
    first, separator, last = given.partition("..")
    try:
        begin, end = kinds.year(first), kinds.year(last if separator else first)
    except Refused as refused:
        raise UsageError(f"years {given!r}: {refused.reason}; write 2015..2024 or 2020") from None
    if begin > end:
        raise UsageError(f"years {given!r}: the first comes after the last")
    return f"from_publication_date:{begin}-01-01,to_publication_date:{end}-12-31"
