"""Precision, recall and agreement worked by hand on eight invented titles."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from rashinban.definitions.areas import Quality
from rashinban.errors import RashinbanError, UsageError
from rashinban.stages.areas import test_area as measure
from rashinban.stages.areas import wilson

SAMPLE = Path(__file__).parent.parent / "data" / "technology_areas" / "quantum_labelled_by_two.csv"


def test_measured_by_hand() -> None:
    tested = measure("jp20-09", SAMPLE, today=date(2026, 10, 1))
    # Taken: W1 W2 W3 (relevant), W4 (not), W8 (disputed, left out). Relevant: W1 W2 W3 W5. Missed: W5.
    assert tested.quality.precision == pytest.approx(3 / 4)
    assert tested.quality.recall_pool == pytest.approx(3 / 4)
    # Both judges say yes to W1 W2 W3 W5, no to W4 W6 W7; A says yes, B no to W8: 7 of 8 agree;
    # by chance 5/8 * 4/8 + 3/8 * 4/8 = 32/64.
    assert tested.quality.kappa == pytest.approx((7 / 8 - 1 / 2) / (1 - 1 / 2))
    assert tested.disputed == 1
    assert [work.work_id for work in tested.false_positives] == ["W4"]
    assert [work.work_id for work in tested.false_negatives] == ["W5"]
    assert tested.false_positives[0].why == ("quantum computing (title)",)
    assert (tested.quality.n, tested.quality.judged_by, tested.quality.version) == (8, 2, 1)
    assert "taken, not relevant: 1\n  W4  Investment in quantum computing" in tested.text()


def test_wilson_by_hand() -> None:
    # 3 of 4: z2 = 3.8415; centre 0.75 + 3.8415/8 = 1.2302, spread 1.96 sqrt(0.1875/4 + 3.8415/64) = 0.6408,
    # scale 1 + 3.8415/4 = 1.9604
    assert wilson(0.75, 4) == pytest.approx(((1.2302 - 0.6408) / 1.9604, (1.2302 + 0.6408) / 1.9604), abs=2e-4)
    assert wilson(1.0, 10)[1] == pytest.approx(1.0) and wilson(1.0, 10)[1] <= 1.0


def test_weights(tmp_path: Path) -> None:
    rows = [
        {"title": "A qubit", "relevant": "yes", "weight": 3},
        {"title": "Another qubit", "relevant": "no"},
        {"title": "A farm", "relevant": "yes"},
    ]
    (tmp_path / "s.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    quality = measure("jp20-09", tmp_path / "s.jsonl").quality
    assert quality.precision == pytest.approx(3 / (3 + 1))
    assert quality.recall_pool == pytest.approx(3 / (3 + 1))
    # Two works of weight 3 and 1 tell as much as 16 / 10 works of equal weight.
    assert quality.precision_interval == pytest.approx(wilson(0.75, 16 / 10))
    assert quality.kappa is None


def test_block_can_be_read_back() -> None:
    import yaml

    tested = measure("jp20-09", SAMPLE, today=date(2026, 10, 1))
    assert Quality.model_validate(yaml.safe_load(tested.block())["quality"]) == tested.quality


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title,relevant\n", "no rows"),
        ("title,relevant\nA qubit,perhaps\n", "row 1: relevant is 'perhaps'; write yes or no"),
        ("title,relevant\n,yes\n", "row 1: column 'title' is empty or absent"),
        ("title,relevant,weight\nA qubit,yes,-1\n", "row 1: weight is '-1'"),
    ],
)
def test_bad_samples(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "s.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RashinbanError, match=message):
        measure("jp20-09", path)


def test_absent_sample(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        measure("jp20-09", tmp_path / "s.csv")
