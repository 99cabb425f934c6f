"""Each function says a provider's word in a vocabulary that repositories share: COAR types, versions, access rights.

The table of work types is types.csv: label and concept of COAR, of JPCOAR (a smaller list), general types of OpenAIRE
and DataCite. A word without a row is an error: a new type is a new line there.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rashinban.errors import RashinbanError

COAR = "http://purl.org/coar"


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of a vocabulary and its address there."""

    label: str
    uri: str


@dataclass(frozen=True, kw_only=True)
class WorkType:
    """One work type in each vocabulary."""

    coar: Term
    jpcoar: Term
    openaire: str
    datacite: str


#: The provider's words for versions; submittedVersion is what was sent to a journal and not reviewed yet.
VERSIONS: Mapping[str, Term] = {
    "publishedVersion": Term(label="VoR", uri=f"{COAR}/version/c_970fb48d4fbd8a85"),
    "acceptedVersion": Term(label="AM", uri=f"{COAR}/version/c_ab4af688f83e57aa"),
    "submittedVersion": Term(label="SMUR", uri=f"{COAR}/version/c_71e4c1898caa6e32"),
}

OPEN = Term(label="open access", uri=f"{COAR}/access_right/c_abf2")
#: No free copy is known, so what is reached from here is the description alone.
METADATA_ONLY = Term(label="metadata only access", uri=f"{COAR}/access_right/c_14cb")


def access_right(is_oa: bool | None) -> Term | None:
    """The access right as far as it was observed."""
    return None if is_oa is None else OPEN if is_oa else METADATA_ONLY


def work_type(word: str) -> WorkType:
    """A work type in each vocabulary."""
    try:
        return _types()[word]
    except KeyError:
        raise RashinbanError(f"work type {word!r} has no line in access/oai/types.csv; add it there") from None


@cache
def _types() -> Mapping[str, WorkType]:
    text = (files("rashinban.access.oai") / "types.csv").read_text(encoding="utf-8")
    return {
        row["type"]: WorkType(
            coar=Term(label=row["label"], uri=f"{COAR}/resource_type/{row['coar']}"),
            jpcoar=Term(label=row["jpcoar"], uri=f"{COAR}/resource_type/{row['jpcoar_coar']}"),
            openaire=row["openaire"],
            datacite=row["datacite"],
        )
        for row in csv.DictReader(text.splitlines())
    }


@lru_cache(maxsize=256)
def iso_639_3(code: str | None) -> str | None:
    """The three letters for a two-letter language code: `en` -> `eng`; None for what ISO 639 does not know."""
    import pycountry

    found = pycountry.languages.get(alpha_2=code) if code else None
    return str(found.alpha_3) if found else None


#: The language of a text that nothing tells (ISO 639-2).
UNDETERMINED = "und"


def text_language(text: str, language: str | None) -> str:
    """The language of a name or a title by its script, for formats that want one on each.

    Latin letters are marked `en`, as JPCOAR does for the Latin form of a name. Han characters alone may be Japanese
    or Chinese: then the work's language decides, if it is one of these.
    """
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()}
    if scripts & {"HIRAGANA", "KATAKANA"}:
        return "ja"
    if scripts & {"HANGUL"}:
        return "ko"
    if scripts & {"CJK"}:
        return language if language in ("ja", "zh", "ko") else UNDETERMINED
    return "en" if scripts == {"LATIN"} else UNDETERMINED
