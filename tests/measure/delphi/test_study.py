"""A Delphi study runs through two rounds; what is told is worked by hand, and nobody can be told by it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import inf
from pathlib import Path

import pytest

from rashinban.engine.ledger import append
from rashinban.errors import BaseDamaged, NotFound, UsageError
from rashinban.measure.delphi import study as limits
from rashinban.measure.delphi.keep import FOLDER, answer, close_round, invite, new, open_round, studies, study
from rashinban.measure.delphi.results import Quartiles, quartile, results

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
STUDY = {
    "title": {"en": "Fusion", "ja": "核融合"},
    "statements": [
        {"id": "grid", "statement": {"en": "A plant feeds a grid.", "ja": "発電所が送電する。"}},
        {"id": "tritium", "statement": {"en": "A reactor breeds its tritium."}},
    ],
}


def begun(base: Path, experts: int) -> Sequence[str]:
    new(base, "fusion", STUDY, now=NOW)
    tokens = invite(base, "fusion", experts)
    open_round(base, "fusion", now=NOW)
    return tokens


def say(base: Path, token: str, *answers: Mapping[str, object]) -> None:
    answer(base, "fusion", token, answers, now=NOW)


def test_two_rounds_from_the_first_question_to_the_results(tmp_path: Path) -> None:
    tokens = begun(tmp_path, 5)
    for token, year, probability in zip(tokens, (2030, 2035, 2040, 2050), (0.2, 0.4, 0.6, 0.8), strict=False):
        say(tmp_path, token, {"statement": "grid", "year": year, "probability": probability, "importance": 4})
    close_round(tmp_path, "fusion", now=NOW)
    open_round(tmp_path, "fusion", now=NOW)
    for token, year in zip(tokens, (2035, 2035, 2040, 2045), strict=False):
        say(tmp_path, token, {"statement": "grid", "year": year, "probability": 0.5})
    assert close_round(tmp_path, "fusion", now=NOW).state == "closed"

    found = results(study(tmp_path, "fusion"))
    assert (found.invited, found.responded, found.response(1)) == (5, {1: 4, 2: 4}, 4 / 5)
    grid = found.found[0]
    first, second = grid.rounds
    # Places (4 - 1) q = 0.75, 1.5, 2.25 among 2030, 2035, 2040, 2050.
    assert first.parts["year"] == Quartiles(
        n=4, lower=2030 + 0.75 * 5, median=2035 + 0.5 * 5, upper=2040 + 0.25 * 10
    )  # fmt: skip
    assert second.parts["year"] == Quartiles(n=4, lower=2035, median=2037.5, upper=2041.25)
    assert first.parts["probability"].median == pytest.approx(0.5, abs=1e-12)
    assert first.parts["importance"] == Quartiles(n=4, lower=4, median=4, upper=4)
    # Spread 2042.5 - 2033.75 = 8.75 before and 2041.25 - 2035 = 6.25 after; two of four changed their year.
    moved = grid.shifts["year"]
    assert (moved.median, moved.spread, moved.both, moved.changed) == (0.0, -2.5, 4, 2)
    # Importance was not asked again: nobody answered it in both.
    assert (grid.shifts["importance"].both, grid.shifts["importance"].median) == (0, None)
    assert found.found[1].rounds[0].parts["year"] == Quartiles(n=0, lower=None, median=None, upper=None)


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [
        ([2030.0, 2040.0, 2050.0], 0.5, 2040.0),
        ([2050.0, 2030.0, 2040.0], 0.25, 2035.0),
        ([2030.0, 2040.0, inf], 0.5, 2040.0),
        # Place 1.5 lies between a year and never.
        ([2030.0, 2040.0, inf], 0.75, inf),
        ([2030.0, inf, inf], 0.5, inf),
        ([inf, inf, inf], 0.25, inf),
    ],
)
def test_never_stands_after_every_year(values: list[float], share: float, found: float) -> None:
    assert quartile(values, share) == found


def test_never_is_counted_and_told_in_words(tmp_path: Path) -> None:
    tokens = begun(tmp_path, 3)
    for token, given in zip(tokens, ({"year": 2030}, {"never": True}, {"never": True}), strict=True):
        say(tmp_path, token, {"statement": "grid", **given})
    close_round(tmp_path, "fusion", final=True, now=NOW)
    found = results(study(tmp_path, "fusion"))
    assert found.found[0].rounds[0].parts["year"] == Quartiles(n=3, lower=inf, median=inf, upper=inf, never=2)
    told = found.fields()["statements"][0]["rounds"][0]["year"]
    assert told == {"n": 3, "lower": "never", "median": "never", "upper": "never", "never": 2}
    json.dumps(found.fields(), allow_nan=False)


def test_of_fewer_than_three_nothing_is_shown(tmp_path: Path) -> None:
    tokens = begun(tmp_path, 3)
    for token in tokens[:2]:
        say(tmp_path, token, {"statement": "grid", "never": True, "probability": 0.1})
    close_round(tmp_path, "fusion", final=True, now=NOW)
    parts = results(study(tmp_path, "fusion")).found[0].rounds[0].parts
    assert parts["year"] == Quartiles(n=2, lower=None, median=None, upper=None, never=0)
    assert parts["probability"] == Quartiles(n=2, lower=None, median=None, upper=None)


def test_no_token_is_written_anywhere(tmp_path: Path) -> None:
    tokens = begun(tmp_path, 4)
    for token in tokens:
        say(tmp_path, token, {"statement": "grid", "year": 2040, "comment": "because"})
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / FOLDER).rglob("*.json"))
    assert not [token for token in tokens if token in written]
    assert len(set(tokens)) == 4
    # The order in which hashes stand says nothing of the order in which tokens were told.
    hashes = [one.token for one in study(tmp_path, "fusion").experts]
    assert hashes == sorted(hashes)


def test_the_last_answers_of_a_round_count(tmp_path: Path) -> None:
    (token, *_) = begun(tmp_path, 3)
    say(tmp_path, token, {"statement": "grid", "year": 2040}, {"statement": "tritium", "year": 2033})
    say(tmp_path, token, {"statement": "grid", "year": 2045})
    (sent,) = study(tmp_path, "fusion").answers[1].values()
    assert [(one.statement, one.year) for one in sent.answers] == [("grid", 2045)]


def test_comments_are_told_when_the_study_is_over_and_in_no_order(tmp_path: Path) -> None:
    tokens = begun(tmp_path, 3)
    for number, token in enumerate(tokens):
        say(tmp_path, token, {"statement": "grid", "year": 2040, "comment": f"reason {number}"})
    close_round(tmp_path, "fusion", now=NOW)
    assert results(study(tmp_path, "fusion")).found[0].comments == ()
    close_round(tmp_path, "fusion", final=True, now=NOW)
    told = results(study(tmp_path, "fusion")).found[0].comments
    assert sorted(told) == ["reason 0", "reason 1", "reason 2"]
    # By the hash of the text: 'reason 0' 'reason 1' 'reason 2' would be the order of the experts.
    assert "expert" not in json.dumps(results(study(tmp_path, "fusion")).fields()["statements"])


def test_results_of_an_open_round_are_not_told(tmp_path: Path) -> None:
    tokens = begun(tmp_path, 3)
    for token in tokens:
        say(tmp_path, token, {"statement": "grid", "year": 2040})
    assert results(study(tmp_path, "fusion")).responded == {}
    close_round(tmp_path, "fusion", now=NOW)
    open_round(tmp_path, "fusion", now=NOW)
    assert results(study(tmp_path, "fusion")).responded == {1: 3}


def test_steps_out_of_turn_are_refused(tmp_path: Path) -> None:
    new(tmp_path, "fusion", STUDY, now=NOW)
    for step, told in (
        (lambda: open_round(tmp_path, "fusion", now=NOW), "has no experts"),
        (lambda: close_round(tmp_path, "fusion", now=NOW), "no round is open"),
        (lambda: new(tmp_path, "fusion", STUDY, now=NOW), "is there already"),
        (lambda: invite(tmp_path, "fusion", 501), "from 1 to 500 experts"),
    ):
        with pytest.raises(UsageError, match=told):
            step()
    (token,) = invite(tmp_path, "fusion", 1)
    with pytest.raises(UsageError, match="no round is open; nothing was taken"):
        say(tmp_path, token, {"statement": "grid", "year": 2040})
    open_round(tmp_path, "fusion", now=NOW)
    with pytest.raises(UsageError, match="round 1 is open; close it first"):
        open_round(tmp_path, "fusion", now=NOW)
    close_round(tmp_path, "fusion", now=NOW)
    open_round(tmp_path, "fusion", now=NOW)
    with pytest.raises(UsageError, match="last round"):
        invite(tmp_path, "fusion", 1)
    close_round(tmp_path, "fusion", now=NOW)
    with pytest.raises(UsageError, match="is closed"):
        open_round(tmp_path, "fusion", now=NOW)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "nothing is answered"),
        ([{"statement": "grid"}], "nothing is answered"),
        ([{"statement": "iter", "year": 2040}], "statement iter is not asked; asked are grid, tritium"),
        ([{"statement": "grid", "year": 2040, "never": True}], "has a year and `never`"),
        ([{"statement": "grid", "year": 99}], "year: "),
        ([{"statement": "grid", "probability": 40}], "probability: "),
        ([{"statement": "grid", "importance": 6}], "importance: "),
        ([{"statement": "grid", "comment": "x" * 1_001}], "comment: "),
        ([{"statement": "grid", "year": 2040}, {"statement": "grid", "year": 2041}], "grid is answered twice"),
        ([{"statement": "grid", "name": "Sato"}], "name: "),
    ],
)
def test_bad_answers_are_refused(tmp_path: Path, given: Sequence[Mapping[str, object]], told: str) -> None:
    (token,) = begun(tmp_path, 1)
    with pytest.raises(UsageError, match=told):
        say(tmp_path, token, *given)
    assert study(tmp_path, "fusion").answers[1] == {}


def test_a_token_that_nobody_was_given_is_refused_and_not_repeated(tmp_path: Path) -> None:
    begun(tmp_path, 1)
    with pytest.raises(UsageError, match="this token is not known") as refused:
        say(tmp_path, "a-guess", {"statement": "grid", "year": 2040})
    assert "a-guess" not in str(refused.value)


def test_nobody_fills_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (token,) = begun(tmp_path, 1)
    monkeypatch.setattr("rashinban.measure.delphi.keep.MOST_ANSWERS", 2)
    for year in (2040, 2041):
        say(tmp_path, token, {"statement": "grid", "year": year})
    with pytest.raises(UsageError, match="2 times answered in this round"):
        say(tmp_path, token, {"statement": "grid", "year": 2042})
    assert limits.MOST_ANSWERS == 100


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({**STUDY, "statements": []}, "statements: "),
        ({**STUDY, "statements": STUDY["statements"][:1] * 2}, "statement grid stands twice"),  # type: ignore[index]
        ({**STUDY, "title": {}}, "has no text"),
        ({"statements": STUDY["statements"]}, "title: "),
        ([], "group of fields"),
    ],
)
def test_bad_studies_are_refused(tmp_path: Path, given: object, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        new(tmp_path, "fusion", given, now=NOW)
    assert studies(tmp_path) == []


@pytest.mark.parametrize("name", ["../fusion", "Fusion", "a/b", "x" * 81])
def test_an_id_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is no id"):
        new(tmp_path, name, STUDY, now=NOW)
    with pytest.raises(NotFound):
        study(tmp_path, name)


def test_a_foreign_entry_is_said(tmp_path: Path) -> None:
    begun(tmp_path, 1)
    append(tmp_path / FOLDER / "fusion", lambda _: {"voted": {}})
    with pytest.raises(BaseDamaged, match="'voted' is no entry of a study"):
        study(tmp_path, "fusion")
