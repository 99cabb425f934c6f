"""A picture is set in motion in a real browser, whose policy forbids code made from text; skipped without one."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from rashinban.access.charts import live
from rashinban.access.charts.frame import NARROW, WIDE
from rashinban.access.charts.render import svg
from rashinban.access.charts.scatter import Side, Spot, scatter
from rashinban.measure.answer import Measured

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="needs chromium and chromedriver")

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
def browser(tmp_path: Path) -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in ("headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking"):
        options.add_argument(f"--{flag}")
    options.add_argument("--disable-component-update")
    options.add_argument("--disable-sync")
    options.add_argument(f"--user-data-dir={tmp_path}")
    options.add_argument("--window-size=1000,1200")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_a_still_picture_is_set_in_motion_by_the_keyboard_and_stopped_again(browser: Any, address: str) -> None:
    browser.get(address)
    first, second = browser.find_elements("css selector", "figure > button")
    assert (first.text, first.get_attribute("aria-expanded")) == ("動かして見る", "false")
    first.send_keys("\ue007")
    until(lambda: first.get_attribute("aria-expanded") == "true")
    dots = browser.find_elements("css selector", ".live .mark-symbol path")
    assert len(dots) >= len(SPOTS)
    assert not browser.find_element("css selector", ".wide").is_displayed()
    names = [text.text for text in browser.find_elements("css selector", ".live text")]
    assert {"国1", "国2", "国3"} <= set(names)
    webdriver = pytest.importorskip("selenium.webdriver")
    webdriver.ActionChains(browser).move_to_element(dots[0]).perform()
    tooltip = browser.find_element("css selector", ".live > div[aria-hidden]")
    until(lambda: tooltip.text.startswith("国3 · x：30.0%"))
    first.send_keys("\ue007")
    until(lambda: first.get_attribute("aria-expanded") == "false")
    assert browser.find_element("css selector", ".wide").is_displayed()

    second.send_keys("\ue007")
    until(lambda: browser.find_elements("css selector", "figure > p[role=status]")[1].text == "読み込めない")
    # What failed is the second picture on purpose; no policy was broken.
    said = [entry["message"] for entry in browser.get_log("browser")]
    assert said and all("/nothing.json" in message for message in said)


def test_a_still_picture_links(browser: Any, address: str) -> None:
    browser.get(address)
    # The first Tab of the page goes to the first link of the picture: its largest dot.
    webdriver = pytest.importorskip("selenium.webdriver")
    webdriver.ActionChains(browser).send_keys("\ue004").send_keys("\ue007").perform()
    until(lambda: browser.title == "card 3")
