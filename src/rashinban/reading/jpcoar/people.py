"""Each person or organisation of a record: names by language and script, identifiers, affiliations.

Creators become authorships. Contributors (editor, supervisor, data manager, hosting institution) did not write the
work, and authorships are what credit is divided among, so they become notes of the work (reading/jpcoar/notes.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rashinban.engine.rows import Rows
from rashinban.reading.jpcoar import words
from rashinban.reading.jpcoar.record import Record, main
from rashinban.reading.xml import Element
from rashinban.schema import ids, japanese, kinds
from rashinban.schema.identifiers import isni

#: How the identifiers of each of our schemes are cleaned; others are taken as printed.
_KINDS: dict[str, Callable[[str], str]] = {
    "orcid": kinds.orcid,
    "erad": japanese.erad_researcher,
    "nrid": japanese.nrid,
    "isni": isni,
    "ror": kinds.ror_id,
}
#: What a scheme for people is called where it names an institution.
_OF_INSTITUTIONS = {"ror": "ror", "grid": "grid", "nii": "nii", "isni": "isni-org"}


@dataclass(frozen=True, kw_only=True)
class NameForm:
    """One writing of a name; the parts are None where neither the record nor the writing tells them."""

    name: str
    family: str | None
    given: str | None
    language: str | None
    script: str | None
    is_organisation: bool


def add_creators(record: Record, work_id: str, language: str | None) -> None:
    """Add the authorships of a work with names, identifiers and affiliations."""
    rows = record.rows
    creators = [
        (creator, forms)
        for creator in record.each(record.root, "jpcoar:creator")
        if (forms := names(record, creator, "jpcoar:creatorName", "jpcoar:creatorAlternative"))
    ]
    for position, (creator, forms) in enumerate(creators, 1):
        found = identifiers(record, creator, "authorship_identifiers.identifier")
        plain = [form for form in forms if form.script is None] or forms
        printed = next((form for form in plain if form.language == language and language), plain[0])
        rows.add(
            "authorships",
            work_id=work_id,
            author_position=position,
            author_id=None if printed.is_organisation else ids.best("authors", found),
            raw_author_name=printed.name,
            orcid=found.get("orcid"),
            place="first" if position == 1 else "last" if position == len(creators) else "middle",
        )
        for number, form in enumerate(forms, 1):
            rows.add(
                "authorship_names",
                work_id=work_id,
                author_position=position,
                name_position=number,
                name=form.name,
                family_name=form.family,
                given_name=form.given,
                language=form.language,
                script=form.script,
            )
        for scheme, identifier in found.items():
            rows.add(
                "authorship_identifiers",
                work_id=work_id,
                author_position=position,
                scheme=scheme,
                identifier=identifier,
            )
        _add_affiliations(record, creator, work_id, position, language)


def _add_affiliations(record: Record, creator: Element, work_id: str, position: int, language: str | None) -> None:
    number = 0
    for affiliation in record.each(creator, "jpcoar:affiliation"):
        institution = institution_id(identifiers(record, affiliation, "affiliations.institution_id"))
        printed = main(record.texts(affiliation, "jpcoar:affiliationName"), language)
        if institution or printed:
            number += 1
            if institution and printed:
                mention_institution(record.rows, institution, printed.text)
            record.rows.add(
                "affiliations",
                work_id=work_id,
                author_position=position,
                affiliation_position=number,
                institution_position=1,
                institution_id=institution,
                raw_affiliation=printed.text if printed else None,
            )


def mention_institution(rows: Rows, institution: str, name: str) -> None:
    """Mention an institution under its id: a bare one is a ROR id."""
    ror_id = None if ":" in institution else institution
    rows.mention_of("institutions", institution_id=institution, ror_id=ror_id, display_name=name)


def institution_id(found: dict[str, str]) -> str | None:
    """The bare ROR id, else the strongest identifier as schema/ids.py writes it. Ringgold's is not public: none."""
    if "ror" in found:
        return found["ror"]
    renamed = {_OF_INSTITUTIONS[scheme]: value for scheme, value in found.items() if scheme in _OF_INSTITUTIONS}
    return ids.best("institutions", renamed)


def identifiers(record: Record, owner: Element, column: str) -> dict[str, str]:
    """The identifiers of a person or organisation by our scheme; the first where one is given twice."""
    found: dict[str, str] = {}
    for element in record.each(owner, "jpcoar:nameIdentifier", "jpcoar:holdingAgentNameIdentifier"):
        scheme = words.ours("name identifier", record.attribute(element, "nameIdentifierScheme"), column, record.rows)
        # Some leave the element empty and give only the address.
        printed = record.text(element)
        address = record.attribute(element, "nameIdentifierURI")
        value = clean(scheme, printed or address, column, record.rows) if scheme else None
        if scheme and value:
            found.setdefault(scheme, value)
    return found


def clean(scheme: str, printed: str | None, column: str, rows: Rows) -> str | None:
    """An identifier as its scheme writes it, None where it is refused."""
    kind = _KINDS.get(scheme)
    return rows.take(kind, printed, column) if kind else printed


def names(record: Record, owner: Element, element: str, alternative: str | None = None) -> list[NameForm]:
    """The forms of a name: as one text, else from its parts; then other names."""
    families = {(each.language, each.script): each.text for each in record.texts(owner, "jpcoar:familyName")}
    givens = {(each.language, each.script): each.text for each in record.texts(owner, "jpcoar:givenName")}
    found = []
    for name in (element, alternative):
        for child in record.each(owner, name) if name else ():
            language, script = record.language(child)
            is_organisation = record.attribute(child, "nameType") == "Organizational"
            text = record.text(child)
            if text:
                own = name == element
                family = families.pop((language, script), None) if own else None
                given = givens.pop((language, script), None) if own else None
                if family is None and given is None and not is_organisation:
                    parts = japanese.person_name(text)
                    family, given = parts.family, parts.given
                found.append(
                    NameForm(
                        name=text,
                        family=family,
                        given=given,
                        language=language,
                        script=script,
                        is_organisation=is_organisation,
                    )
                )
    # The common metadata of the Cabinet Office give family and given name only.
    for key in dict.fromkeys((*families, *givens)):
        family, given = families.get(key), givens.get(key)
        found.append(
            NameForm(
                name=", ".join(part for part in (family, given) if part),
                family=family,
                given=given,
                language=key[0],
                script=key[1],
                is_organisation=False,
            )
        )
    return found
