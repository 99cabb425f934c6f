"""Each row is a question or a correction that a reader left on a card, as readers or as moderators see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rashinban.access.serialisers.display import Language
from rashinban.measure.dialogue import Question

#: Letters of a text that stand in a list.
_BEGINS = 40


def public(one: Question) -> dict[str, Any]:
    """A published question as plain values. Nothing else of it is public: no reason, nothing of the asker's machine."""
    asked, answer = one.asked, one.answer
    return {
        "id": one.id,
        "card": asked.card,
        "release": one.release,
        "title": asked.title.model_dump(),
        "said": asked.said.model_dump(),
        "kind": asked.kind,
        "text": asked.text,
        "name": asked.name,
        "language": asked.language,
        "asked": asked.recorded.isoformat(),
        "answer": None
        if answer is None
        else {
            "text": asdict(answer.text()),
            "by": answer.by,
            "corrected_in": answer.corrected_in,
            "answered": answer.recorded.isoformat(),
        },
    }


def listed(found: Mapping[int, Question], state: str, language: Language) -> list[dict[str, Any]]:
    """One row for each question, the oldest first; `state`: all of them where it is empty."""
    return [
        {
            "id": one.id,
            "state": one.state,
            "kind": one.asked.kind,
            "asked": one.asked.recorded.date().isoformat(),
            "answered": one.answer.recorded.date().isoformat() if one.answer else None,
            "title": getattr(one.asked.title, language),
            "text": one.asked.text[:_BEGINS].replace("\n", " ") + ("…" if len(one.asked.text) > _BEGINS else ""),
        }
        for one in found.values()
        if not state or one.state == state
    ]


def whole(one: Question) -> dict[str, Any]:
    """All that is known of a question, for a moderator."""
    turned = one.turned.isoformat() if one.turned else None
    return {**public(one), "state": one.state, "turned": turned, "reason": one.reason}
