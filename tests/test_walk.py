"""Real records of six providers are one chain: project, award number, article, author, institution; walked in pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.engine import open_engine
from rashinban.stages.fetch import fetch
from rashinban.stages.update import update

FILES = {
    "kaken": "samples/kaken/opensearch_19KK0341.xml",
    "cinii": "samples/cinii_research/cir.nii.ac.jp_19KK0341_ja.json",
    "crossref": "samples/crossref_rest/j.advnut.2025.100480.json",
    "openalex": "samples/openalex",
    "ror": "samples/ror/ror.org_005pdtr14.json",
    "weko_tsv": "samples/irdb_weko_tsv",
}


@pytest.fixture(scope="module")
def client(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    base = tmp_path_factory.mktemp("walk")
    for name, path in FILES.items():
        fetch(base, name, from_paths=[shared / path])
    engine = open_engine("duckdb")
    update(base, engine, workers=1, questions=())
    engine.close()
    serving = Serving(base)
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=True) as client:
        yield client
    serving.close()


def _first(client: TestClient, address: str, start: str) -> str:
    """The first link of a page's main part that begins so."""
    links = [str(link) for link in read(client, address).xpath("//main//a/@href")]
    return next(link for link in links if link.startswith(start))


@pytest.mark.shared
def test_the_award_of_kaken_is_that_of_openalex(client: TestClient) -> None:
    (hit,) = client.get("/api/search?q=19KK0341&kind=awards").json()["found"]["hits"]
    award = client.get(f"/api/awards/{hit['id']}").json()
    assert (award["jgn"], award["title"]) == ("JP19KK0341", "マダガスカル農村部における食環境の評価と食生活指針")
    # KAKEN's own record: 11,400,000 direct and 3,420,000 indirect.
    amounts = {each["kind"]: each["amount"] for each in award["amounts"]}
    assert amounts == {"direct": 11_400_000, "indirect": 3_420_000, "total": 14_820_000}
    # The funder's own record is believed first; CiNii's copy says the same, so that nothing is claimed otherwise.
    assert (award["provenance"]["data_source"], award["claims"]) == ("kaken", [])


@pytest.mark.shared
def test_the_chain_is_walked_from_the_number_to_the_institution(client: TestClient) -> None:
    award = read(client, "/award/jgn:JP19KK0341?lang=ja")
    assert "マダガスカル" in words(award.get_element_by_id("main"))
    work = _first(client, "/award/JP19KK0341", "/work/")
    assert client.get(work).url.path == client.get("/work/10.1016/j.advnut.2025.100480").url.path
    author = _first(client, work, "/author/")
    assert "Shiratori" in words(read(client, author).find(".//h1"))
    institution = _first(client, work, "/institution/")
    found = client.get("/api/institutions/005pdtr14").json()
    assert institution.startswith(f"/institution/{found['id']}")
    assert found["ror_id"] == "005pdtr14"


@pytest.mark.shared
def test_no_link_of_the_chain_is_dead(client: TestClient) -> None:
    for address in ("/award/JP19KK0341", "/work/10.1016/j.advnut.2025.100480"):
        for language in ("en", "ja"):
            assert dead_links(client, read(client, f"{address}?lang={language}")) == []
