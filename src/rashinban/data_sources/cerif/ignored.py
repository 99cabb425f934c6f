"""Each path of a record that is known and not read, with the reason.

Of a thing that a record only names (the project of a publication, the organisation of a person) its ids and names are
read and no more: it has a record of its own, in which every field is looked for.
"""

from __future__ import annotations

from collections.abc import Mapping

_CONTACT = "personal beyond need"
_UNCERTAIN = "not certain, or of a profile that was merged into another"

IGNORED: Mapping[str, str] = {
    "//@trans": "whether a name was translated by a person or a machine",
    "//ISBN/@medium": "on paper or online, both are the book's",
    "//ISSN/@medium": "on paper or online, both are the journal's",
    "//License/@scheme": "the address of the licence says it",
    "//Type/@scheme": "the address of the type says it",
    "//Status/@scheme": "the address of the status says it",
    "//OAMandate": "what a funder asks of all its awards, not what became of one",
    **dict.fromkeys(("//Equipment", "//Uses", "//GeneratedBy"), "there is no table of equipment"),
    **dict.fromkeys(("//PresentedAt", "//OutputFrom", "//Coverage"), "there is no table of events"),
    "Person/Gender": _CONTACT,
    "Person/ElectronicAddress": _CONTACT,
    "Person/Identifier": "a number of a national register, or of the institution's staff",
    **{f"Person/Alternative{name}": _UNCERTAIN for name in ("ORCID", "ResearcherID", "ScopusAuthorID", "ISNI", "DAI")},
    "Publication/Publishers/Publisher/Person": "a publisher's name is its display name or that of an organisation",
    "Product/Publishers/Publisher/Person": "a publisher's name is its display name or that of an organisation",
    **{
        f"//FileLocations/Medium/{name}": "the name, kind and size of a file; its address is read"
        for name in ("Type", "Title", "MimeType", "Size", "License", "Access")
    },
    "Patent/Issuer": "the country code says which office",
    "Patent/VersionInfo": "the number of the publication says it",
    "Patent/Keyword": "patents are told apart by their classes",
    "Patent/OriginatesFrom": "there is no table of the awards that a patent came from",
    "Patent/References": "what inventors cite is read from the offices' own records",
}
