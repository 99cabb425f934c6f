"""Public buckets: listings over several pages, and listings that are none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from provider import Answer, Provider, md5, playing
from rashinban.errors import SourceError
from rashinban.snapshots.http import Manners, Web
from rashinban.snapshots.s3 import S3Object, address, list_objects


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        yield played


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(manners=Manners(requests_per_second=1e9, tries=2), sleep=lambda _: None) as made:
        yield made


def test_every_object_under_a_prefix_over_several_pages(provider: Provider, web: Web) -> None:
    objects = {f"data/works/updated_date=2026-06-2{n}/part_0000.gz": b"x" * n for n in range(5)}
    provider.bucket("/", {**objects, "data/authors/part & more.gz": b"y"})
    assert list(list_objects(web, provider.url, "data/works/")) == [
        S3Object(key=key, bytes=len(data), etag=md5(data), last_modified="2026-06-24T00:00:00.000Z")
        for key, data in objects.items()
    ]
    assert [asked.query.get("continuation-token") for asked in provider.asked] == [None, "2", "4"]
    (other,) = list_objects(web, provider.url, "data/authors/")
    assert (other.key, other.md5) == ("data/authors/part & more.gz", md5(b"y"))
    assert address(provider.url, other.key) == f"{provider.url}/data/authors/part%20%26%20more.gz"
    assert list(list_objects(web, provider.url, "nothing/")) == []


def test_an_etag_of_an_upload_in_parts_is_no_checksum() -> None:
    etag = "d41d8cd98f00b204e9800998ecf8427e"
    assert S3Object(key="k", bytes=1, etag=etag, last_modified="").md5 == etag
    assert S3Object(key="k", bytes=1, etag=f"{etag}-12", last_modified="").md5 is None


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html><body>hello</body></html>", "not a listing of a bucket"),
        (b"<ListBucketResult><IsTruncated>", "not a listing of a bucket"),
        (
            b'<!DOCTYPE a [<!ENTITY b "c">]><ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>',
            "a listing with a document type; refused",
        ),
        (
            b"<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key></Contents></ListBucketResult>",
            "an object without key or size",
        ),
    ],
)
def test_what_is_no_listing_is_refused(provider: Provider, web: Web, body: bytes, message: str) -> None:
    provider.routes["/"] = lambda _: Answer(body=body)
    with pytest.raises(SourceError, match=message):
        list(list_objects(web, provider.url, "data/"))


def test_a_listing_that_goes_in_a_circle_ends(provider: Provider, web: Web) -> None:
    provider.routes["/"] = lambda _: Answer(
        body=b"<ListBucketResult><IsTruncated>true</IsTruncated>"
        b"<NextContinuationToken>again</NextContinuationToken></ListBucketResult>"
    )
    with pytest.raises(SourceError, match="the listing of 'data/' has no end"):
        list(list_objects(web, provider.url, "data/"))
    assert len(provider.asked) == 2
