"""Each author is one creator of JaLC's record, with names by language, identifiers and affiliations."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rashinban.data_sources.jalc.shapes import Affiliation, AffiliationName, Creator
from rashinban.engine.rows import Rows
from rashinban.reading.markup import plain_text
from rashinban.reading.works import Author, Name, Work, name_of_parts
from rashinban.schema import japanese, kinds

#: JaLC's word in small letters -> our scheme and its kind.
_RESEARCHERS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "orcid": ("orcid", kinds.orcid),
    "erad": ("erad", japanese.erad_researcher),
    "e-rad": ("erad", japanese.erad_researcher),
    "e-rad_researcher": ("erad", japanese.erad_researcher),
    "nrid": ("nrid", japanese.nrid),
}


def author_of(creator: Creator, language: str | None, work: Work, rows: Rows) -> Author:
    """The author; first comes the name in the language of the work."""
    names: list[Name] = []
    for each in creator.names:
        spoken, _ = work.language(each.lang, "authorship_names.language")
        if name := name_of_parts(each.last_name, each.first_name, spoken):
            names.append(name)
    names.sort(key=lambda name: name.language != language)
    identifiers = []
    for found in creator.researcher_id_list:
        word = (found.type or "").lower()
        scheme, kind = _RESEARCHERS.get(word, (word or "other", str.strip))
        if value := rows.take(kind, found.id_code, "authorship_identifiers.identifier"):
            identifiers.append((scheme, value))
    return Author(names=names, identifiers=identifiers, affiliations=_affiliations(creator, language, work, rows))


def _affiliations(
    creator: Creator, language: str | None, work: Work, rows: Rows
) -> list[tuple[str | None, str | None]]:
    """Each affiliation once, in the language of the work where it has that; the one in other languages is the same.

    Version 1 gives each language apart and joins them by a number. Without one, each is an affiliation of its own.
    """
    together: dict[object, list[Affiliation]] = {}
    for place, each in enumerate(creator.affiliation_list):
        together.setdefault(each.sequence or ("without", place), []).append(each)
    found = []
    for same in together.values():
        printed: list[tuple[str, str | None]] = []
        institution = None
        for each in same:
            own = AffiliationName(lang=each.lang, affiliation_name=each.affiliation_name)
            for name in (own, *each.affiliation_name_list):
                if text := plain_text(name.affiliation_name):
                    printed.append((text, work.language(name.lang, "affiliations.raw_affiliation")[0]))
            for other in each.affiliation_identifier_list:
                if (other.type or "").upper() == "ROR" and institution is None:
                    value = other.affiliation_identifier
                    institution = rows.take(kinds.ror_id, value, "affiliations.institution_id")
        if printed or institution:
            found.append((institution, work.main(printed, language)))
    return found
