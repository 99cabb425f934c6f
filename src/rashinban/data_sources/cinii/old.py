"""One node of an old graph (ci.nii.ac.jp, until 2022): what CiNii Articles or Dissertations said of a work."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rashinban.data_sources.cinii.fields import Fields
from rashinban.data_sources.cinii.identifiers import PEOPLE, clean
from rashinban.data_sources.cinii.products import Product, affiliations_by_language, names_by_language
from rashinban.engine.rows import Rows
from rashinban.reading.works import Author

_NO_TABLE = "there is no table for it"

#: Of a path in a node why it is not read.
IGNORED: Mapping[str, str] = {
    "node.foaf:isPrimaryTopicOf": "the address of the record in other formats",
    "node.dc:publisher": "a publisher without an identifier; " + _NO_TABLE,
    "node.prism:pageRange": "how many pages; first and last page say it",
    "node.foaf:topic.@id": "the address of a search for the keyword",
    "node.foaf:maker.@type": "always foaf:Person",
    "node.foaf:maker.con:organization.@id": "an address of the old CiNii",
    "node.foaf:maker.con:organization.@type": "always foaf:Organization",
    "node.dc:source.dc:title": "the words on a link",
    "node.rdfs:seeAlso": "the address of the record in other formats",
}
_NAID = re.compile(r"/naid/(\d+)")
_NRID = re.compile(r"/nrid/(\d+)")


def read_node(node: Fields, rows: Rows) -> Product:
    """The work of a node."""
    product = Product(
        address=None,
        type=node.text("@type"),
        identifiers=[("NAID", naid) for naid, _ in node.texts("cinii:naid")],
        volume=node.text("prism:volume"),
        issue=node.text("prism:number"),
        first_page=node.text("prism:startingPage"),
        last_page=node.text("prism:endingPage"),
        date=node.text("prism:publicationDate") or node.text("dc:date"),
        language=node.text("dc:language"),
        journal=node.texts("prism:publicationName"),
        dates=[("granted", node.text("ndl:dateGranted"))],
        addresses=[address for each in node.objects("dc:source") if (address := each.text("@id"))],
    )
    node.values("dc:date")  # the year once more
    if own := node.text("@id"):
        product.addresses.insert(0, own.partition("#")[0])
        product.identifiers += [("NAID", number[1])] if (number := _NAID.search(own)) else []
    product.identifiers += [("DOI", doi) for doi, _ in node.texts("prism:doi")]
    for name in ("prism:issn", "prism:eIssn"):
        product.journal_identifiers += [("ISSN", issn) for issn, _ in node.texts(name)]
    product.journal_identifiers += [("NCID", ncid) for ncid, _ in node.texts("cinii:ncid")]
    kinds = (("title", "dc:title"), ("alternative", "dcterms:alternative"), ("abstract", "dc:description"))
    for kind, name in (*kinds, ("note", "ndl:degreeName"), ("note", "ndl:dissertationNumber")):
        product.texts += [(kind, text, code) for text, code in node.texts(name)]
    for topic in node.objects("foaf:topic"):
        product.keywords += [text for text, _ in topic.texts("dc:title")]
    named = [Author(names=names_by_language(names, rows)) for names in node.groups("dc:creator")]
    # The makers are the creators once more, with their numbers and organisations.
    product.authors = [_author(each, rows) for each in node.objects("foaf:maker")] or named
    return product


def _author(maker: Fields, rows: Rows) -> Author:
    number = _NRID.search(maker.text("@id") or "")
    organisations = [text for each in maker.objects("con:organization") for text in each.texts("foaf:name")]
    return Author(
        names=names_by_language(maker.texts("foaf:name"), rows),
        identifiers=clean([("NRID", number[1])] if number else [], PEOPLE, rows, "authorship_identifiers.identifier"),
        affiliations=affiliations_by_language(organisations),
    )
