"""Each class is one kind of bad news; its text says what was found, where, and what to do.

RashinbanError            the base or the data has a problem (exit code 1)
├── BaseInUse             another process holds the base
├── BaseDamaged           a file of the base is missing or differs from its manifest
├── NotBuilt              the stage that makes this has not run yet
├── SourceError           bytes could not be had or read from a data source
│   └── QuotaExhausted    the provider's daily allowance is used up
├── TookTooLong           an answer was stopped at its time limit
├── Busy                  every session of a served base is in use
├── NotFound              no record has this id
├── Refused               one value or record cannot be taken; kept in _refused with this reason
└── UsageError            the call is wrong: unknown word, missing option (exit code 2)
"""

from __future__ import annotations


class RashinbanError(Exception):
    """The base or the data has a problem; the text is one line that a user can act on."""

    exit_code = 1


class BaseInUse(RashinbanError):
    """Another process holds the lock of the base; the text names it."""


class BaseDamaged(RashinbanError):
    """A file is missing, or its bytes are not those that its manifest promises."""


class NotBuilt(RashinbanError):
    """A stage has not run yet, so what was asked for does not exist."""


class SourceError(RashinbanError):
    """Bytes could not be had from a data source, or are not what the source publishes."""


class QuotaExhausted(SourceError):
    """The provider's allowance is used up; what was fetched so far is kept and resumed."""


class TookTooLong(RashinbanError):
    """An answer was stopped at its time limit; the text says how to ask for less."""


class Busy(RashinbanError):
    """Every session of a served base is in use; the text says when to try again."""


class NotFound(RashinbanError):
    """No record of the release has this id; the text says which ids are known, or what to load."""


class Refused(RashinbanError):
    """A value or record that cannot be taken: `column` says where, `found` what, `reason` why.

    A refusal never stops a run: the parse stage keeps it as a row of `_refused`.
    """

    def __init__(self, reason: str, *, column: str | None = None, found: object = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column
        self.found = found


class UsageError(RashinbanError):
    """The call is wrong; the text names the word that is unknown and those that are known."""

    exit_code = 2
