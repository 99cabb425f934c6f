"""Every kind of page under axe, as wide as a telephone and as a desk: nothing serious, nothing wider than a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Opened = Callable[..., Any]

pytestmark = pytest.mark.timeout(120)

PAGES = (
    "/", "/superiority", "/area/jp20-03?country=US", "/country/US", "/compare?country=US|CN", "/groups",
    "/search?q=quantum", "/search", "/card/pp_top_10?country=US", "/records/p?country=US", "/indicators",
    "/indicators/rca", "/releases", "/releases/diff", "/imports", "/imports/openalex", "/api",
    "/foresight", "/delphi", "/logic-model", "/logic-model/forest",
    "/programmes", "/programme/kakenhi", "/programme/kakenhi?part=money", "/programme/kakenhi?part=outputs",
    "/portfolios", "/portfolio?programme1=kakenhi", "/technology", "/technology/jp20-03?country=US", "/dialogue",
)  # fmt: skip
#: Kinds of records, each opened at its first hit.
KINDS = ("works", "authors", "institutions", "sources", "funders", "awards", "topics")


def judged(page: Any) -> list[str]:
    """What axe finds that keeps somebody out: serious and critical violations of WCAG 2.2 A and AA."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).response
    return [
        f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def too_wide(page: Any) -> bool:
    """Whether the page itself must be moved sideways; tables may, in a frame of their own."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_page_keeps_nobody_out(opened: Opened, address: str, language: str) -> None:
    joint = "&" if "?" in address else "?"
    for width in (360, 1280):
        page = opened(f"{address}{joint}lang={language}", width=width)
        assert judged(page) == []
        assert not too_wide(page), f"{page.url} at {width} px"


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_keeps_nobody_out(opened: Opened, kind: str) -> None:
    listed = opened(f"/search?kind={kind}&lang=ja")
    href = listed.locator(f"main a[href^='/{kind.removesuffix('s')}/']").first.get_attribute("href")
    for width in (360, 1280):
        page = opened(href, width=width)
        assert judged(page) == []
        assert not too_wide(page), f"{page.url} at {width} px"


def test_a_picture_is_moved_with_the_keyboard(opened: Opened) -> None:
    page = opened("/country/US?lang=en")
    button = page.locator("button[aria-expanded]").first
    if button.count() == 0:
        pytest.fail("no picture of this page can be set in motion")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("button[aria-expanded='true']", timeout=30_000)
    assert page.locator("figure .live svg").count() == 1
    assert page.evaluate("document.activeElement !== document.body")
