"""Questions and corrections of readers: those that are published, and the form by which one is left on a card.

Nothing that is sent is shown before a moderator has read it. There are no cookies and no address of a reader is kept;
a form must come from a page of this server.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from rashinban.access.card import Card
from rashinban.access.card_id import read_card_id
from rashinban.access.dialogue_form import LARGEST, FormFault, faults_of, read_form
from rashinban.access.pages.page import OpenPage, Page, link, open_page_of
from rashinban.access.pages.wordbook import word
from rashinban.access.same_origin import check_origin
from rashinban.access.selection import LONGEST_VALUE, no_files
from rashinban.access.sent_form import sent_form
from rashinban.access.serialisers.wording import headline
from rashinban.access.serving import Serving
from rashinban.errors import UsageError
from rashinban.measure.dialogue import (
    KINDS,
    LONGEST_NAME,
    LONGEST_TEXT,
    Question,
    QueueFull,
    ask,
    published,
    refuse_if_full,
)

router = APIRouter()

#: Questions on one page of the list.
_PAGE = 50
_DAY = 86_400


async def _body(request: Request) -> bytes:
    """What the form sends, no more than it can hold."""
    serving: Serving = request.app.state.serving
    if serving.dialogue is None:
        raise HTTPException(HTTPStatus.FORBIDDEN, word("dialogue_closed", request.state.language))
    check_origin(request.headers, serving.address, opened=serving.dialogue == "network")
    return await sent_form(request, LARGEST)


@router.get("/dialogue")
def listed(page: OpenPage) -> HTMLResponse:
    """Every published question, the newest first; `card=` keeps those about one number, `sent=` thanks who asked."""
    page.selection("card", "sent", "page")
    given = page.request.query_params
    card_id, sent, at = given.get("card") or None, given.get("sent") or "", _number(given.get("page") or "1")
    if card_id is not None:
        read_card_id(card_id)
    found = published(page.base.folder, card_id)
    shown = found[(at - 1) * _PAGE : at * _PAGE]

    def here(number: int) -> str:
        return link("/dialogue", page.language, page.request, card=card_id, page=number)

    return page.render(
        "dialogue.html.j2",
        title=word("dialogue_title", page.language),
        lead=word("dialogue_lead", page.language),
        sent=_number(sent) if sent else None,
        back=link(f"/card/{card_id}", page.language) if card_id else None,
        everything=link("/dialogue", page.language, page.request) if card_id else None,
        opened=_serving(page).dialogue is not None,
        questions=[row(page, one) for one in shown],
        newer=here(at - 1) if at > 1 else None,
        older=here(at + 1) if len(found) > at * _PAGE else None,
    )


@router.post("/dialogue")
def send(request: Request, body: Annotated[bytes, Depends(_body)]) -> Response:
    """Take a question; the way to the list, which thanks, or the form again with what is wrong."""
    fields = read_form(body)
    found = read_card_id(fields["card"])
    no_files(found.options)
    faults = faults_of(fields)
    serving: Serving = request.app.state.serving
    # What follows computes a card, which costs more than reading a form.
    if not serving.turnstile.pass_through():
        raise _later(request, "dialogue_too_many", seconds=serving.turnstile.seconds)
    try:
        refuse_if_full(serving.folder)
        with open_page_of(request, found.release) as page:
            page.selection()
            # The number is computed again: nobody can leave words on a card that there is not.
            card = page.base.card(found.indicator, _where(found.where), **found.options)
            if faults:
                return _again(page, card, fields, faults)
            said = {"en": str(headline(card, "en")), "ja": str(headline(card, "ja"))}
            taken = ask(
                page.base.folder,
                {
                    "card": card.id,
                    "title": {"en": card.title.en, "ja": card.title.ja},
                    "said": said,
                    "kind": fields["kind"],
                    "text": fields["text"],
                    "name": fields["name"] or None,
                    "language": page.language,
                },
                now=datetime.now().astimezone().replace(microsecond=0),
            )
    except QueueFull:
        raise _later(request, "dialogue_full", seconds=_DAY) from None
    # An address takes no more letters than this in one word.
    about = card.id if len(card.id) < LONGEST_VALUE else None
    return RedirectResponse(link("/dialogue", page.language, card=about, sent=taken.id), HTTPStatus.SEE_OTHER)


def _later(request: Request, name: str, *, seconds: float) -> HTTPException:
    wait = {"Retry-After": f"{seconds:.0f}"}
    return HTTPException(HTTPStatus.TOO_MANY_REQUESTS, word(name, request.state.language), wait)


def beside_card(page: Page, card: Card) -> dict[str, Any]:
    """What a card's page says: the questions about its number in any release, and the form where it is open."""
    return {
        "questions": [row(page, one, card) for one in published(page.base.folder, card.id)],
        "form": form(page, card.id) if _serving(page).dialogue is not None else None,
    }


def row(page: Page, one: Question, card: Card | None = None) -> dict[str, Any]:
    """A published question. card: on whose page it stands; it need not say then of what it was asked."""
    asked, answer, language = one.asked, one.answer, page.language
    return {
        "id": one.id,
        "kind": word(f"dialogue_{asked.kind}", language),
        "text": asked.text,
        "language": asked.language,
        "by": asked.name or word("dialogue_nobody", language),
        "date": asked.recorded.date().isoformat(),
        "title": None if card else page.say(asked.title.text()),
        "href": link(f"/card/{asked.card}", language),
        "release": one.release,
        "other": card is not None and asked.card != card.id,
        "said": page.say(asked.said.text()),
        "answer": answer
        and {
            "text": page.say(answer.text()),
            "by": answer.by or word("dialogue_moderator", language),
            "date": answer.recorded.date().isoformat(),
            "corrected": answer.corrected_in
            and {
                "release": answer.corrected_in,
                "href": link(f"/card/{one.number}/{answer.corrected_in}", language),
            },
        },
    }


def form(page: Page, card_id: str, fields: dict[str, str] | None = None) -> dict[str, Any]:
    """The form, filled in with what was sent where something is wrong with it."""
    return {
        "action": link("/dialogue", page.language),
        "card": card_id,
        "kinds": [(kind, word(f"dialogue_{kind}", page.language)) for kind in KINDS],
        "fields": fields or {"kind": KINDS[0], "text": "", "name": ""},
        "longest": LONGEST_TEXT,
        "longest_name": LONGEST_NAME,
    }


def _again(page: Page, card: Card, fields: Any, faults: list[FormFault]) -> HTMLResponse:
    response = page.render(
        "dialogue_form.html.j2",
        title=word("dialogue_ask", page.language),
        of={"text": page.say(card.title), "href": link(f"/card/{card.id}", page.language)},
        faults=[
            word(f"dialogue_fault_{one.name}", page.language, found=one.found, most=f"{LONGEST_TEXT:,}",
                 most_name=LONGEST_NAME)
            for one in faults
        ],
        form=form(page, card.id, dict(fields)),
    )  # fmt: skip
    response.status_code = HTTPStatus.BAD_REQUEST
    return response


def _where(where: Any) -> dict[str, str]:
    """The filters of an id as words of a question."""
    return {key: value if isinstance(value, str) else "|".join(map(str, value)) for key, value in where.items()}


def _serving(page: Page) -> Serving:
    serving: Serving = page.request.app.state.serving
    return serving


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 7 and int(given) > 0):
        raise UsageError(f"{given[:20]!r} is no number; write 1, 2, 3...")
    return int(given)
