"""Each answer is rows or an object in the form asked for: JSON, CSV or Parquet; and it says what it was made of."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.exceptions import HTTPException

from rashinban.access.api import Base
from rashinban.access.rest.asked import Asked
from rashinban.access.serialisers.table import csv_lines, json_lines, to_json, write_rows
from rashinban.errors import UsageError

MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "html": "text/html",
    "svg": "image/svg+xml",
}
#: Forms of rows; an object is JSON only.
ROWS = ("json", "csv", "parquet")

#: Rows of a streamed answer that are written at a time.
_PIECE = 8_192
#: More notes than this say nothing new.
_NOTES = 8


def rows(
    asked: Asked,
    name: str,
    table: pa.Table,
    *,
    objects: list[dict[str, Any]] | None = None,
    headers: Mapping[str, str] | None = None,
    notes: Iterable[str] = (),
) -> Response:
    """Rows in the form asked for. `objects` are the same rows nested, for JSON; `name` is what the file is called."""
    form = form_of(asked.request, ROWS)
    more = {**_joined(_said(asked.base, notes), headers or {}), **_file(asked.base, name, form)}
    if form == "parquet":
        out = io.BytesIO()
        write_rows(_marked(asked.base, table), form, out)
        return Response(out.getvalue(), media_type=MEDIA[form], headers=more)
    if form == "csv":
        return StreamingResponse(_encoded(csv_lines(table, _PIECE)), media_type=MEDIA[form], headers=more)
    if objects is not None:
        return Response(to_json(objects), media_type=MEDIA[form], headers=more)
    return StreamingResponse(_encoded(json_lines(table, _PIECE)), media_type=MEDIA[form], headers=more)


def value(
    asked: Asked, name: str, found: Mapping[str, Any] | list[Any], *, headers: Mapping[str, str] | None = None
) -> Response:
    """One object, or a list that is not rows: JSON."""
    return written(asked, name, plain_json(found), "json", headers=headers)


def written(asked: Asked, name: str, text: str, form: str, *, headers: Mapping[str, str] | None = None) -> Response:
    """A text that is written already."""
    more = {**_joined(_said(asked.base, ()), headers or {}), **_file(asked.base, name, form)}
    return Response(text, media_type=MEDIA[form], headers=more)


def form_of(request: Request, offered: Iterable[str] = ("json",)) -> str:
    """The form that `format=` names, else the one that the Accept header prefers, else JSON."""
    known = tuple(offered)
    named = request.query_params.get("format")
    if named:
        if named not in known:
            raise UsageError(f"format {named[:40]!r} is not known here; use {', '.join(known)}")
        return named
    accept = request.headers.get("accept", "")
    if not accept:
        return "json"
    best, most = None, 0.0
    for part in accept.split(",")[:20]:
        media, _, parameters = part.strip().lower().partition(";")
        weight = _weight(parameters)
        form = next((form for form in known if _fits(media.strip(), MEDIA[form])), None)
        if form and weight > most:
            best, most = form, weight
    # A browser asks for HTML and says that it takes anything else.
    if best is None:
        raise HTTPException(406, f"this address gives {', '.join(MEDIA[form] for form in known)}; or use format=")
    return best


def _fits(wanted: str, media: str) -> bool:
    return wanted in ("*/*", media, f"{media.partition('/')[0]}/*")


def _weight(parameters: str) -> float:
    found = re.search(r"(?:^|;)\s*q=(0(?:\.\d{1,3})?|1(?:\.0{1,3})?)\s*(?:;|$)", parameters, re.A)
    return float(found[1]) if found else 1.0


def _said(base: Base, notes: Iterable[str]) -> dict[str, str]:
    """What every answer says of itself: the release, whether it is invented, where sources and licences stand."""
    told = " | ".join([note for note in notes if note][:_NOTES])
    return {
        "X-Rashinban-Release": base.release,
        "X-Rashinban-Simulated": "true" if base.about["simulated"] else "false",
        "Link": f'</api/releases/{base.release}>; rel="describedby license"; title="sources, licences, how to cite"',
        **({"X-Rashinban-Notes": told.encode("ascii", "replace").decode()} if told else {}),
    }


def _joined(said: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """Both; links stand in one header."""
    links = {"Link": f"{said['Link']}, {more['Link']}"} if "Link" in more else {}
    return {**said, **more, **links}


def _file(base: Base, name: str, form: str) -> dict[str, str]:
    """The name under which a browser keeps the answer."""
    parts = ["rashinban", name, *(["SIMULATED"] if base.about["simulated"] else []), base.release]
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", "-".join(parts))[:150].strip("-.")
    kind = "attachment" if form in ("csv", "parquet") else "inline"
    return {"Content-Disposition": f'{kind}; filename="{safe}.{form}"'}


def _marked(base: Base, table: pa.Table) -> pa.Table:
    """The table with the release in its metadata: a file outlives the headers that it came with."""
    marks = {"release": base.release, "simulated": str(bool(base.about["simulated"])).lower()}
    return table.replace_schema_metadata({**(table.schema.metadata or {}), **marks})


def _encoded(texts: Iterable[str]) -> Iterator[bytes]:
    for text in texts:
        yield text.encode()


def plain_json(found: Mapping[str, Any] | list[Any]) -> str:
    """JSON on one line; dates as ISO 8601."""
    return json.dumps(found, ensure_ascii=False, default=_iso, allow_nan=False)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
