"""Each object is one file of a public bucket, listed without an account through the REST API of S3."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote
from xml.parsers import expat

from rashinban.errors import SourceError
from rashinban.snapshots.http import Web

_LISTING_LIMIT = 16 * 1024 * 1024
_MAX_LISTINGS = 100_000


@dataclass(frozen=True, kw_only=True)
class S3Object:
    """One object: its key, its size, when it was written, and its ETag without quotation marks."""

    key: str
    bytes: int
    etag: str
    last_modified: str

    @property
    def md5(self) -> str | None:
        """The MD5 of the content, which the ETag is unless the object was uploaded in parts."""
        return self.etag if len(self.etag) == 32 and "-" not in self.etag else None


def address(endpoint: str, key: str) -> str:
    """Where an object is: `endpoint` is the address of the bucket."""
    return f"{endpoint.rstrip('/')}/{quote(key)}"


def list_objects(web: Web, endpoint: str, prefix: str) -> Iterator[S3Object]:
    """Every object whose key begins with `prefix`, in the order of their keys."""
    token: str | None = None
    for _ in range(_MAX_LISTINGS):
        parameters = {"list-type": "2", "prefix": prefix}
        if token is not None:
            parameters["continuation-token"] = token
        reply = web.get(endpoint.rstrip("/") + "/", parameters, limit=_LISTING_LIMIT)
        objects, following = _read_listing(reply.body, reply.url)
        yield from objects
        if following is None:
            return
        if following == token:
            break
        token = following
    raise SourceError(f"{endpoint}: the listing of {prefix!r} has no end")


def _read_listing(body: bytes, url: str) -> tuple[list[S3Object], str | None]:
    """The objects of one page of a listing, and the token of the next page."""
    path: list[str] = []
    text: list[str] = []
    objects: list[S3Object] = []
    one: dict[str, str] = {}
    top: dict[str, str] = {}

    def refuse(*_: object) -> None:
        # Entities can blow a small answer up without bound; a listing has no use for them.
        raise SourceError(f"{url}: a listing with a document type; refused")

    def start(name: str, _: dict[str, str]) -> None:
        path.append(name)
        text.clear()
        if path[1:] == ["Contents"]:
            one.clear()

    def end(name: str) -> None:
        place, value = path[1:], "".join(text)
        if place == ["Contents"]:
            objects.append(_object(one, url))
        elif place[:1] == ["Contents"]:
            one["/".join(place[1:])] = value
        elif len(place) == 1:
            top[name] = value
        path.pop()
        text.clear()

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise SourceError(f"{url}: not a listing of a bucket ({error})") from error
    if "IsTruncated" not in top:
        raise SourceError(f"{url}: not a listing of a bucket")
    return objects, top.get("NextContinuationToken") if top["IsTruncated"] == "true" else None


def _object(fields: dict[str, str], url: str) -> S3Object:
    try:
        return S3Object(
            key=fields["Key"],
            bytes=int(fields["Size"]),
            etag=fields.get("ETag", "").strip('"'),
            last_modified=fields.get("LastModified", ""),
        )
    except (KeyError, ValueError) as error:
        raise SourceError(f"{url}: an object without key or size in the listing") from error
