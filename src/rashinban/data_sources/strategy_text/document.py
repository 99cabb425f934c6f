"""Each document is one file's text in blocks, whichever of PDF, HTML and plain text its first bytes say."""

from __future__ import annotations

import re

from rashinban.data_sources.strategy_text import html, lines, pdf
from rashinban.data_sources.strategy_text.blocks import Document
from rashinban.errors import Refused
from rashinban.reading.encoding import decode

#: No strategy is longer; what is, holds pictures or is something else.
LARGEST = 64 * 1024 * 1024

_HTML = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_OTHERS = {
    b"PK\x03\x04": "a Word, Excel, PowerPoint or zip file; save it as PDF and load that",
    b"\xd0\xcf\x11\xe0": "an old Word, Excel or PowerPoint file; save it as PDF and load that",
    b"{\\rtf": "a rich text file; save it as PDF or plain text and load that",
    b"\x89PNG": "a picture; make a PDF with text of it (`ocrmypdf`) and load that",
    b"\xff\xd8\xff": "a picture; make a PDF with text of it (`ocrmypdf`) and load that",
}


def read(data: bytes) -> Document:
    """The document in the bytes of a file. Refused: what is none, or has no text."""
    if len(data) > LARGEST:
        raise Refused(f"{len(data):,} bytes, of which {LARGEST:,} are read at most; load it in parts")
    for start, said in _OTHERS.items():
        if data.startswith(start):
            raise Refused(f"neither PDF, HTML nor plain text but {said}")
    # Some servers put a few bytes before the mark of a PDF.
    if b"%PDF-" in data[:1024]:
        return pdf.read(data)
    if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return html.read(data)
    return _plain(data)


def _plain(data: bytes) -> Document:
    text = pdf.folded(decode(data)[0])
    if sum(ord(character) < 32 and character not in "\t\n\r\f" for character in text[:65536]) > 16:
        raise Refused("neither PDF, HTML nor plain text: it holds control characters; save it as PDF and load that")
    pages = text.split("\f")
    # A form feed at the very end closes the last page.
    pages = pages[:-1] if len(pages) > 1 and not pages[-1].strip() else pages
    numbered = len(pages) > 1
    found = tuple(lines.blocks(pages, numbered=numbered))
    if not found:
        raise Refused("the file has no text")
    return Document(blocks=found, pages=len(pages) if numbered else None)


def language_of(document: Document) -> str:
    """`ja` where one letter in ten is Japanese, else `en`: other languages are to be named."""
    letters = japanese = 0
    for block in document.blocks:
        letters += sum(map(str.isalpha, block.text))
        japanese += len(_JAPANESE.findall(block.text))
    return "ja" if japanese * 10 > letters else "en"
