"""Numbers and classes of patents: one writing for the many of offices and databases. Worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from rashinban.errors import Refused
from rashinban.schema import patent_numbers, patent_symbols
from rashinban.schema.patent_symbols import Ipc


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("US 2012/0123456 A1", "US2012123456A1"),
        ("US20210049351A1", "US2021049351A1"),
        ("US 11,234,567 B2", "US11234567B2"),
        ("US08936998B2", "US8936998B2"),
        ("US D0982278 S1", "USD982278S1"),
        ("US RE46828 E1", "USRE46828E1"),
        ("EP1000000A1", "EP1000000A1"),
        ("EP 774969 B8", "EP0774969B8"),
        ("WO2012/123456", "WO2012123456"),
        ("WO 96/04913 A1", "WO1996004913A1"),
        ("WO03022060A1", "WO2003022060A1"),
        ("WO200259377 A2", "WO2002059377A2"),
        ("CN 101425185 A", "CN101425185A"),
        ("kr1020130075110", "KR20130075110"),
        ("kr101383093", "KR101383093"),
        ("DE 69905327 D1", "DE69905327D1"),
        ("RU0002529060", "RU2529060"),
        ("AU PM900794 D0", "AUPM900794D0"),
        ("TW M302893 U", "TWM302893U"),
        # Japan: eras as words, letters and digits; 2000 is the first year of the calendar.
        ("特開2021-90037", "JP2021090037A"),
        ("特開平4-87383", "JPH0487383A"),
        ("特開昭60－46093号公報", "JPS6046093A"),
        ("特表2003-500001", "JP2003500001A"),
        ("特公昭63-12345", "JPS6312345B2"),
        ("実開平5-1234", "JPH051234U"),
        ("特許第7533889号", "JP7533889"),
        ("再表2012/123456", "JPWO2012123456A1"),
        ("JPA 404087383", "JPH0487383A"),  # 4: Heisei 4 = 1992
        ("JPA 360046093", "JPS6046093A"),  # 3: Showa 60 = 1985
        ("JPA 414233033", "JP2002233033A"),  # Heisei 14 = 1988 + 14
        ("JPA 503090037", "JP2021090037A"),  # 5: Reiwa 3 = 2018 + 3
        ("JP H0292232 A", "JPH0292232A"),
        ("JP11243837", "JPH11243837"),
        ("JP 2002-119199 A", "JP2002119199A"),
        ("JP 4206830 B2", "JP4206830B2"),
    ],
)
def test_publications(printed: str, clean: str) -> None:
    assert patent_numbers.publication_text(printed) == clean


@pytest.mark.parametrize("printed", ["ritonavir", "QQ1234567", "US", "US A1", "US 2012/XX A1", "WO123", ""])
def test_what_is_no_publication_is_refused(printed: str) -> None:
    with pytest.raises(Refused):
        patent_numbers.publication_text(printed)


@pytest.mark.parametrize(
    ("parts", "clean"),
    [
        (("JP", "2019-219632"), "JP2019219632"),
        (("JP", "2020123456"), "JP2020123456"),
        (("JP", "特願平11-123456"), "JP1999123456"),
        (("JP", "2020015234", "F"), "JP2020015234F"),
        (("US", "13/547,826"), "US13547826"),
        (("US", "16533534"), "US16533534"),
        (("US", "62/359,703"), "US62359703"),
        (("EP", "99203729.2"), "EP99203729"),
        (("AT", "99203729", "T"), "AT99203729T"),
        (("KR", "10-2013-0075110"), "KR20130075110"),
        (("CN", "200810239082.X"), "CN200810239082"),
        (("WO", "PCT/JP2019/044870"), "JP2019044870W"),
        (("WO", "PCT/US98/12345"), "US1998012345W"),
        (("WO", "WO2013US50328"), "US2013050328W"),
    ],
)
def test_applications(parts: tuple[str, ...], clean: str) -> None:
    assert patent_numbers.application(*parts) == clean


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("US 201161550506 P 20111024", ("US61550506", "20111024")),
        ("US 17439471 A 19710824", ("US05174394", "19710824")),  # 174394 of 1971, series 05
        ("US 871793 A", ("US08008717", None)),  # 8717 of 1993, series 08
        ("US 22309605 F", ("US29223096", None)),  # designs of 1993 and later: series 29
        ("US 94268010 A", ("US12942680", None)),
        ("JP 24715588 A 19880930", ("JP1988247155", "19880930")),
        ("JP 2000317576 A", ("JP2000317576", None)),
        ("NL 9900497 W", ("NL1999000497W", None)),
        ("US 2005/0013811 W", ("US2005013811W", None)),
        ("KR 19950015485 U", ("KR19950015485U", None)),
        ("EP 05750385 A", ("EP05750385", None)),
    ],
)
def test_applications_in_the_writing_of_docdb(printed: str, clean: tuple[str, str | None]) -> None:
    assert patent_numbers.application_text(printed) == clean


def test_in_the_last_year_of_a_series_low_serials_are_of_the_next() -> None:
    old = patent_numbers.application("US", "95479907", "A", docdb=True)
    new = patent_numbers.application("US", "00123407", "A", docdb=True)
    assert (old, new) == ("US11954799", "US12001234")
    assert patent_numbers.application("US", "568,784", year=1984) == "US06568784"
    with pytest.raises(Refused, match="not the number of a US application"):
        patent_numbers.application("US", "568,784")


def test_kinds_of_documents() -> None:
    asked = [
        ("US", "A"),
        ("US", "A1"),
        ("US", "B2"),
        ("US", "S1"),
        ("JP", "A"),
        ("JP", "B2"),
        ("JP", "U"),
        ("DE", "T5"),
    ]
    told = ["grant", "application", "grant", "design", "application", "grant", "utility-model", "other"]
    assert [patent_numbers.document_kind(*each) for each in asked] == told
    assert patent_numbers.document_kind("US", None) is None


def test_days() -> None:
    assert patent_numbers.day("20210318") == patent_numbers.day("2021-03-18") == date(2021, 3, 18)
    for printed in ("20210300", "19880700", "202103", ""):
        with pytest.raises(Refused):
            patent_numbers.day(printed)


def test_symbols_of_ipc_with_their_marks() -> None:
    jpo = patent_symbols.ipc_printed("H01L  21/301       20060101AFI20210219BHJP        ")
    assert jpo == Ipc(symbol="H01L21/301", version="2006-01-01", is_first=True, is_inventive=True)
    docdb = patent_symbols.ipc_printed("C10L   1/    00            A I                    ")
    assert docdb == Ipc(symbol="C10L1/00", version=None, is_first=None, is_inventive=True)
    later = patent_symbols.ipc_printed("A21D 8/06 20060101ALN20130306BHKR")
    assert later == Ipc(symbol="A21D8/06", version="2006-01-01", is_first=False, is_inventive=False)
    short = patent_symbols.ipc_printed("H01L 21/78 (2006.01)")
    assert short == Ipc(symbol="H01L21/78", version="2006-01-01", is_first=None, is_inventive=None)


def test_symbols() -> None:
    assert [patent_symbols.ipc(each) for each in ("H01M 10/0562", "H01M010/0562", "A61K0314402", "C07D41700")] == [
        "H01M10/0562",
        "H01M10/0562",
        "A61K31/4402",
        "C07D417/00",
    ]
    fi = [patent_symbols.fi(each) for each in ("H01L21/78 M", "B23K26/53", "H01L21/304 601Z", "H01M 10/0562")]
    assert fi == ["H01L21/78M", "B23K26/53", "H01L21/304,601Z", "H01M10/0562"]
    assert patent_symbols.f_term("4E168AE01") == patent_symbols.f_term("4E168 AE01.A") == "4E168AE01"
    assert patent_symbols.locarno("0201") == patent_symbols.locarno("02-01") == "02-01"
    for wrong in ("A21D 13/", "6 A 21 C 9/04", "", "Z99Z 1/00"):
        with pytest.raises(Refused):
            patent_symbols.ipc(wrong)


def test_classes_of_the_uspto_in_fixed_places() -> None:
    asked = ["426/231", "D 1106", "D24190", "450 23", "450  1", "  2913", "  2 69", "22912032", "PLT226", "D1128"]
    told = ["426/231", "D1/106", "D24/190", "450/23", "450/1", "2/913", "2/69", "229/120.32", "PLT/226", "D1/128"]
    assert [patent_symbols.uspc(each) for each in asked] == told
    with pytest.raises(Refused, match="lost its blanks"):
        patent_symbols.uspc("2 69")


def test_eight_digits_from_japan_are_told_by_the_year_of_filing() -> None:
    """Year before the serial (Heisei 10), or DOCDB's behind it; without the year nobody can tell."""
    assert patent_numbers.application("JP", "10158448", year=1998) == "JP1998158448"
    assert patent_numbers.application("JP", "22818191", year=1991) == "JP1991228181"
    assert patent_numbers.application("JP", "3-228181") == "JP1991228181"
    with pytest.raises(Refused):
        patent_numbers.application("JP", "10158448")
