"""Fetch what the office says of single applications, by the user's own id: one file an application.

The file holds the answers as they came, under the names of their questions. The office counts each question by the
day, and takes ten a minute of all together; it says so inside an answer that HTTP calls a success.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import msgspec

from rashinban.data_sources.jpo.answers import NOTHING, OK, TOKEN_IS_OVER, TRY_AGAIN, USED_UP
from rashinban.errors import QuotaExhausted, RashinbanError, Refused, SourceError, UsageError
from rashinban.schema import patent_numbers
from rashinban.snapshots.draft import Draft, Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Again, Manners, Reply, Web
from rashinban.snapshots.token import Headers, Token

SELECTION: Mapping[str, str] = {
    "application": "numbers of applications, commas between: 2020123456, 2019-219632",
    "right": "patent (default) or design",
}

HOST = "https://ip-data.jpo.go.jp"
_ADVICE = "set RASHINBAN_JPO_ID and RASHINBAN_JPO_PASSWORD to what the office gave you when you registered"
_MANNERS = Manners(requests_per_second=10 / 60)
_LIMIT = 16 * 1024 * 1024
#: The questions of a right, and how often each may be asked a day (handbook 1.4). The first finds the application.
QUESTIONS: Mapping[str, Mapping[str, int]] = {
    "patent": {"app_progress": 400, "registration_info": 200, "cite_doc_info": 50, "jpp_fixed_address": 200},
    "design": {"app_progress": 400, "registration_info": 200, "jpp_fixed_address": 200},
}


class _Data(msgspec.Struct):
    registrationNumber: str = ""


class _Result(msgspec.Struct):
    statusCode: str
    errorMessage: str = ""
    remainAccessCount: str = ""
    data: _Data | None = None


class _Answer(msgspec.Struct):
    result: _Result


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch the applications that are selected. $RASHINBAN_JPO_API names another host, for tests."""
    for word in selection.keys() - SELECTION.keys():
        raise UsageError(f"selection {word!r} is not known: give --application and --right")
    right = str(selection.get("right") or "patent")
    if right not in QUESTIONS:
        raise UsageError(f"--right {right}: {' or '.join(QUESTIONS)}")
    numbers = _numbers(selection.get("application"))
    user, password = (environment.get(f"RASHINBAN_JPO_{name}", "").strip() for name in ("ID", "PASSWORD"))
    if not user or not password:
        raise SourceError(f"the office's API asks for an id and a password: {_ADVICE}")
    host = (environment.get("RASHINBAN_JPO_API") or HOST).rstrip("/")
    with Web(manners=_MANNERS, secrets=[user, password], sleep=sleep) as web:
        form = {"grant_type": "password", "username": user, "password": password}
        run = _Run(web, Token(web, f"{host}/auth/token", form, _ADVICE), f"{host}/api/{right}/v1", right)
        return run.all(open_draft([host, right, numbers]), numbers, progress)


def _numbers(given: object) -> list[str]:
    """Ten digits each, year and serial."""
    words = given if isinstance(given, (list, tuple)) else str(given or "").split(",")
    try:
        found = [patent_numbers.application("JP", str(word))[2:] for word in words if str(word).strip()]
    except Refused as refused:
        raise UsageError(f"--application {refused.found}: {refused.reason}") from None
    if not found:
        raise UsageError("say which applications: --application 2020123456")
    return list(dict.fromkeys(found))


class _Run:
    def __init__(self, web: Web, token: Token, api: str, right: str) -> None:
        self.web, self.token, self.api, self.right = web, token, api, right
        self.question = ""
        self.left: dict[str, str] = {}

    def all(self, draft: Draft, numbers: list[str], progress: OnProgress) -> Fetched:
        missing = []
        for done, number in enumerate(numbers, 1):
            file = f"{self.right}/{number}.json"
            if file not in draft.entries:
                try:
                    answers = self.application(number)
                except QuotaExhausted as error:
                    count = len(draft.entries)
                    raise QuotaExhausted(
                        f"{error}; {count:,} applications are kept, the same command continues"
                    ) from None
                if answers is None:
                    missing.append(f"the office has no data of {number}")
                else:
                    draft.write(file, self.bundle(number, answers), source=f"{self.api}/app_progress/{number}")
            progress(Progress(what="applications", done=done, total=len(numbers), unit="records", note=self.told()))
        if not draft.entries:
            raise SourceError(f"{'; '.join(missing)}: is it an application for a {self.right}, and published?")
        return Fetched(draft=draft, notes=tuple(filter(None, (*missing, self.told()))))

    def application(self, number: str) -> dict[str, bytes] | None:
        """The answers by question; None where the office does not know the application."""
        answers: dict[str, bytes] = {}
        registered = False
        for question in QUESTIONS[self.right]:
            if question == "registration_info" and not registered:
                continue
            self.question = question
            reply = self.web.get(
                f"{self.api}/{question}/{number}",
                limit=_LIMIT,
                headers=Headers(self.token),
                verdict=self.verdict,
                check=self.check,
            )
            result = _read(reply).result
            self.left[question] = result.remainAccessCount
            if question == "app_progress":
                if result.statusCode in NOTHING:
                    return None
                registered = bool(result.data and result.data.registrationNumber)
            answers[question] = reply.body
        return answers

    def bundle(self, number: str, answers: Mapping[str, bytes]) -> bytes:
        """One JSON object with the answers byte for byte."""
        inner = b",\n".join(b'"' + name.encode() + b'":' + body.strip() for name, body in answers.items())
        return b'{"application":"%s","right":"%s","answers":{\n%s}}\n' % (number.encode(), self.right.encode(), inner)

    def check(self, reply: Reply) -> None:
        """Raise what a status within a success means."""
        if error := self.judge(reply):
            raise error

    def verdict(self, reply: Reply) -> RashinbanError | None:
        """What a refusal means; one without words of the office (a busy gateway's) means what HTTP says."""
        return self.judge(reply) if reply.body.lstrip().startswith(b"{") else None

    def judge(self, reply: Reply) -> RashinbanError | None:
        """What the status of an answer means, whatever HTTP says."""
        result = _read(reply).result
        if result.statusCode == OK or result.statusCode in NOTHING:
            return None
        told = f"{self.question}: {result.errorMessage} ({result.statusCode})"
        if result.statusCode == USED_UP:
            a_day = QUESTIONS[self.right][self.question]
            return QuotaExhausted(
                f"{told}; the office answers this question {a_day} times a day, again from 0:00 in Japan"
            )
        if result.statusCode in TOKEN_IS_OVER:
            self.token.renew()
            raise Again(told, wait=0.0)
        if result.statusCode in TRY_AGAIN:
            raise Again(told)
        return SourceError(f"{reply.url}: {told}")

    def told(self) -> str:
        """What is left of today's questions."""
        known = [f"{name} {count}" for name, count in self.left.items() if count]
        return f"left today: {', '.join(known)}" if known else ""


def _read(reply: Reply) -> _Answer:
    try:
        return msgspec.json.decode(reply.body, type=_Answer)
    except msgspec.DecodeError as error:
        raise SourceError(
            f"{reply.url}: answer {reply.status} is not one that the office documents ({error})"
        ) from None
