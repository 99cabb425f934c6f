"""Each reference is one award or funder that a work names, in the shape of DataCite, which OpenAIRE took over."""

from __future__ import annotations

from collections.abc import Iterable

from rashinban.access.oai.record import Funding
from rashinban.access.oai.xml import Element, below, write


def write_funding(made: Element, namespace: str, found: Iterable[Funding]) -> None:
    """The references under `fundingReferences`; an award of an unknown funder has no place in them."""
    known = [funding for funding in found if funding.funder]
    if not known:
        return
    references = below(made, namespace, "fundingReferences")
    for funding in known:
        element = below(references, namespace, "fundingReference")
        write(element, namespace, "funderName", funding.funder)
        if funding.funder_identifier:
            kind, address = funding.funder_identifier
            write(element, namespace, "funderIdentifier", address, funderIdentifierType=kind)
        write(element, namespace, "awardNumber", funding.award_number, awardURI=funding.award_url)
        write(element, namespace, "awardTitle", funding.award_title)
