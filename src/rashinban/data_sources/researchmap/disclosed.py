"""What a researcher shows to everybody: flags say of every entry, and of single fields, who may see them.

disclosed (V1: public) is everybody; researchers_only (researcher) and closed (private) are not. What is not disclosed
is taken out here, before any other part of the program sees it. Where a flag is missing, the public API has looked at
it already; an export of a profile holds everything, so that there only what is marked counts as disclosed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rashinban.reading.xml import Element

_DISCLOSED = "disclosed"

#: Field of a profile -> the flag that says who may see it. Identifiers are below `identifiers`.
_FLAGS: Mapping[str, str] = {
    "nickname": "display_nickname",
    "image": "display_image",
    "birth_date": "display_birth_date",
    "gender": "display_gender",
    "email": "display_email",
    "profile": "display_profile",
    "see_also": "display_url",
    "address_country": "display_address_country",
    "birthplace_country": "display_birthplace_country",
}
_IDENTIFIERS: Mapping[str, str] = {
    "erad_id": "display_erad_id",
    "orc_id": "display_orc_id",
    "researcher_id": "display_researcher_id",
    "j_global_id": "display_j_global_id",
}
_KANA, _KANA_FLAG = "ja-Kana", "display_name_kana"
#: Within a post and a degree: flag -> the fields that it is of.
_POST: Mapping[str, tuple[str, ...]] = {
    "display_affiliation": ("affiliation", "affiliation_type", "section", "rm:institution_code"),
    "display_section": ("section",),
    "display_job": ("job", "job_class"),
}
_DEGREE = {"display_degree": ("degree", "degree_institution", "degree_date")}

#: Fields of V1 that name a person and carry no flag of their own.
_UNFLAGGED = frozenset(("eradid", "rmid", "readid"))


def hidden_by(value: object, strict: bool) -> str | None:
    """The flag as found where it hides something, else None. strict: a missing flag hides too."""
    if value is None:
        return "no flag" if strict else None
    return None if value == _DISCLOSED else str(value)


def take_hidden_fields(person: dict[str, Any], strict: bool) -> Iterator[tuple[str, str]]:
    """Take out of a profile what it does not show; gives path and flag of each field that is gone."""
    # A flag that nobody has listed hides the field whose name it bears.
    named = {flag.removeprefix("display_"): flag for flag in person if flag.startswith("display_")}
    for field, flag in {**named, **_FLAGS}.items():
        if field in person and (hides := hidden_by(person.get(flag), strict)):
            del person[field]
            yield field, hides
    identifiers = person.get("identifiers")
    if isinstance(identifiers, dict):
        for field in list(identifiers):
            flag = _IDENTIFIERS.get(field, f"display_{field}")
            if hides := hidden_by(person.get(flag), strict):
                del identifiers[field]
                yield f"identifiers.{field}", hides
    elif identifiers is not None:
        # Of another shape than the flags are of: nobody can tell what it shows.
        del person["identifiers"]
        yield "identifiers", "another shape"
    for field in ("family_name", "given_name"):
        forms = person.get(field)
        if isinstance(forms, dict) and _KANA in forms and (hides := hidden_by(person.get(_KANA_FLAG), strict)):
            del forms[_KANA]
            yield f"{field}.{_KANA}", hides
    for section, flags in (("affiliations", _POST), ("degrees", _DEGREE)):
        parts = person.get(section)
        for part in parts if isinstance(parts, list) else []:
            if isinstance(part, dict):
                yield from _take_of_part(part, section, flags, strict)


def _take_of_part(
    part: dict[str, Any], section: str, flags: Mapping[str, tuple[str, ...]], strict: bool
) -> Iterator[tuple[str, str]]:
    for flag, fields in flags.items():
        # The section goes with the affiliation, unless it has a flag of its own.
        missing_is_fine = flag == "display_section"
        if hides := hidden_by(part.get(flag), strict and not missing_is_fine):
            for field in fields:
                if part.pop(field, None) is not None:
                    yield f"{section}.{field}", hides


def take_hidden_elements(feed: Element) -> Iterator[tuple[str, str]]:
    """The same for a feed of V1; gives the name and flag of each entry or field that is gone."""
    for element in list(feed.iter()):
        name = element.tag.rpartition("}")[2]
        flag = next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == "disclose"), None)
        parent = element.getparent()
        if parent is None or (flag in (None, "public") and (flag or name not in _UNFLAGGED)):
            continue
        parent.remove(element)
        if (element.text or "").strip() or len(element):
            yield name, flag or "no flag"
