"""A PDF written by hand: pages of lines in a font that is not in the file, which readers know by its encoding."""

from __future__ import annotations

from collections.abc import Sequence

_JAPANESE_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /{encoding} /DescendantFonts [4 0 R] >>"
)
LATIN_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_DESCENDANT = (
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /DW 1000 /FontDescriptor 5 0 R "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>"
)
_DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
    "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
)
_PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} 0 R "
    "/Resources << /Font << /F1 3 0 R >> >> >>"
)


def pdf(
    pages: Sequence[Sequence[str] | bytes],
    *,
    encoding: str = "UniJIS-UCS2-H",
    codec: str = "utf-16-be",
    font: str = _JAPANESE_FONT,
) -> bytes:
    """A PDF of pages; a page given as bytes is its packed content."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        font.replace("{encoding}", encoding).encode(),
        _DESCENDANT.encode(),
        _DESCRIPTOR.encode(),
    ]
    for number, page in enumerate(pages):
        objects.append(_PAGE.format(contents=7 + 2 * number).encode())
        if isinstance(page, bytes):
            objects.append(_stream(page, " /Filter /FlateDecode"))
        else:
            shown = " ".join(f"<{line.encode(codec).hex()}> Tj 0 -18 Td" for line in page)
            objects.append(_stream(f"BT /F1 11 Tf 60 780 Td {shown} ET".encode()))
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(made)


def _stream(content: bytes, words: str = "") -> bytes:
    return f"<< /Length {len(content)}{words} >>\nstream\n".encode() + content + b"\nendstream"
