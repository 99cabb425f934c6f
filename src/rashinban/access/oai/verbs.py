"""Each verb is one function: what a reader holds, as the element that answers the request."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from rashinban.access.oai.arguments import Request
from rashinban.access.oai.dates import GRANULARITY, window, written
from rashinban.access.oai.formats import Format, formats
from rashinban.access.oai.formats.oai_dc import DC, container
from rashinban.access.oai.reader import Chosen, Header, Reader
from rashinban.access.oai.record import SIMULATED
from rashinban.access.oai.refusals import Refusal
from rashinban.access.oai.sets import listed
from rashinban.access.oai.token import Place, write_token
from rashinban.access.oai.xml import Element, below, root, write

OAI = "http://www.openarchives.org/OAI/2.0/"
IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"

#: Entries on a page. OpenAIRE asks for 100 to 500 records.
PAGE = {"ListRecords": 150, "ListIdentifiers": 500, "ListSets": 500}


@dataclass(frozen=True, kw_only=True)
class Repository:
    """What a repository says of itself. namespace: the middle of every identifier; must never change."""

    name: str
    admin_email: str
    namespace: str


def identify(parent: Element, reader: Reader, repository: Repository, base_url: str) -> None:
    made = below(parent, OAI, "Identify")
    write(made, OAI, "repositoryName", repository.name)
    write(made, OAI, "baseURL", base_url)
    write(made, OAI, "protocolVersion", "2.0")
    write(made, OAI, "adminEmail", repository.admin_email)
    write(made, OAI, "earliestDatestamp", written(reader.earliest))
    write(made, OAI, "deletedRecord", "persistent")
    write(made, OAI, "granularity", GRANULARITY)
    scheme = root(IDENTIFIER, "oai-identifier", {None: IDENTIFIER}, f"{IDENTIFIER}.xsd")
    write(scheme, IDENTIFIER, "scheme", "oai")
    write(scheme, IDENTIFIER, "repositoryIdentifier", repository.namespace)
    write(scheme, IDENTIFIER, "delimiter", ":")
    write(scheme, IDENTIFIER, "sampleIdentifier", f"oai:{repository.namespace}:W2741809807")
    below(made, OAI, "description").append(scheme)
    below(made, OAI, "description").append(_described(reader, repository))


def _described(reader: Reader, repository: Repository) -> Element:
    """What the records were made of, under which terms; and that they are invented, where they are."""
    made = container()
    write(made, DC, "title", repository.name)
    if reader.about["simulated"]:
        write(made, DC, "description", SIMULATED.en, lang="en")
        write(made, DC, "description", SIMULATED.ja, lang="ja")
    write(made, DC, "description", f"Metadata of works as of release {reader.release}.", lang="en")
    write(made, DC, "description", f"リリース {reader.release} の時点の論文等のメタデータ。", lang="ja")
    for source in reader.about["sources"]:
        write(made, DC, "source", f"{source['data_source']} {source['snapshot']}")
    for licence in dict.fromkeys(str(s["licence"]) for s in reader.about["sources"] if s["licence"]):
        write(made, DC, "rights", licence)
    return made


def list_metadata_formats(parent: Element, reader: Reader, request: Request) -> None:
    identifier = request.get("identifier")
    has = reader.header(identifier)[1] if identifier else None
    offered = [one for one in formats().values() if has is None or one.needs <= has]
    if not offered:
        raise Refusal("noMetadataFormats", "no format for this record", "このレコードを出力できる形式がない")
    made = below(parent, OAI, "ListMetadataFormats")
    for one in offered:
        element = below(made, OAI, "metadataFormat")
        write(element, OAI, "metadataPrefix", one.prefix)
        write(element, OAI, "schema", one.schema)
        write(element, OAI, "metadataNamespace", one.namespace)


def list_sets(parent: Element, reader: Reader, place: Place | None) -> None:
    found = listed(reader.sets())
    told = place.told if place else 0
    made = below(parent, OAI, "ListSets")
    page = found[told : told + PAGE["ListSets"]]
    for spec, name in page:
        element = below(made, OAI, "set")
        write(element, OAI, "setSpec", spec)
        write(element, OAI, "setName", f"{name.en} / {name.ja}")
    start = place or Place(
        verb="ListSets",
        prefix="",
        set_spec="",
        since="",
        until="",
        release=reader.release,
        tenure=reader.number,
        after="",
        told=0,
        size=len(found),
    )
    _resumption(made, start, len(page), after="")


def get_record(parent: Element, reader: Reader, request: Request) -> None:
    one = format_of(request.given["metadataPrefix"])
    header, has = reader.header(request.given["identifier"])
    if not one.needs <= has:
        missing = ", ".join(sorted(one.needs - has))
        raise Refusal(
            "cannotDisseminateFormat",
            f"{one.prefix} needs what this record does not have: {missing}",
            f"{one.prefix} に必要な項目がこのレコードにはない：{missing}",
        )
    made = below(parent, OAI, "GetRecord")
    _records(made, reader, one, [header])


def list_records(parent: Element, reader: Reader, request: Request, place: Place | None) -> None:
    """ListRecords and ListIdentifiers: one page of a list, and the token of the next."""
    start = place or _beginning(reader, request)
    one = format_of(start.prefix)
    headers = reader.headers(_chosen(start, one), start.after, PAGE[request.verb])
    if not headers:
        raise Refusal("noRecordsMatch", "no record is in this list", "条件に合うレコードはない")
    made = below(parent, OAI, request.verb)
    if request.verb == "ListRecords":
        _records(made, reader, one, headers)
    else:
        for header in headers:
            _header(made, reader, header)
    _resumption(made, start, len(headers), after=headers[-1].work_id)


def format_of(prefix: str) -> Format:
    """The format with this prefix."""
    try:
        return formats()[prefix]
    except KeyError:
        known = ", ".join(formats())
        raise Refusal(
            "cannotDisseminateFormat",
            f"no format {prefix!r}; there are {known}",
            f"形式 {prefix!r} はない。使えるもの：{known}",
        ) from None


def _beginning(reader: Reader, request: Request) -> Place:
    """The list as it begins; its size is counted once and goes with the tokens."""
    start = Place(
        verb=request.verb,
        prefix=request.given["metadataPrefix"],
        set_spec=request.get("set") or "",
        since=request.get("from") or "",
        until=request.get("until") or "",
        release=reader.release,
        tenure=reader.number,
        after="",
        told=0,
        size=0,
    )
    size = reader.size(_chosen(start, format_of(start.prefix)))
    return replace(start, size=size)


def _chosen(place: Place, one: Format) -> Chosen:
    first, last = window(place.since or None, place.until or None)
    return Chosen(first=first, last=last, set_spec=place.set_spec or None, needs=one.needs)


def _resumption(made: Element, place: Place, told: int, after: str) -> None:
    """The token of the next page. A list on one page has none; the last page of several has an empty one."""
    done = place.told + told >= place.size
    if done and place.told == 0:
        return
    token = None if done else write_token(replace(place, after=after, told=place.told + told))
    element = below(made, OAI, "resumptionToken", completeListSize=str(place.size), cursor=str(place.told))
    element.text = token


def _records(made: Element, reader: Reader, one: Format, headers: list[Header]) -> None:
    records = reader.records([header.work_id for header in headers if not header.deleted])
    for header in headers:
        element = below(made, OAI, "record")
        _header(element, reader, header)
        if not header.deleted:
            below(element, OAI, "metadata").append(one.write(records[header.work_id]))


def _header(parent: Element, reader: Reader, header: Header) -> None:
    made = below(parent, OAI, "header", status="deleted" if header.deleted else None)
    write(made, OAI, "identifier", reader.identifier(header.work_id))
    write(made, OAI, "datestamp", written(header.changed))
    for spec in header.sets:
        write(made, OAI, "setSpec", spec)
