"""The page of reports: a form for each template, and the files that its buttons ask for."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from page_text import read
from pypdf import PdfReader

from rashinban.access.reports.template import shipped
from rashinban.access.reports.writers import FORMATS
from rashinban.access.serving import Serving
from rashinban.access.web import application


@pytest.fixture(scope="module")
def client(two: tuple[Path, str, str]) -> Iterator[TestClient]:
    serving = Serving(two[0])
    with TestClient(application(serving), raise_server_exceptions=False) as client:
        yield client
    serving.close()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_template_has_a_form_with_a_button_for_each_format(client: TestClient, language: str) -> None:
    page = read(client, f"/reports?lang={language}")
    forms = page.xpath("//main//form")
    assert [form.get("action") for form in forms] == [f"/reports/{name}.pdf" for name in shipped()]
    for name, form in zip(shipped(), forms, strict=True):
        assert form.xpath(".//button/@formaction") == [f"/reports/{name}.{format}" for format in FORMATS]
        assert all(page.xpath("count(//*[@id=$id])", id=id) == 1 for id in form.xpath(".//label/@for"))
    # The base has an earlier release to compare with.
    assert len(forms[0].xpath(".//select[@name='since']/option")) == 2


def test_a_button_gives_the_file(client: TestClient, two: tuple[Path, str, str]) -> None:
    asked = {"technology_area": "jp20-03", "country": "JP", "since": two[1], "lang": "ja"}
    answer = client.get("/reports/brief.pdf", params=asked)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"].startswith('inline; filename="brief-')
    text = "".join(PdfReader(BytesIO(answer.content)).pages[0].extract_text().split())
    assert two[1] in text and two[2] in text
    sheet = client.get("/reports/country.xlsx", params={"country": "JP"})
    assert sheet.content.startswith(b"PK") and sheet.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/reports/brief.pdf?country=JP", 400, "add --where technology_area=..."),
        ("/reports/brief.exe?country=JP", 404, "there are html, pdf, docx, xlsx, pptx"),
        ("/reports/nothing.pdf", 404, "there are area, brief, country"),
        ("/reports/brief.pdf?contry=JP", 400, "contry"),
        ("/reports/country.pdf?reference=world:/etc/passwd", 400, "is for the command line"),
    ],
)
def test_what_is_wrong_is_said(client: TestClient, address: str, status: int, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status and said in answer.text
