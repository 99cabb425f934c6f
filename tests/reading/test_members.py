"""Members of archives: what is given, and archives that are made to do harm."""

from __future__ import annotations

import gzip
import io
import resource
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from rashinban.errors import Refused
from rashinban.reading.members import members
from rashinban.snapshots.raw import Damaged, RawFile

MEGABYTE = 1024 * 1024


def raw(path: Path) -> RawFile:
    return RawFile(data_source="x", snapshot="s", name=path.name, path=path)


def zipped(files: Iterable[tuple[str, bytes]], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def of(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., list[tuple[str, object]]]:
    """Name and bytes of each member, or why it is not read."""

    def read(content: bytes, wanted: Callable[[str], bool] = lambda name: True) -> list[tuple[str, object]]:
        path = tmp_path / "file"
        path.write_bytes(content)
        told: list[tuple[str, object]] = []
        for member in members(raw(path), wanted):
            try:
                told.append((member.name, member.refused.reason if member.refused else member.whole(MEGABYTE)))
            except Refused as refused:
                told.append((member.name, refused.reason))
        return told

    return read


Found = Callable[..., list[tuple[str, object]]]


def test_a_plain_file_is_its_only_member(found: Found) -> None:
    assert found(b"<a/>") == [("", b"<a/>")]
    assert found(gzip.compress(b"<a/>")) == [("", b"<a/>")]
    assert found(b"") == [("", b"")]


def test_members_of_archives_and_of_archives_in_them(found: Found) -> None:
    inner = zipped([("b.xml", b"<b/>"), ("c.txt", b"c")])
    outer = zipped([("a.xml", b"<a/>"), ("in.zip", inner), ("__MACOSX/._a.xml", b"?"), ("d/", b"")])
    assert found(outer, lambda name: name.endswith(".xml")) == [("a.xml", b"<a/>"), ("in.zip/b.xml", b"<b/>")]
    packed = tarred((of("x/a.xml"), b"<a/>"), (of("x/b.xml"), b"<b/>"))
    assert found(gzip.compress(packed)) == [("x/a.xml", b"<a/>"), ("x/b.xml", b"<b/>")]


def test_archives_in_archives_in_archives_are_refused(found: Found) -> None:
    deep = zipped([("1.zip", zipped([("2.zip", zipped([("3.zip", zipped([("a.xml", b"<a/>")]))]))]))])
    assert found(deep) == [("1.zip/2.zip", "an archive in an archive in an archive")]


def test_names_lead_nowhere(found: Found, tmp_path: Path) -> None:
    names = ["../../up.xml", "/etc/up.xml", "a/../../up.xml", "C:\\up.xml"]
    before = sorted(path.name for path in tmp_path.parent.rglob("*up.xml"))
    assert found(zipped([(name, b"x") for name in names])) == [(name, b"x") for name in names]
    assert found(tarred(*((of(name), b"x") for name in names))) == [(name, b"x") for name in names]
    assert sorted(path.name for path in tmp_path.parent.rglob("*up.xml")) == before == []


def test_links_and_devices_of_a_tar_are_passed_over(found: Found) -> None:
    packed = tarred(
        (of("hard.xml", tarfile.LNKTYPE, "/etc/hostname"), b""),
        (of("soft.xml", tarfile.SYMTYPE, "/etc/hostname"), b""),
        (of("null.xml", tarfile.CHRTYPE), b""),
        (of("pipe.xml", tarfile.FIFOTYPE), b""),
        (of("a.xml"), b"<a/>"),
    )
    assert found(packed) == [("a.xml", b"<a/>")]


def test_a_member_that_packs_too_well_is_refused_before_it_is_unpacked(found: Found) -> None:
    began = time.process_time()
    bomb = zipped([("bomb.xml", bytes(100 * MEGABYTE)), ("a.xml", b"<a/>")])
    made = time.process_time() - began
    packed = zipfile.ZipFile(io.BytesIO(bomb)).infolist()[0].compress_size
    began = time.process_time()
    assert found(bomb) == [
        ("bomb.xml", f"a member of {100 * MEGABYTE:,} bytes in {packed:,}"),
        ("a.xml", b"<a/>"),
    ]
    assert time.process_time() - began < max(made, 0.5)


def test_a_member_that_lies_about_its_size_breaks_the_archive(found: Found) -> None:
    honest = zipped([("a.xml", bytes(3 * MEGABYTE))])
    size = (3 * MEGABYTE).to_bytes(4, "little")
    assert honest.count(size) == 2
    with pytest.raises(Damaged, match="zip is broken: Bad CRC-32"):
        found(honest.replace(size, (1000).to_bytes(4, "little")))


def test_an_encrypted_member_is_refused(found: Found) -> None:
    packed = bytearray(zipped([("a.xml", b"<a/>")], zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + offset] |= 1
    assert found(bytes(packed)) == [("a.xml", "the member is encrypted")]


def test_a_sparse_member_of_a_terabyte_is_refused(found: Found) -> None:
    info = of("sparse.xml")
    info.pax_headers = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.name": "sparse.xml",
        "GNU.sparse.realsize": str(1024**4),
    }
    content = b"1\n0\n1\n".ljust(512, b"\0") + b"x"
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    assert found(packed.getvalue()) == [("sparse.xml", f"a sparse member of {1024**4:,} bytes")]


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME])
def test_a_header_that_would_fill_the_memory_breaks_the_archive(found: Found, kind: bytes) -> None:
    info = of("h", kind)
    info.size = 8 * 1024**3
    began = time.process_time()
    # A gigabyte of it in some kilobytes.
    packed = gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + bytes(64 * MEGABYTE))
    with pytest.raises(Damaged, match="tar is broken: a header of 8,589,934,592 bytes"):
        found(packed)
    assert time.process_time() - began < 3


