"""Each template is a YAML file that says which sections a report has, what each asks, and what its reader must name.

The shipped ones are written as a user's own are: `rashinban report template NAME --out FILE` copies one to change it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rashinban import catalog
from rashinban.access.reports.kinds import kinds
from rashinban.access.reports.spec import SectionSpec
from rashinban.definitions.documents import Document, Fault, Step, Unreadable
from rashinban.definitions.plan_faults import worded
from rashinban.errors import RashinbanError, UsageError
from rashinban.measure.question import all_keys
from rashinban.schema.text import Text

HOW = "docs/how-to/write-a-report.md"
#: What may stand in braces in a title, a heading or a text, beside the keys of filters.
WORDS = ("plan", "as_of", "release")
_BRACES = re.compile(r"\{([^{}]*)\}")
_FOLDER = Path(str(files("rashinban.access.reports") / "templates"))
#: A longer file is no template, and a longer report no report.
_LONGEST_FILE, _MOST_SECTIONS = 1_000_000, 200


class Template(BaseModel):
    """What a template file says.

    needs: the filters that whoever makes the report must give. defaults: those that are meant where they are not given.
    pages: how many pages the PDF may have at most.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    template: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
    labels: Text
    title: Text
    needs: tuple[str, ...] = ()
    defaults: dict[str, str] = {}
    pages: Annotated[int | None, Field(ge=1, le=1000)] = None
    sections: Annotated[tuple[dict[str, Any], ...], Field(min_length=1, max_length=_MOST_SECTIONS)]


@dataclass(frozen=True, kw_only=True)
class Read:
    """A template with its sections, each read by its kind."""

    template: Template
    sections: tuple[SectionSpec, ...]

    @property
    def uses_plan(self) -> bool:
        return any(spec.show == "board" for spec in _walk(self.sections))


def _walk(sections: tuple[SectionSpec, ...]) -> Iterator[SectionSpec]:
    for spec in sections:
        yield spec
        yield from _walk(spec.inner)


@cache
def shipped() -> Mapping[str, Path]:
    """The templates that come with the program, by name."""
    return {path.stem: path for path in sorted(_FOLDER.glob("*.yml"))}


