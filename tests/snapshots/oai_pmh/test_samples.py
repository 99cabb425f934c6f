"""Every real answer that others keep as a test case, read as records and told by a provider."""

from __future__ import annotations

from pathlib import Path

import pytest

from oai_provider import FIVE, Repository, error, run
from provider import Answer, Asked, Provider
from rashinban.errors import Refused, SourceError
from rashinban.reading.oai import oai_records
from rashinban.snapshots.draft import Draft
from rashinban.snapshots.http import Web
from rashinban.snapshots.raw import RawFile

pytestmark = pytest.mark.shared

#: How many records a file has, or why it has none.
RECORDS: dict[str, int | str] = {
    "invenio_sample_arxiv_response_no_namespace.xml": 1,
    "invenio_sample_arxiv_response_utf8.xml": 1,
    "invenio_sample_arxiv_response_with_namespace.xml": 1,
    "invenio_sample_empty_response.xml": 0,
    "invenio_sample_inspire_response_listrecords.xml": 2,
    "invenio_sample_oai_dc_response.xml": 1,
    "pyoai_fake1_00000.xml": "an answer to ListSets, which has no records; fetch ListRecords",
    "pyoai_fake1_00001.xml": "an answer to Identify, which has no records; fetch ListRecords",
    "pyoai_fake1_00002.xml": "an answer to ListMetadataFormats, which has no records; fetch ListRecords",
    "pyoai_fake1_00003.xml": "an answer to ListIdentifiers, which has no records; fetch ListRecords",
    "pyoai_fake1_00004.xml": 1,
    "pyoai_fake1_00005.xml": 16,
    # A record without its envelope.
    "pyoai_fake1_00006.xml": 1,
    "pyoai_fake2_00000.xml": 1,
    "pyoai_fake2_00001.xml": 1,
    "pyoai_fake3_00001.xml": "invalid XML: Opening and ending tag mismatch: bogus line 1 and OAI-PMH",
    "pyoai_fake4_00001.xml": "invalid XML: Entity 'bogus' not defined",
    "pyoai_fake5_00001.xml": "an answer to Identify, which has no records; fetch ListRecords",
    "sickle/GetRecord.xml": 1,
    "sickle/GetRecord_utf8test.xml": 1,
    "sickle/Identify.xml": "an answer to Identify, which has no records; fetch ListRecords",
    "sickle/ListIdentifiers.xml": "an answer to ListIdentifiers, which has no records; fetch ListRecords",
    "sickle/ListIdentifiers2.xml": "an answer to ListIdentifiers, which has no records; fetch ListRecords",
    "sickle/ListMetadataFormats.xml": "an answer to ListMetadataFormats, which has no records; fetch ListRecords",
    "sickle/ListRecords.xml": 2,
    "sickle/ListRecords2.xml": 2,
    "sickle/ListRecords3.xml": 2,
    "sickle/ListRecords4.xml": 2,
    "sickle/ListRecordsBroken.xml": "invalid XML: Start tag expected",
    "sickle/ListSets.xml": "an answer to ListSets, which has no records; fetch ListRecords",
    "sickle/badArgument.xml": "an OAI-PMH error, badArgument",
    "sickle/badResumptionToken.xml": "an OAI-PMH error, badResumptionToken",
    "sickle/cannotDisseminateFormat.xml": "an OAI-PMH error, cannotDisseminateFormat",
    "sickle/idDoesNotExist.xml": "an OAI-PMH error, idDoesNotExist",
    "sickle/noRecordsMatch.xml": 0,
    "sickle/noSetHierarchy.xml": "an OAI-PMH error, noSetHierarchy",
    "sickle/undefinedError.xml": "an OAI-PMH error, undefinedError",
}

BEHIND = "answers whose responseDate is more than ten minutes behind this machine's clock"
ONE, TWO, FOUR = (f"first in oai_dc/page-00000{n}.xml.gz" for n in (1, 2, 4))

#: What comes of a file told as the answer to ListRecords: records, and what is noted of them; or the error.
TOLD: dict[str, tuple[int, tuple[str, ...]] | str] = {
    "invenio_sample_empty_response.xml": (0, ()),
    "invenio_sample_inspire_response_listrecords.xml": (2, (f"{BEHIND}: 1, {ONE}",)),
    "pyoai_fake1_00005.xml": (16, (f"{BEHIND}: 1, {ONE}",)),
    "pyoai_fake1_00006.xml": "an XML document 'dc' instead of an OAI-PMH answer, 3 times in a row",
    "pyoai_fake3_00001.xml": "an OAI-PMH answer that does not answer ListRecords, 3 times in a row",
    # Four pages that count eight records and have three, one of them nameless; all pages say cursor 0.
    "sickle/ListRecords.xml": (
        3,
        (
            f"{BEHIND}: 4, {ONE}",
            f"cursors that are not the number of records before the page: 2, {TWO}",
            f"records that came more than once: 5, {TWO}",
            f"records without identifier or datestamp: 1, {FOUR}",
        ),
    ),
    "sickle/ListRecordsBroken.xml": "invalid XML: Start tag expected",
    "sickle/badArgument.xml": "badArgument; check the set and the dates",
    "sickle/badResumptionToken.xml": "badResumptionToken: This resumptionToken is invalid; its tokens expire",
    "sickle/cannotDisseminateFormat.xml": "cannotDisseminateFormat; ask for another format",
    "sickle/idDoesNotExist.xml": "idDoesNotExist: oai:lcoa1.loc.gov:loc.rbc/rbpe.00000111 has the structure of",
    "sickle/noRecordsMatch.xml": (0, ()),
    "sickle/noSetHierarchy.xml": "noSetHierarchy: This repository does not support sets; it has no sets",
    "sickle/undefinedError.xml": "undefinedError; try again later",
}

