"""Each record is one work with all that the metadata formats write about it; what is not known is None or empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import quote

from rashinban.schema.text import Text

SIMULATED = Text(
    en="SIMULATED: an invented record; it describes no real work, person or institution.",
    ja="SIMULATED（模擬データ）：架空のレコードであり、実在の論文・人物・機関とは関係がない。",
)
RETRACTED = Text(
    en="RETRACTED: the data source marks this work as retracted.",
    ja="撤回：この論文は撤回されたとデータソースに記録されている。",
)


#: What a URI may hold as it stands; DOIs of the 1990s also hold brackets and angles.
_OF_A_URI = "%/:?#@!$&'()*+,;="


def uri(text: str) -> str:
    """An address with the characters escaped that no URI may hold; escapes that are there stay."""
    return quote(text, safe=_OF_A_URI)


def _doi_url(doi: str | None) -> str | None:
    """A DOI may hold a question mark or a percent sign of its own: in its address they are escaped."""
    return f"https://doi.org/{quote(doi, safe='/:;()!$&*+,=@')}" if doi else None


@dataclass(frozen=True, kw_only=True)
class Affiliation:
    """An institution, or an address as printed where the institution is not resolved (then without ROR id)."""

    name: str
    name_ja: str | None = None
    ror_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Creator:
    """An author, the name as printed on the work. Names are not split: which part is the family is not known."""

    name: str
    orcid: str | None = None
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A place where the work can be found; version and licence in the provider's words."""

    is_oa: bool | None = None
    version: str | None = None
    license: str | None = None
    url: str | None = None
    pdf_url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Funding:
    """An award, or a funder alone."""

    funder: str | None = None
    funder_ror: str | None = None
    crossref_funder_id: str | None = None
    award_number: str | None = None
    award_title: str | None = None
    award_doi: str | None = None

    @property
    def funder_identifier(self) -> tuple[Literal["Crossref Funder ID", "ROR"], str] | None:
        """The kind of the funder's identifier, and its address."""
        if self.crossref_funder_id:
            return "Crossref Funder ID", f"https://doi.org/10.13039/{self.crossref_funder_id}"
        return ("ROR", f"https://ror.org/{self.funder_ror}") if self.funder_ror else None

    @property
    def award_url(self) -> str | None:
        return _doi_url(self.award_doi)


@dataclass(frozen=True, kw_only=True)
class Venue:
    """Where the work appeared: journal, book series, repository."""

    name: str
    type: str | None = None
    publisher: str | None = None
    issns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Record:
    """identifier: of the record, oai:...; page: the work's page at the provider, None in a simulated world."""

    identifier: str
    page: str | None = None
    simulated: bool = False
    doi: str | None = None
    pmid: str | None = None
    title: str | None = None
    abstract: str | None = None
    year: int | None = None
    date: date | None = None
    language: str | None = None
    type: str | None = None
    is_retracted: bool | None = None
    is_oa: bool | None = None
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None
    venue: Venue | None = None
    creators: tuple[Creator, ...] = ()
    copies: tuple[Copy, ...] = ()
    funding: tuple[Funding, ...] = ()
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()

    @property
    def issued(self) -> str | None:
        """The day of publication, else the year."""
        return self.date.isoformat() if self.date else str(self.year) if self.year is not None else None

    @property
    def doi_url(self) -> str | None:
        return _doi_url(self.doi)

    @property
    def address(self) -> str:
        """Where the work is found: its DOI, its first copy, its page at the provider; else the record's identifier."""
        return self.doi_url or next((c.url for c in self.copies if c.url), None) or self.page or self.identifier

    @property
    def license(self) -> str | None:
        """The licence of the first free copy that states one, in the provider's word (it names no version)."""
        return next((copy.license for copy in self.copies if copy.is_oa and copy.license), None)

    @property
    def version(self) -> str | None:
        """The version at the primary location, in the provider's word."""
        return self.copies[0].version if self.copies else None

    @property
    def full_text(self) -> str | None:
        """The first free full text."""
        return next((copy.pdf_url for copy in self.copies if copy.is_oa and copy.pdf_url), None)

    @property
    def notices(self) -> tuple[Text, ...]:
        """What whoever reads the record must be told before anything else."""
        return (*((SIMULATED,) if self.simulated else ()), *((RETRACTED,) if self.is_retracted else ()))
