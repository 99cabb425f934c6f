"""Which funder a number is of: the one that it says, else named behind it, else last before it in the sentence."""

from __future__ import annotations

import pytest

from rashinban.linkage.funding import FunderNames, NamedAward, read_statement

KNOWN = FunderNames().finish()
JSPS, JST, AMED, NSF, NIH, NCI, DFG, EC = (
    f"fundref:{number}"
    for number in (
        "501100001691",
        "501100002241",
        "100009619",
        "100000001",
        "100000002",
        "100000054",
        "501100001659",
        "501100000780",
    )
)

STATEMENTS: list[tuple[str, tuple[str, ...], list[tuple[str, str | None, str | None]]]] = [
    (
        "本研究はJSPS科研費 JP19KK0341 の助成を受けた。",
        (JSPS,),
        [("JP19KK0341", JSPS, "jgn:JP19KK0341")],
    ),
    (
        "本研究は、日本学術振興会（19KK0341）及び科学技術振興機構（JPMJCR2112）の支援による。",
        (JSPS, JST),
        [("19KK0341", JSPS, "jgn:JP19KK0341"), ("JPMJCR2112", JST, "jgn:JPMJCR2112")],
    ),
    (
        "Supported by JST CREST (JPMJCR19H2 to T.O.) and by AMED under Grant number 20ak0101068h0004.",
        (JST, AMED),
        [("JPMJCR19H2", JST, "jgn:JPMJCR19H2"), ("20ak0101068h0004", AMED, "amed:ak0101068")],
    ),
    (
        "Funded by grants from the NSF (1264502) and by 5R01CA182746 from the National Cancer Institute.",
        (NSF, NCI, NIH),
        [("1264502", NSF, "nsf:1264502"), ("5R01CA182746", NIH, "nih:R01CA182746")],
    ),
    (
        "We thank the DFG. The grant 12345 went to nobody known.",
        (DFG,),
        [("12345", None, None)],
    ),
    (
        "HE 6013/1-2 (Deutsche Forschungsgemeinschaft); European Union's Horizon 2020 grant agreement No 693023.",
        (DFG, EC),
        [
            ("HE 6013/1-2", DFG, "award:501100001659:HE6013/1-2"),
            ("693023", EC, "ec:693023"),
        ],
    ),
    # A number of no known shape is its funder's.
    ("DFG grant ABC-776-XY", (DFG,), [("ABC-776-XY", DFG, "award:501100001659:ABC-776-XY")]),
    ("None.", (), []),
    ("", (), []),
]


@pytest.mark.parametrize(("text", "funders", "awards"), STATEMENTS, ids=[text[:30] for text, _, _ in STATEMENTS])
def test_a_statement(text: str, funders: tuple[str, ...], awards: list[tuple[str, str | None, str | None]]) -> None:
    said = read_statement(text, KNOWN)
    assert said.funders == funders
    assert said.awards == tuple(
        NamedAward(typed=typed, funder_id=funder, award_id=award) for typed, funder, award in awards
    )