def find_template(name: str) -> Path:
    """The file of a shipped template, or a user's file. A name with a dot or a slash is a file."""
    if name in shipped():
        return shipped()[name]
    path = Path(name)
    if path.is_file():
        return path
    near = get_close_matches(name, shipped(), 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise UsageError(f"template {name[:80]!r} is neither a file nor one of {', '.join(shipped())}{hint}")


def read_template(path: Path) -> Read:
    """A template from its file; UsageError with every mistake, each with its line and the mend."""
    try:
        if path.stat().st_size > _LONGEST_FILE:
            raise UsageError(f"{path}: has more than {_LONGEST_FILE:,} bytes, which no template has")
        document = Document(path.read_text(encoding="utf-8-sig"))
    except Unreadable as error:
        raise UsageError(_told(path, error.faults)) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 ({error.reason}); save it as UTF-8") from error
    except OSError as error:
        raise RashinbanError(f"{path}: cannot be read ({error.strerror})") from error
    if not isinstance(document.values, dict):
        raise UsageError(f"{path}:1: is no group of fields; begin with `template: my-report` ({HOW})")
    try:
        template = Template.model_validate(document.values)
    except ValidationError as error:
        raise UsageError(_told(path, _shape(document, error, (), Template))) from error
    faults: list[Fault] = []
    sections = _sections(document, template.sections, ("sections",), faults)
    faults = sorted({*faults, *_words(document, template)})
    if faults:
        raise UsageError(_told(path, faults))
    return Read(template=template, sections=sections)


def _sections(
    document: Document, given: tuple[dict[str, Any], ...], place: tuple[Step, ...], faults: list[Fault]
) -> tuple[SectionSpec, ...]:
    found = []
    for number, values in enumerate(given):
        here = (*place, number)
        show = values.get("show")
        if show not in kinds():
            near = get_close_matches(str(show), kinds(), 1)
            told = f"show: {show!r} is not known" if show else "has no `show`"
            mend = f"did you mean {near[0]}?" if near else f"known are {', '.join(kinds())} ({HOW})"
            faults.append(_fault(document, (*here, "show"), f"{told}; {mend}"))
            continue
        shape = kinds()[str(show)].Spec
        try:
            spec = shape.model_validate({key: value for key, value in values.items() if key != "sections"})
        except ValidationError as error:
            faults += _shape(document, error, here, shape)
            continue
        inner = values.get("sections", ())
        if "sections" in values or spec.has_inner:
            if not spec.has_inner:
                faults.append(_fault(document, (*here, "sections"), "only `show: each` has sections within it"))
            elif not isinstance(inner, list) or not inner or not all(isinstance(one, dict) for one in inner):
                faults.append(_fault(document, (*here, "sections"), "must be a list of sections, each with `show`"))
            else:
                spec = spec.model_copy(update={"inner": _sections(document, tuple(inner), (*here, "sections"), faults)})
        faults += [_fault(document, (*here, *step), text) for step, text in _unknown(spec)]
        found.append(spec)
    return tuple(found)


def _unknown(spec: SectionSpec) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Words of a section that lead nowhere."""
    for field, name in spec.named_indicators():
        if name not in catalog.indicators():
            yield field, f"indicator {name!r} is not known; {_nearest(name, catalog.indicators())}"
    for field, key in [*spec.named_keys(), *((("where", key), key.rstrip("!")) for key in spec.where)]:
        if key not in all_keys():
            yield field, f"key {key!r} is not known; {_nearest(key, all_keys())}"
    for told in _braces(spec.heading):
        yield ("heading",), told
    for told in _braces(spec.text):
        yield ("text",), told


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"did you mean {near[0]}?" if near else "see `rashinban units`"


def _braces(text: Text | None) -> Iterator[str]:
    for word in dict.fromkeys(word for one in (text.en, text.ja) for word in _BRACES.findall(one)) if text else ():
        if word not in WORDS and word not in all_keys():
            yield f"{{{word}}} is not known; in braces stand keys ({{country}}) or {', '.join(WORDS)}"


def _words(document: Document, template: Template) -> Iterator[Fault]:
    for told in _braces(template.title):
        yield _fault(document, ("title",), told)
    for number, key in enumerate(template.needs):
        if key not in all_keys() and key != "plan":
            yield _fault(document, ("needs", number), f"{key!r} is no key of a filter; see `rashinban units`")
    for key in template.defaults:
        if key.rstrip("!") not in all_keys():
            yield _fault(document, ("defaults", key), f"{key!r} is no key of a filter; see `rashinban units`")


def filled(text: str, words: Mapping[str, str]) -> str:
    """A text with the words in braces put in. KeyError has the first that nobody gave."""
    return _BRACES.sub(lambda found: words[found.group(1)], text)


def _shape(document: Document, error: ValidationError, above: tuple[Step, ...], shape: type[BaseModel]) -> list[Fault]:
    found = []
    for one in error.errors():
        place = (*above, *one["loc"])
        field = str(place[-1]) if place else ""
        if one["type"] == "extra_forbidden":
            near = get_close_matches(field, shape.model_fields, 1)
            known = ", ".join(name for name in shape.model_fields if name != "inner")
            text = f"is no field here; {f'did you mean `{near[0]}`?' if near else f'known are {known}'}"
        elif one["type"].startswith("missing"):
            text = f"is missing; it must be there ({HOW})"
        elif one["type"] == "unexpected_keyword_argument":
            text = "is no field of a text; a comma within { } ends one: put texts with commas in quotation marks"
        elif one["type"] == "dataclass_type":
            text = f"{one['input']!r} is one text; write it in both languages: {{en: ..., ja: ...}}"
        else:
            told = one["msg"].removeprefix("Value error, ")
            text = f"{str(one['input'])[:60]!r}: {told[:1].lower()}{told[1:]}"
        found.append(_fault(document, place, text))
    return sorted(set(found))


def _fault(document: Document, place: tuple[Step, ...], text: str) -> Fault:
    return Fault(line=document.line(place), place=worded(document.values, place), text=text)


def _told(path: Path, faults: Iterable[Fault]) -> str:
    return "\n".join(f"{path}:{one.line}: {f'{one.place}: ' if one.place else ''}{one.text}" for one in faults)
