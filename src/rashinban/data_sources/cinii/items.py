"""One item of a search (OpenSearch v2), in one language or two: what it says of a work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rashinban.data_sources.cinii.fields import Fields
from rashinban.data_sources.cinii.products import Product
from rashinban.engine.rows import Rows
from rashinban.reading.works import Author, Name, name_as_printed
from rashinban.schema.japanese import script_of

_NO_TABLE = "there is no table for it"

#: Of a path in an item why it is not read.
IGNORED: Mapping[str, str] = {
    "item.@type": "always item",
    "item.link": "the address that @id is",
    "item.rdfs:seeAlso": "the address of the record in other formats",
    "item.dc:publisher": "a publisher without an identifier; " + _NO_TABLE,
    "item.prism:pageRange": "the first and last page once more",
    "item.dcterms:extent": "size of the piece; " + _NO_TABLE,
    "item.dcterms:hasPart": "addresses of volumes, without identifiers",
    "item.dcterms:isPartOf": "the address of a set, without identifiers",
    "item.dcterms:medium": "on what it is written; " + _NO_TABLE,
    "item.prism:edition": _NO_TABLE,
    "item.cir:ownerCount": "how many libraries hold it",
    "item.cinii:ownerCount": "how many libraries hold it",
}


def one_or_other(code: str, text: str) -> str | None:
    """The language of a text in an answer. CiNii gives what it has where it lacks the language that was asked for."""
    if script_of(text) in ("kanji", "kana"):
        return "ja"
    return "en" if code == "en" else None


def each_language(items: Mapping[str, Fields]) -> Iterator[tuple[str, Fields]]:
    """The answers, the Japanese one first."""
    return iter(sorted(items.items(), key=lambda item: item[0] != "ja"))


def people(items: Mapping[str, Fields], rows: Rows, column: str) -> list[list[Name]]:
    """The forms of each person's name. Lists of different length in two answers cannot be joined."""
    lists = [
        [name_as_printed(text, one_or_other(code, text)) for text, _ in item.texts("dc:creator")]
        for code, item in each_language(items)
    ]
    lists = [names for names in lists if names]
    main: Sequence[Name] = max(lists, key=len, default=[])
    joined = [[name] for name in main]
    for names in lists:
        if names is main:
            continue
        if len(names) != len(main):
            printed = "; ".join(name.full for name in names)
            rows.refuse_value(column, f"{len(names)} names for {len(main)}: whose they are is not said", printed)
            continue
        for forms, name in zip(joined, names, strict=True):
            if name.full not in [form.full for form in forms]:
                forms.append(name)
    return joined


def read_item(items: Mapping[str, Fields], rows: Rows) -> Product:
    """The work of an item. What does not depend on the language is taken from the first answer."""
    (_, first), *others = each_language(items)
    product = Product(
        address=first.text("@id"),
        type=first.text("dc:type"),
        identifiers=first.identifiers("dc:identifier"),
        volume=first.text("prism:volume"),
        issue=first.text("prism:number"),
        first_page=first.text("prism:startingPage"),
        last_page=first.text("prism:endingPage"),
        date=first.text("prism:publicationDate") or first.text("dc:date"),
        language=first.text("dc:language"),
        addresses=[address for each in first.objects("dc:source") if (address := each.text("@id"))],
        rights=first.text("dc:rights"),
        access=first.text("dcterms:accessRights"),
    )
    for each in first.objects("dc:source"):
        each.texts("dc:title")
    product.identifiers += [("DOI", doi) for doi, _ in first.texts("prism:doi")]
    for name in ("prism:issn", "prism:eIssn"):
        product.journal_identifiers += [("ISSN", issn) for issn, _ in first.texts(name)]
    product.dates = [("granted", first.text("ndl:dateGranted"))]
    for name in ("ndl:degreeName", "ndl:dissertationNumber", "jpcoar:degreeGrantor"):
        product.texts += [("note", text, None) for text, _ in first.texts(name)]
    product.authors = [Author(names=names) for names in people(items, rows, "authorship_names.name")]
    for code, item in each_language(items):
        for kind, name in (("title", "title"), ("alternative", "dcterms:alternative"), ("abstract", "description")):
            product.texts += [(kind, text, one_or_other(code, text)) for text, _ in item.texts(name)]
        for name, _ in item.texts("prism:publicationName"):
            if name not in [known for known, _ in product.journal]:
                product.journal.append((name, one_or_other(code, name)))
        product.keywords += [text for text, _ in item.texts("dc:subject")]
    for _, other in others:
        _pass(other)
    return product


def _pass(other: Fields) -> None:
    """The answer in the second language says the rest once more."""
    for name in _SAME:
        other.values(name)


_SAME = (
    *("@id", "dc:type", "dc:identifier", "prism:volume", "prism:number", "prism:startingPage", "prism:endingPage"),
    *("prism:publicationDate", "dc:date", "dc:language", "dc:source", "dc:rights", "dcterms:accessRights", "prism:doi"),
    *("prism:issn", "prism:eIssn", "ndl:dateGranted", "ndl:degreeName", "ndl:dissertationNumber"),
    "jpcoar:degreeGrantor",
)
