"""What a test reads of a page: the page itself, its words, and which of its links lead nowhere."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import lxml.html
from fastapi.testclient import TestClient


def read(client: TestClient, address: str, *, language: str = "en") -> lxml.html.HtmlElement:
    """The page at an address, which must be there."""
    response = client.get(address, params=None, headers={"Accept-Language": language})
    assert response.status_code == 200, f"{address}: {response.status_code} {response.text[:500]}"
    return lxml.html.document_fromstring(response.text)


def words(element: lxml.html.HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(element.text_content().split())


def dead_links(client: TestClient, page: lxml.html.HtmlElement) -> list[str]:
    """The links of a page to this server that lead to an error, with the status they have.

    Of links that differ in an id or a value only, the first two are followed.
    """
    alike: dict[tuple[object, ...], list[str]] = {}
    for address in sorted({str(link) for link in page.xpath("//a/@href | //link/@href")}):
        parts = urlsplit(address)
        if not parts.scheme and parts.path:
            words_asked = tuple(sorted(parse_qs(parts.query)))
            alike.setdefault((parts.path.split("/")[1], words_asked), []).append(address)
    statuses = ((client.get(address).status_code, address) for same in alike.values() for address in same[:2])
    return [f"{status} {address}" for status, address in statuses if status >= 400]
