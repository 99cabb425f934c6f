"""/api/releases: which releases there are, what each was made of, what changed between two."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request, Response

from rashinban.access.rest.asked import Asked, no_more_than
from rashinban.access.rest.described import described
from rashinban.access.rest.forms import form_of, plain_json, value
from rashinban.access.rest.schemas import declared, listed
from rashinban.access.serving import Serving
from rashinban.access.sources import citation
from rashinban.errors import NotFound
from rashinban.stages.diff import ReleaseDiff, release_diff
from rashinban.stages.release import Release, current_release, release_ids, release_list

router = APIRouter()

_ONE = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "as_of": {"type": ["string", "null"]},
        "made_at": {"type": "string"},
        "current": {"type": "boolean"},
        "simulated": {"type": "boolean"},
        "sources": listed({"type": "object"}),
        "cite": {"type": "object"},
    },
    "required": ["id", "as_of", "made_at", "current", "simulated", "sources", "cite"],
}


@router.get("/releases", **described("releases", group="releases", schema=listed(declared(Release)), released=False))
def releases(request: Request) -> Response:
    """As `rashinban release list` prints them."""
    no_more_than(request, of_release=False)
    form_of(request)
    serving: Serving = request.app.state.serving
    serving.current()
    return Response(plain_json([asdict(one) for one in release_list(serving.folder)]), media_type="application/json")


@router.get("/releases/{release_id}", **described("release", group="releases", schema=_ONE, released=False))
def release(request: Request, release_id: str) -> Response:
    """release.json of the release, with how to cite it."""
    no_more_than(request, of_release=False)
    form_of(request)
    serving = _known(request, release_id)
    with serving.base(release_id) as base:
        about = base.about
        more = {
            "current": release_id == current_release(serving.folder),
            "cite": citation("Rashinban", base.release, about),
        }
        return value(Asked(request=request, base=base), "release", {**about, **more})


@router.get(
    "/releases/{before}/diff/{after}",
    **described("diff", group="releases", schema=declared(ReleaseDiff), released=False),
)
def diff(request: Request, before: str, after: str) -> Response:
    """As `rashinban release diff` prints it."""
    no_more_than(request, of_release=False)
    form_of(request)
    serving = _known(request, before, after)
    with serving.base(after) as base:
        found = asdict(release_diff(serving.folder, before, after, engine=base.session.engine))
        return value(Asked(request=request, base=base), f"diff-{before}", found)


def _known(request: Request, *wanted: str) -> Serving:
    """The served base, once it is sure that it has these releases."""
    serving: Serving = request.app.state.serving
    serving.current()
    known = release_ids(serving.folder)
    for name in wanted:
        if name not in known:
            raise NotFound(f"no release {name[:80]!r}; known are {', '.join(known)}")
    return serving
