"""A record of one system while it is read, and the things that it names: persons, organisations, with ids and names.

A thing goes by its strongest identifier. Most have only the number that their system gave them; with the system's name
on the web before it, as in the identifiers of OAI-PMH, it is one number in the world: `cris.example.org:Persons/21`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.xml import Element, Reading, local
from rashinban.schema import ids, kinds
from rashinban.schema.identifiers import fundref, grid, isni
from rashinban.schema.languages import language as language_kind

NAME = "cerif"

Kind = Callable[[str], str]
_PLURALS = {"Equipment": "Equipments", "Funding": "Fundings"}


def researcher_id(text: str) -> str:
    """A ResearcherID of the Web of Science, `F-8684-2012`."""
    return text.strip().upper()


def scopus_author(text: str) -> str:
    """An author's number in Scopus, ten or eleven digits."""
    value = text.strip()
    if not (value.isascii() and value.isdigit()):
        raise Refused("not an author's number in Scopus (digits)", found=text)
    return value


#: Elements that identify a person, an organisation: our scheme and its kind.
_OF_PERSONS: Mapping[str, tuple[str, Kind]] = {
    "ORCID": ("orcid", kinds.orcid),
    "ScopusAuthorID": ("scopus-author", scopus_author),
    "ISNI": ("isni", isni),
    "ResearcherID": ("researcher-id", researcher_id),
    "DAI": ("dai", str.strip),
}
_OF_ORGANISATIONS: Mapping[str, tuple[str, Kind]] = {
    "RORID": ("ror", kinds.ror_id),
    "GRID": ("grid", grid),
    "ISNI": ("isni-org", isni),
    "FundRefID": ("fundref", fundref),
}


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text with its language, None where it is not stated."""

    text: str
    language: str | None


@dataclass(frozen=True, kw_only=True)
class Cris:
    """host: the system's name on the web. None where a record came without header: own numbers mean nothing then."""

    reading: Reading
    rows: Rows
    host: str | None

    def own(self, element: Element) -> str | None:
        """The system's number of a thing: `312346`, or in version 1.2 `OrgUnits/312346`, of an OrgUnit."""
        number = self.reading.attribute(element, "id")
        if not number or not self.host:
            return None
        plural = _PLURALS.get(local(element), f"{local(element)}s")
        return f"{self.host}:{plural}/{number.removeprefix(f'{plural}/')}"

    def texts(self, element: Element, name: str) -> list[Text]:
        """The texts of the children of a name."""
        found = []
        for each in self.reading.many(element, name):
            code = self.rows.take(language_kind, self.reading.attribute(each, "lang"), f"{name}/@lang")
            if text := self.reading.text(each):
                found.append(Text(text=text, language=code[0] if code else None))
        return found

    def word(self, entity: str, element: Element, name: str, column: str) -> str | None:
        """Our word for the type of a thing, which is the address of a term."""
        return self.rows.type_of(entity, NAME, self.reading.text(element, name), column) or None

    def person(self, element: Element) -> dict[str, str]:
        """The identifiers of a person by scheme."""
        found = self._identifiers(element, _OF_PERSONS, "author_identifiers.identifier")
        own = self.own(element)
        return found | ({"person": own} if own else {})

    def name_of(self, element: Element) -> tuple[str | None, str | None]:
        """Family name and given names of a person."""
        read = self.reading.text
        given = (read(element, "PersonName/FirstNames"), read(element, "PersonName/OtherNames"))
        return read(element, "PersonName/FamilyNames"), " ".join(filter(None, given)) or None

    def organisation(self, element: Element) -> Organisation:
        """An organisation with the larger ones that it is part of, as far as the record says."""
        found = self._identifiers(element, _OF_ORGANISATIONS, "institution_identifiers.identifier")
        others: list[tuple[str, str]] = []
        for each in self.reading.many(element, "Identifier"):
            # Version 1.1 has no elements of their own for identifiers: `...vocab/IdentifierTypes#FundRefID`.
            printed = (self.reading.attribute(each, "type") or "").rpartition("#")[2]
            text = self.reading.text(each)
            if printed in _OF_ORGANISATIONS:
                scheme, kind = _OF_ORGANISATIONS[printed]
                if value := self.rows.take(kind, text, "institution_identifiers.identifier"):
                    found.setdefault(scheme, value)
            elif text:
                others.append((printed.lower() or "other", text))
        own = self.own(element)
        return Organisation(
            ids=found | ({"org": own} if own else {}),
            others=tuple(others),
            names=tuple(self.texts(element, "Name")),
            acronym=self.reading.text(element, "Acronym"),
            wider=tuple(map(self.organisation, self.reading.many(element, "PartOf/OrgUnit"))),
        )

    def _identifiers(self, element: Element, known: Mapping[str, tuple[str, Kind]], column: str) -> dict[str, str]:
        found = {}
        for name, (scheme, kind) in known.items():
            if value := self.rows.take(kind, self.reading.text(element, name), column):
                found[scheme] = value
        return found

    def mention(self, organisation: Organisation) -> str | None:
        """The id of an organisation that the record names, its short form added."""
        institution_id = organisation.institution_id
        if institution_id:
            ror = organisation.ids.get("ror")
            self.rows.mention_of(
                "institutions", institution_id=institution_id, ror_id=ror, display_name=organisation.name
            )
        return institution_id

    def mention_funder(self, organisation: Organisation) -> str | None:
        """The same of an organisation as a funder."""
        funder_id = organisation.funder_id
        if funder_id:
            self.rows.mention_of(
                "funders",
                funder_id=funder_id,
                display_name=organisation.name,
                ror_id=organisation.ids.get("ror"),
                crossref_funder_id=organisation.ids.get("fundref"),
            )
        return funder_id


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """ids: by our scheme; others: identifiers of schemes that are not ours; wider: what it is part of."""

    ids: Mapping[str, str]
    others: tuple[tuple[str, str], ...]
    names: tuple[Text, ...]
    acronym: str | None
    wider: tuple[Organisation, ...]

    @property
    def name(self) -> str | None:
        return self.names[0].text if self.names else self.acronym

    @property
    def institution_id(self) -> str | None:
        return self.ids.get("ror") or ids.best("institutions", self.ids)

    @property
    def funder_id(self) -> str | None:
        named = {"fundref": self.ids.get("fundref"), "ror-funder": self.ids.get("ror"), "funder": self.ids.get("org")}
        return ids.best("funders", named)

    def upward(self) -> Iterator[Organisation]:
        """This one and what it is part of, by the first way up."""
        yield self
        if self.wider:
            yield from self.wider[0].upward()

    @property
    def institution(self) -> Organisation:
        """The institution of an address: the nearest with a ROR id, else the widest. Departments are none."""
        way = list(self.upward())
        return next((each for each in way if "ror" in each.ids), way[-1])

    @property
    def address(self) -> str | None:
        """`Department of Integrative Biology, University of California, Berkeley`."""
        return ", ".join(each.name for each in self.upward() if each.name) or None
