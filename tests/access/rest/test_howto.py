"""The how-to and its notebook are run against a served base, as a reader would run them."""

from __future__ import annotations

import contextlib
import io
import json
import re
import socket
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from needs import absent

FOLDER = Path(__file__).parents[3] / "docs" / "how-to"


@pytest.fixture(scope="module")
def server(app: FastAPI) -> Iterator[str]:
    """The address of a server on the loopback."""
    taken = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = Thread(target=running.run, kwargs={"sockets": [taken]})
    thread.start()
    while not running.started:
        sleep(0.01)
    yield f"http://127.0.0.1:{taken.getsockname()[1]}"
    running.should_exit = True
    thread.join()
    taken.close()


def test_every_address_of_the_page_answers(client: TestClient) -> None:
    text = (FOLDER / "use-the-api.md").read_text(encoding="utf-8")
    addresses = re.findall(r"http://127\.0\.0\.1:8000(/[^\s'\"]*)", text)
    assert len(addresses) >= 3
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_every_path_of_the_page_is_in_the_document(client: TestClient) -> None:
    text = (FOLDER / "use-the-api.md").read_text(encoding="utf-8")
    paths = {re.sub(r"{[^}]*}", "{}", path) for path in client.get("/api/openapi.json").json()["paths"]}
    found = re.findall(r"`(/api/[^`?]*)`", text)
    assert len(found) >= 10
    for path in found:
        # The page calls parameters by words of its own.
        known = re.sub(r"{[^}]*}", "{}", path.replace("{card id}", "{}/{}/{}"))
        assert known in {*paths, "/api/openapi.json"}, path


def test_the_pages_of_a_long_list_are_walked_as_written(server: str) -> None:
    text = (FOLDER / "use-the-api.md").read_text(encoding="utf-8")
    block = next(code for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "next_cursor" in code)
    names: dict[str, object] = {}
    exec(block.replace("http://127.0.0.1:8000", server), names)
    works = names["works"]
    assert isinstance(works, list)
    assert len({work["work_id"] for work in works}) == len(works) > 0


def test_the_notebook_runs(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if find_spec("pandas") is None:
        absent("the notebook uses pandas, which Rashinban itself does not need")
    monkeypatch.setenv("RASHINBAN_URL", server)
    cells = json.loads((FOLDER / "api.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {}
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        for cell in cells:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
    again, _, printed = next(line for line in out.getvalue().splitlines() if " = " in line).partition(" = ")
    assert float(again) == pytest.approx(float(printed), abs=1e-12)
