"""Identifiers as providers write them, and as they are written here."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rashinban.errors import Refused
from rashinban.schema.identifiers import arxiv, fundref, grid, handle, isni, pmcid, pmid


@pytest.mark.parametrize(
    ("kind", "written", "clean"),
    [
        (pmid, "023456", "23456"),
        (pmid, "PMID: 23456", "23456"),
        (pmid, "https://pubmed.ncbi.nlm.nih.gov/23456/", "23456"),
        (pmcid, "1234567", "PMC1234567"),
        (pmcid, "pmc1234567.2", "PMC1234567"),
        (pmcid, "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", "PMC1234567"),
        (arxiv, "arXiv:2101.00001v2", "2101.00001"),
        (arxiv, "https://arxiv.org/abs/2101.00001", "2101.00001"),
        (arxiv, "10.48550/arXiv.2101.00001", "2101.00001"),
        (arxiv, "math.GT/0309136", "math/0309136"),
        (arxiv, "hep-th/9901001v3", "hep-th/9901001"),
        (handle, "http://hdl.handle.net/2115/64495", "2115/64495"),
        (handle, "hdl:20.500.12345/ABC", "20.500.12345/ABC"),
        (isni, "0000 0003 9448 2436", "0000000394482436"),
        (isni, "https://isni.org/isni/0000000394482436", "0000000394482436"),
        (grid, "https://www.grid.ac/institutes/grid.7491.B", "grid.7491.b"),
        (fundref, "https://doi.org/10.13039/501100001691", "501100001691"),
        (fundref, "100000001", "100000001"),
    ],
)
def test_one_writing_for_each(kind: Callable[[str], str], written: str, clean: str) -> None:
    assert kind(written) == clean


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (pmid, "PMC23456"),
        (pmid, "0"),
        (pmcid, "PMCx"),
        (arxiv, "1234"),
        (handle, "2115"),
        (isni, "0000 0003 9448 2437"),
        (isni, "ISNI"),
        (grid, "7491.b"),
        (fundref, "10.1000/501100001691"),
    ],
)
def test_what_is_none_is_refused(kind: Callable[[str], str], written: str) -> None:
    with pytest.raises(Refused):
        kind(written)
