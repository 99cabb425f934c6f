"""Each refusal is one error of the protocol: a code that a program reads, and a sentence for a person."""

from __future__ import annotations

from typing import Literal

from rashinban.errors import UsageError

Code = Literal[
    "badArgument",
    "badResumptionToken",
    "badVerb",
    "cannotDisseminateFormat",
    "idDoesNotExist",
    "noMetadataFormats",
    "noRecordsMatch",
]

#: With these the arguments of the request are not repeated in the answer: they may not be arguments at all.
UNECHOED: frozenset[Code] = frozenset({"badVerb", "badArgument"})


class Refusal(UsageError):
    """An error of the protocol, said in both languages in one line."""

    def __init__(self, code: Code, en: str, ja: str) -> None:
        super().__init__(f"{en} / {ja}")
        self.code = code


def no_longer_kept(release: str) -> Refusal:
    """A list cannot go on, because the release that it began with was pruned."""
    return Refusal(
        "badResumptionToken",
        f"release {release}, which this list began with, is no longer kept; begin the list again",
        f"この一覧の元になったリリース {release} は削除された。最初から取得し直す",
    )
