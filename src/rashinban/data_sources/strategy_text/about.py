"""What lies beside a document in its snapshot: `strategy.json` with the words that it was loaded with."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath

import msgspec

from rashinban.errors import Refused

ABOUT_FILE = "strategy.json"

_ID = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class About(msgspec.Struct, omit_defaults=True):
    """The words of one document; what nobody gave is None."""

    id: str
    title: str
    language: str
    year: int | None = None
    edition: str | None = None
    licence: str | None = None


def written(about: About) -> bytes:
    """What `read` reads."""
    return msgspec.json.format(msgspec.json.encode(about), indent=1) + b"\n"


def read(path: Path) -> About:
    """The words beside a document."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=About)
    except FileNotFoundError:
        raise Refused(f"no {ABOUT_FILE} in the snapshot; fetch the file again") from None
    except msgspec.DecodeError as error:
        raise Refused(f"{ABOUT_FILE} of the snapshot cannot be read ({error}); fetch the file again") from None


def beside(path: Path, name: str) -> Path:
    """Where the words are that lie beside a file of a snapshot, which has this name in it."""
    return path.parents[len(PurePosixPath(name).parts) - 1] / ABOUT_FILE


def strategy_id(text: str) -> str:
    """An id out of a file's name: letters and digits of any script in lower case, hyphens between."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "-".join(word for word in re.split(r"[\W_]+", plain) if word)


def is_id(text: str) -> bool:
    """Whether a text can be an id as it is."""
    return _ID.fullmatch(text) is not None and text == text.lower()
