"""Each sent form is the body of a request, read no further than the form can hold."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request

from rashinban.errors import UsageError

_FORM = "application/x-www-form-urlencoded"


async def sent_form(request: Request, most: int) -> bytes:
    """The bytes of a form as a browser sends it, at most so many; what is more or no form is refused (413, 415)."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"a form is sent as {_FORM}")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a form has at most {most:,} bytes")
    return bytes(body)


def fields_of_form(body: bytes, most: int, page: str = "its page") -> dict[str, str]:
    """The fields of a form, at most so many. UsageError where it is none; `page` is where to send it from."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=most,
        )
    except ValueError as error:
        raise UsageError(f"the form cannot be read; open {page} again and send it from there") from error
    return dict(pairs)
