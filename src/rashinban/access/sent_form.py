"""Each sent form is the body of a request, read no further than the form can hold."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import HTTPException, Request

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