#: What is noted of a provider that says this of itself.
IDENTIFY: dict[str, tuple[str, ...]] = {
    "pyoai_fake1_00001.xml": (
        "Erasmus University : Research Online: dates to the second since 2001-01-01T00:00:00Z, deleted records: no, "
        "contact service@ubib.eur.nl",
        "calls itself http://dspace.ubib.eur.nl/oai/, and was asked at {url}",
    ),
    "pyoai_fake3_00001.xml": (
        "DSpace at Erasmus: dates to the second since 2001-01-01T00:00:00Z, deleted records: persistent, "
        "contact eepi@ubib.eur.nl",
        "answers that are not well-formed XML: Identify",
        "calls itself http://ep.eur.nl/oai/request, and was asked at {url}",
    ),
    "pyoai_fake4_00001.xml": (
        "DSpace at Erasmus: dates to the second since 2001-01-01T00:00:00Z, deleted records: persistent, "
        "contact eepi@ubib.eur.nl",
        "answers that are not well-formed XML: Identify",
        "calls itself http://ep.eur.nl/oai/request, and was asked at {url}",
    ),
    "pyoai_fake5_00001.xml": (
        "DSpace at Erasmus: dates to the second since aaaa-bb-cc, deleted records: persistent, "
        "contact eepi@ubib.eur.nl",
        "earliestDatestamp 'aaaa-bb-cc' is no date",
        "calls itself http://ep.eur.nl/oai/request, and was asked at {url}",
    ),
    "sickle/Identify.xml": (
        "A Test Repository: dates to the day since 1970-01-01T00:00:00Z, deleted records: persistent, "
        "contact john.doe@example.com",
        "calls itself http://test.example.com/oai, and was asked at {url}",
        f"datestamps that are not to the day, as the provider says: 5, {ONE}",
    ),
}


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "samples" / "oai_pmh"


def test_every_file_is_named_here(folder: Path) -> None:
    assert sorted(RECORDS) == sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.xml"))
    assert len(RECORDS) == 37


@pytest.mark.parametrize("name", RECORDS)
def test_as_records(folder: Path, name: str) -> None:
    file = RawFile(data_source="played", snapshot="s", name=name, path=folder / name)
    given = [record for _, record in oai_records(file)]
    expected = RECORDS[name]
    if isinstance(expected, int):
        assert [record for record in given if isinstance(record, Refused)] == []
        assert len(given) == expected
    else:
        (refused,) = given
        assert isinstance(refused, Refused) and refused.reason.startswith(expected)


@pytest.mark.parametrize("name", TOLD)
def test_told_as_the_answer_to_list_records(
    web: Web, draft: Draft, provider: Provider, folder: Path, name: str
) -> None:
    played = Repository(records=[])
    url = played.play(provider)

    def route(asked: Asked) -> Answer:
        if asked.query["verb"] != "ListRecords":
            return played.answer(asked)
        # The tokens of these files are the names of the files that follow.
        return Answer(body=(folder / name).with_name(asked.query.get("resumptionToken", Path(name).name)).read_bytes())

    provider.routes["/oai"] = route
    expected = TOLD[name]
    if isinstance(expected, str):
        with pytest.raises(SourceError) as caught:
            run(web, draft, url)
        assert str(caught.value).startswith(f"{url}: {expected}")
    else:
        done = run(web, draft, url)
        assert (done.records, done.notes[2:]) == expected


@pytest.mark.parametrize("name", IDENTIFY)
def test_told_as_the_answer_to_identify(web: Web, draft: Draft, provider: Provider, folder: Path, name: str) -> None:
    played = Repository(records=FIVE)
    url = played.play(provider)

    def route(asked: Asked) -> Answer:
        return Answer(body=(folder / name).read_bytes()) if asked.query["verb"] == "Identify" else played.answer(asked)

    provider.routes["/oai"] = route
    done = run(web, draft, url)
    assert (done.records, done.notes[1:]) == (5, tuple(note.format(url=url) for note in IDENTIFY[name]))


@pytest.mark.parametrize("name", ["ListSets.xml", "noSetHierarchy.xml"])
def test_told_as_the_answer_to_list_sets(web: Web, draft: Draft, provider: Provider, folder: Path, name: str) -> None:
    played = Repository(records=FIVE)
    url = played.play(provider)
    body = (folder / "sickle" / name).read_bytes()

    def route(asked: Asked) -> Answer:
        if asked.query["verb"] != "ListSets":
            return played.answer(asked)
        return Answer(body=error("badResumptionToken") if "resumptionToken" in asked.query else body)

    provider.routes["/oai"] = route
    if name == "ListSets.xml":
        spec = body.decode().split("<setSpec>")[1].split("<")[0]
        assert run(web, draft, url, set_=spec).records == 5
    else:
        with pytest.raises(SourceError, match="noSetHierarchy: This repository does not support sets"):
            run(web, draft, url, set_="x")
