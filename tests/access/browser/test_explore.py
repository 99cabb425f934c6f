"""A picture is set in motion in a real browser, whose policy forbids code made from text."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any

import pytest

from rashinban.access.charts import live
from rashinban.access.charts.frame import NARROW, WIDE
from rashinban.access.charts.render import svg
from rashinban.access.charts.scatter import Side, Spot, scatter
from rashinban.measure.answer import Measured

#: Stricter than what the server sends: not even styles in attributes.
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'"
SPOTS = [
    Spot(name=f"国{i}", x=Measured(value=0.1 * i), y=Measured(value=0.2 * i), size=100 * i, href=f"/card/{i}")
    for i in (1, 2, 3)
]


def spec(width: int) -> Any:
    return scatter(SPOTS, Side(title="x", display="share"), Side(title="y", display="share"), "n", "ja", width)


def page() -> str:
    drawings = "".join(
        f'<div class="{name}" role="group" aria-label="三国の強さ">{svg(spec(width))}</div>'
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    )
    return (
        '<!doctype html><html lang="ja"><title>still</title><link rel="stylesheet" href="/static/style.css">'
        '<figure data-spec="/wide.json" data-spec-narrow="/narrow.json" data-explore="動かして見る">'
        f"{drawings}</figure>"
        '<figure data-spec="/nothing.json" data-explore="動かして見る" data-failed="読み込めない">still</figure>'
        '<script src="/static/explore.js"></script></html>'
    )


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        static = files("rashinban.access.pages") / "static"
        known: dict[str, tuple[str, Callable[[], bytes]]] = {
            "/": ("text/html; charset=utf-8", lambda: page().encode()),
            "/static/explore.js": ("text/javascript", lambda: (static / "explore.js").read_bytes()),
            "/static/style.css": ("text/css", lambda: (static / "style.css").read_bytes()),
            "/static/vega.js": ("text/javascript", live.bundle),
            "/wide.json": ("application/json", lambda: json.dumps(spec(WIDE)).encode()),
            "/narrow.json": ("application/json", lambda: json.dumps(spec(NARROW)).encode()),
            "/card/3": ("text/html", lambda: b"<title>card 3</title>"),
            "/favicon.ico": ("image/x-icon", lambda: b""),
        }
        kind, made = known.get(self.path, ("text/plain", None))
        self.send_response(200 if made else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(made() if made else b"")

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def shown(chromium: Any, address: str) -> Iterator[tuple[Any, list[str]]]:
    """The page in a browser, and what the browser has to complain of."""
    context = chromium.new_context(viewport={"width": 1000, "height": 1200})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.text} {message.location.get('url', '')}"))
    page.goto(address)
    yield page, said
    context.close()


def test_a_still_picture_is_set_in_motion_by_the_keyboard_and_stopped_again(shown: tuple[Any, list[str]]) -> None:
    page, said = shown
    first, second = page.locator("figure > button").all()
    assert (first.inner_text(), first.get_attribute("aria-expanded")) == ("動かして見る", "false")
    first.press("Enter")
    page.wait_for_selector("figure > button[aria-expanded='true']")
    dots = page.locator(".live .mark-symbol path")
    assert dots.count() >= len(SPOTS)
    assert not page.locator(".wide").is_visible()
    assert {"国1", "国2", "国3"} <= set(page.locator(".live text").all_text_contents())
    dots.first.hover()
    tooltip = page.locator(".live > div[aria-hidden]")
    tooltip.wait_for(state="visible")
    assert tooltip.inner_text().startswith("国3 · x：30.0%")
    first.press("Enter")
    page.wait_for_selector("figure > button[aria-expanded='false']")
    assert page.locator(".wide").is_visible()

    second.press("Enter")
    page.get_by_text("読み込めない").wait_for(state="visible")
    # What failed is the second picture on purpose; no policy was broken.
    assert said and all("/nothing.json" in message for message in said)


def test_a_still_picture_links(shown: tuple[Any, list[str]]) -> None:
    page, _ = shown
    # The first Tab of the page goes to the first link of the picture: its largest dot.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/card/3")
    assert page.title() == "card 3"
