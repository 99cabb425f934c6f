"""Award numbers in sentences of every kind: in brackets, in lists, cut by lines; and what looks like one."""

from __future__ import annotations

import time

import pytest

from rashinban.linkage.funding import numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本研究はJSPS科研費 JP19KK0341 の助成を受けた。", ["JP19KK0341"]),
        (
            "本研究はＪＳＰＳ科研費ＪＰ１９ＫＫ０３４１、ＪＰ２０Ｋ１２３４５の助成を受けた。",
            ["ＪＰ１９ＫＫ０３４１", "ＪＰ２０Ｋ１２３４５"],
        ),
        ("科研費（課題番号：19KK0341）による。", ["19KK0341"]),
        ("JST CREST (JPMJCR2112) and AMED (JP21km0908001)", ["JPMJCR2112", "JP21km0908001"]),
        ("JSPS KAKENHI Grant Numbers 23KJ0298, 23K17668 and 24K00583.", ["23KJ0298", "23K17668", "24K00583"]),
        ("the NIH (R01 DK123733, 5U54GM104942-04) and CA 10815", ["R01 DK123733", "5U54GM104942-04", "CA 10815"]),
        ("We live in La Jolla, CA 92093.", []),
        (
            "by DFG (SFB 1170, HE 6013/1-2) and EXC 2147, project-id 390858490",
            ["SFB 1170", "HE 6013/1-2", "EXC 2147", "390858490"],
        ),
        ("grant ANR-15-\nCE23-0029", ["ANR-15-\nCE23-0029"]),
        ("P07-TIC- 02978 (Junta de Andalucía)", ["P07-TIC- 02978"]),
        ("PID2020-117868GB-I00/AEI/10.13039/501100011033", ["PID2020-117868GB-I00"]),
        ("grant TIN2015-68284-R/AEI/FEDER", ["TIN2015-68284-R"]),
        ("BT/PR/31706/PBD/26/705/2019", ["BT/PR/31706/PBD/26/705/2019"]),
        ("Training System (TCM[2020]23; ZY(2021-2023)-0204)", ["TCM[2020]23", "ZY(2021-2023)-0204"]),
        ("the NSFC (61674058, 61574058 & U21B2096)", ["61674058", "61574058", "U21B2096"]),
        ("Simons Foundation Award #383661", ["383661"]),
        ("Grant No.11671350 and No.11571173", ["11671350", "11571173"]),
        ("under the Seventh Framework Programme (FP7/2007-2013)", []),
        ("call H2020-MSCA-ITN-2019 of Horizon 2020", []),
        ("approved by the ethics committee (approval number 2019-1234)", []),
        ("registered as NCT01234567 on 12.05.2019; see doi:10.1000/12345 or https://example.org/98765", []),
        ("thanks for COVID-19 data of 2015-2018 to 250 people", []),
        ("The authors thank nobody.", []),
        ("", []),
    ],
)
def test_numbers_of_a_text(text: str, found: list[str]) -> None:
    assert [find.typed for find in numbers(text)] == found
    assert [text[find.start : find.end] for find in numbers(text)] == found


@pytest.mark.parametrize("part", ["a-", "1", "A/", "No. ", "BT/", "12-34/", "FP7-", "grant 1234567, ", "((", "A[2020]"])
def test_hostile_text_takes_time_by_its_length(part: str) -> None:
    def seconds(length: int) -> float:
        text = part * (length // len(part))
        started = time.process_time()
        numbers(text)
        return time.process_time() - started

    # Four times the text; anything but proportional would be sixteen times.
    assert seconds(80_000) < 9 * max(seconds(20_000), 0.02)
