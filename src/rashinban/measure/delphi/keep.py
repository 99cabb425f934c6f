"""Each study is a ledger of decisions/delphi; of its experts it has the hashes of their tokens and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from secrets import token_hex, token_urlsafe

from pydantic import ValidationError

from rashinban.engine.ledger import Entry, append, entries
from rashinban.errors import NotFound, UsageError
from rashinban.measure.delphi.study import (
    MOST_ANSWERS,
    MOST_EXPERTS,
    ROUNDS,
    Answer,
    Answers,
    Expert,
    New,
    Study,
    Turn,
    hash_of,
    read_study,
)
from rashinban.measure.foresight.forecasts import shape_told

#: Within a base.
FOLDER = Path("decisions") / "delphi"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.A)


def studies(base: Path) -> Sequence[Study]:
    """Every study of a base, in the order of their ids."""
    return [
        read_study(folder.name, written)
        for folder in sorted((base / FOLDER).glob("*"))
        if folder.is_dir() and (written := entries(folder))
    ]


def study(base: Path, study_id: str) -> Study:
    """One study. NotFound names some that are there."""
    written = entries(base / FOLDER / study_id) if _ID.fullmatch(study_id) else ()
    if not written:
        known = [one.id for one in studies(base)]
        told = f"known are {', '.join(known[:20])}" if known else "there is none yet; see `rashinban delphi new --help`"
        raise NotFound(f"delphi study {study_id[:80]!r} is not known; {told}")
    return read_study(study_id, written)


def new(base: Path, study_id: str, given: object, *, now: datetime) -> Study:
    """Begin a study. `given`: a group with title, statements and, where wanted, introduction."""
    if not _ID.fullmatch(study_id) or len(study_id) > 80:
        raise UsageError(f"{study_id[:80]!r} is no id; write small letters, digits and hyphens: `fusion-2026`")
    if not isinstance(given, Mapping):
        raise UsageError("a study is a group of fields: title, statements")
    try:
        first = New.model_validate({**given, "recorded": now.isoformat()})
    except ValidationError as error:
        raise UsageError(shape_told(error)) from error

    def make(before: Sequence[Entry]) -> Entry:
        if before:
            raise UsageError(f"delphi study {study_id} is there already; choose another id")
        return {"new": first.model_dump(mode="json", exclude_none=True)}

    append(base / FOLDER / study_id, make)
    return study(base, study_id)


def invite(base: Path, study_id: str, number: int) -> Sequence[str]:
    """Tokens for so many experts. They are told once, here; the study keeps their hashes."""
    tokens = [token_urlsafe(24) for _ in range(number)]
    invited = [Expert(expert=token_hex(8), token=hash_of(token)) for token in tokens]

    def make(now: Study) -> Entry:
        if now.state == "closed":
            raise UsageError(f"delphi study {study_id} is closed; begin another")
        if now.round == ROUNDS[-1]:
            raise UsageError(f"delphi study {study_id}: who comes in the last round has not answered in the first")
        if len(now.experts) + number > MOST_EXPERTS or number < 1:
            raise UsageError(f"delphi study {study_id}: from 1 to {MOST_EXPERTS} experts in all")
        # In no order: the tokens are told in theirs.
        return {"invited": [one.model_dump() for one in sorted(invited, key=lambda one: one.token)]}

    _further(base, study_id, make)
    return tokens


def open_round(base: Path, study_id: str, *, now: datetime) -> Study:
    """Open the next round."""

    def make(before: Study) -> Entry:
        if before.state == "open":
            raise UsageError(f"delphi study {study_id}: round {before.round} is open; close it first")
        if before.state == "closed":
            raise UsageError(f"delphi study {study_id} is closed; begin another")
        if not before.experts:
            raise UsageError(f"delphi study {study_id} has no experts; run `rashinban delphi invite {study_id}` first")
        turn = Turn.model_validate({"round": (before.round or 0) + 1, "recorded": now.isoformat()})
        return {"opened": turn.model_dump(mode="json")}

    return _further(base, study_id, make)


def close_round(base: Path, study_id: str, *, final: bool = False, now: datetime) -> Study:
    """Close the open round; after the second, or where `final`, the study ends and its results are public."""

    def make(before: Study) -> Entry:
        if before.state == "between" and final:
            last = before.round
        elif before.state != "open":
            raise UsageError(f"delphi study {study_id}: no round is open")
        else:
            last = before.round
        ends = final or last == ROUNDS[-1]
        turn = Turn.model_validate({"round": last, "final": ends, "recorded": now.isoformat()})
        return {"closed": turn.model_dump(mode="json")}

    return _further(base, study_id, make)


def answer(base: Path, study_id: str, token: str, given: Sequence[Mapping[str, object]], *, now: datetime) -> int:
    """Write an expert's answers of the open round down; how many statements they are about.

    Those sent before in the same round are replaced. An answer in which nothing is said is left out.
    """
    expert = study(base, study_id).expert(token)
    if expert is None:
        raise UsageError(f"delphi study {study_id}: this token is not known; take the whole of the one you were given")
    try:
        said = [one for one in map(Answer.model_validate, given) if not one.empty()]
    except ValidationError as error:
        raise UsageError(shape_told(error)) from error
    ids = [one.statement for one in said]
    if twice := next((name for name in ids if ids.count(name) > 1), None):
        raise UsageError(f"statement {twice} is answered twice; give one answer")
    if not said:
        raise UsageError("nothing is answered; say something of one statement at least")

    def make(before: Study) -> Entry:
        if before.state != "open" or before.round is None:
            raise UsageError(f"delphi study {study_id}: no round is open; nothing was taken")
        if unknown := next((name for name in ids if not before.asked(name)), None):
            known = ", ".join(one.id for one in before.new.statements)
            raise UsageError(f"statement {unknown} is not asked; asked are {known}")
        if before.sent.get((before.round, expert.expert), 0) >= MOST_ANSWERS:
            raise UsageError(f"delphi study {study_id}: {MOST_ANSWERS} times answered in this round; the last counts")
        sent = Answers.model_validate(
            {"round": before.round, "expert": expert.expert, "answers": said, "recorded": now.isoformat()}
        )
        return {"answered": sent.model_dump(mode="json", exclude_none=True, exclude_defaults=True)}

    _further(base, study_id, make)
    return len(said)


def _further(base: Path, study_id: str, make: Callable[[Study], Entry]) -> Study:
    study(base, study_id)
    append(base / FOLDER / study_id, lambda before: make(read_study(study_id, before)))
    return study(base, study_id)
