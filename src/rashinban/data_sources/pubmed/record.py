"""Where the parts of a record of PubMed are, of an article and of a book or chapter of NLM's Bookshelf alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rashinban.errors import Refused
from rashinban.reading.xml import Element, Reading

#: Elements by name, or what stands for one: a list of elements.
Parts = Mapping[str, Sequence[Element]]


@dataclass(frozen=True, kw_only=True)
class Found:
    """The parts of one record. `type` is ours where the record's place tells it: books and their chapters."""

    citation: Parts
    article: Parts
    data: Parts
    issue: Mapping[str, Element] = field(default_factory=dict)
    isbns: Sequence[Element] = ()
    type: str | None = None


def by_name(element: Element | None) -> dict[str, list[Element]]:
    """The elements right below one, by name."""
    found: dict[str, list[Element]] = {}
    for child in element if element is not None else ():
        found.setdefault(child.tag, []).append(child)
    return found


def first(found: Parts, name: str) -> Element | None:
    elements = found.get(name)
    return elements[0] if elements else None


def find_parts(reading: Reading) -> Found:
    """The parts of a record. Refused where it is neither an article nor a book."""
    root = reading.root
    if root.tag == "PubmedBookArticle":
        return _book(root)
    citation, data = by_name(root.find("MedlineCitation")), by_name(root.find("PubmedData"))
    article = first(citation, "Article")
    if article is None:
        raise Refused("neither an article nor a book of PubMed", found=root.tag)
    issue = article.find("Journal/JournalIssue")
    return Found(
        citation=citation,
        article=by_name(article),
        data=data,
        issue={child.tag: child for child in issue} if issue is not None else {},
    )


def _book(root: Element) -> Found:
    """A chapter has a title of its own; otherwise the record is of the whole book."""
    document, data = by_name(root.find("BookDocument")), by_name(root.find("PubmedBookData"))
    book = by_name(first(document, "Book"))
    is_chapter = "ArticleTitle" in document
    article: dict[str, Sequence[Element]] = {
        **document,
        "ArticleTitle": document.get("ArticleTitle", book.get("BookTitle", [])),
        "AuthorList": [each for each in document.get("AuthorList", ()) if each.get("Type") != "editors"]
        or book.get("AuthorList", []),
        "PublicationTypeList": [document.get("PublicationType", [])],
        "ArticleDate": document.get("ContributionDate", []),
        "ELocationID": book.get("ELocationID", []) if not is_chapter else [],
    }
    return Found(
        citation=document,
        article=article,
        data={**data, "ArticleIdList": [*data.get("ArticleIdList", ()), *document.get("ArticleIdList", ())]},
        issue={name: book[name][0] for name in ("PubDate", "Volume") if name in book},
        isbns=book.get("Isbn", []),
        type="book-chapter" if is_chapter else "book",
    )