def test_a_gzip_bomb_is_unpacked_no_further_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml.gz"
    one = gzip.compress(bytes(16 * MEGABYTE))
    path.write_bytes(one * 64)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (member,) = members(raw(path))
    with pytest.raises(Refused, match="longer than 1,048,576 bytes"):
        member.whole(MEGABYTE)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 30


def test_packed_members_are_unpacked(found: Found) -> None:
    packed = gzip.compress(b"one") + gzip.compress(b"two") + bytes(8)
    inner = tarred((of("deep.json"), b"3"))
    files = [("a.json.gz", packed), ("b.tar.gz", gzip.compress(inner)), ("c.txt.gz", packed)]
    expected = [("a.json.gz", b"onetwo"), ("b.tar.gz/deep.json", b"3")]
    for archive in (zipped(files), tarred(*((of(name), content) for name, content in files))):
        assert found(archive, lambda name: name.endswith(".json")) == expected


@pytest.mark.parametrize(
    ("packed", "reason"),
    [
        (gzip.compress(bytes(4 * MEGABYTE)), "a.json.gz: more than .* bytes in"),
        (gzip.compress(b"one" * 100)[:-4], "a.json.gz: gzip stream ends early"),
        (gzip.compress(b"one")[:12] + bytes(40), "a.json.gz: gzip stream is broken"),
    ],
)
def test_a_packed_member_that_does_harm_breaks_the_archive(found: Found, packed: bytes, reason: str) -> None:
    with pytest.raises(Damaged, match=reason):
        found(zipped([("a.json.gz", packed)], zipfile.ZIP_STORED))


def test_archives_that_break_off_give_what_was_whole_before(found: Found, tmp_path: Path) -> None:
    packed = tarred((of("a.xml"), b"<a/>"), (of("b.xml"), bytes(5000)))
    path = tmp_path / "half.tar"
    path.write_bytes(packed[:2000])
    given = []
    with pytest.raises(Damaged, match="tar is broken"):
        for member in members(raw(path)):
            given.append((member.name, member.whole(MEGABYTE)))
    assert given == [("a.xml", b"<a/>")]
    with pytest.raises(Damaged, match="zip is broken"):
        found(zipped([("a.xml", b"<a/>" * 100)])[:60])


def test_the_members_of_a_tar_are_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "many.tar"
    with path.open("wb") as stream:
        header = of("000/0000-0001-5000-0007.xml")
        header.size = 4
        one = header.tobuf() + b"<a/>".ljust(512, b"\0")
        for _ in range(20):
            stream.write(one * 2000)
        stream.write(bytes(1024))
    for member in members(raw(path)):
        member.whole(MEGABYTE)
        break
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(len(member.whole(MEGABYTE)) for member in members(raw(path))) == 4 * 40_000
    # Remembered, they would be some 40 MB.
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 15


@pytest.mark.parametrize(("offset", "value", "said"), [(10, 99, "compression"), (6, 99, "zip file version 9.9")])
def test_a_zip_of_an_unknown_method_or_version_is_damaged(
    found: Callable[..., list[tuple[str, object]]], offset: int, value: int, said: str
) -> None:
    whole = bytearray(zipped([("a.json", b"[]")]))
    # Both are two bytes in the entry of the central directory, and the method two bytes of the local header as well.
    whole[whole.index(b"PK\x01\x02") + offset] = value
    if offset == 10:
        whole[8] = value
    with pytest.raises(Damaged, match=f"zip is broken: .*{said}"):
        found(bytes(whole))
