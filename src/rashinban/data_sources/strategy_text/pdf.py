"""Each page of a PDF is its text in the order in which it was written; scripts, forms and links are never followed.

Text that is only a picture is told and not read: `ocrmypdf` makes text of it. Two columns are read one after the other
where the program that made the file wrote them so, as most do.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
import zlib
from functools import cache

from rashinban.data_sources.strategy_text.blocks import Document
from rashinban.data_sources.strategy_text.lines import blocks
from rashinban.errors import Refused

#: Bounds of what is read.
MOST_PAGES = 2_000
MOST_LETTERS = 20_000_000
#: A page of which this share is no letter of any text was read with the wrong table.
_UNREADABLE = 0.1
_NO_LETTER = re.compile("[\ufffd\ue000-\uefff\uf100-\uf8ff\uac00-\ud7af]")
#: CJK radicals that fonts give in place of the character, and that no normal form of Unicode folds.
_RADICALS = str.maketrans("⺟⺠⺩⺫⺬⺭⺮⺷⻁⻄⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲", "母民王目示礻竹羊虎西長青食鬼麦黄斉歯竜亀")
_KANGXI = re.compile("[\u2f00-\u2fd5]")
#: What programs write as the title where nobody gave one.
_NO_TITLE = re.compile(
    r"untitled.*|無題.*|microsoft .*|powerpoint .*|スライド.*|.*\.(?:docx?|xlsx?|pptx?|jtdc?|pdf)", re.I
)
#: What a file may hold in place of a number, a name or a dictionary shows itself as one of these.
_IN_PLACE_OF_A_VALUE = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
_PRINTED = "open it in a viewer and print it to a new PDF"
_SCANNED = "make text of it with `ocrmypdf -l jpn+eng IN.pdf OUT.pdf` and load OUT.pdf"


def read(data: bytes) -> Document:
    """A PDF as blocks. Refused: what cannot be opened, has no text at all, or is beyond the bounds."""
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _read(data)
    # Whole files raise this at what pypdf does not know: a filter, an encryption. They are not broken.
    except NotImplementedError as error:
        raise Refused(f"the PDF has what pypdf does not read ({_said(error)}); {_PRINTED}") from None
    except (PyPdfError, zlib.error, RecursionError, *_IN_PLACE_OF_A_VALUE) as error:
        raise Refused(f"the PDF is broken ({_said(error)}); {_PRINTED}") from None


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error)[:120]}"


def _read(data: bytes) -> Document:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(io.BytesIO(data))
    try:
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise Refused("the PDF asks for a password; save a copy without one (`qpdf --decrypt IN.pdf OUT.pdf`)")
    except DependencyError:
        raise Refused(
            "the PDF is locked with AES; save a copy without it (`qpdf --decrypt IN.pdf OUT.pdf`) or "
            "`pip install cryptography`"
        ) from None
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise Refused(f"{count:,} pages, of which {MOST_PAGES:,} are read at most; load it in parts")
    pages, unreadable, letters = [], [], 0
    for number, page in enumerate(reader.pages, 1):
        text, reason = _page(page.extract_text())
        pages.append(text)
        letters += len(text)
        if letters > MOST_LETTERS:
            raise Refused(f"more than {MOST_LETTERS:,} letters by page {number}; load it in parts")
        if reason:
            unreadable.append((f"page {number}", reason))
    if not any(pages):
        if all("no text" in reason for _, reason in unreadable):
            raise Refused(f"the PDF has {count:,} pages and no text: it was scanned; {_SCANNED}")
        raise Refused(f"none of the PDF's {count:,} pages can be read: its fonts do not say their letters; {_SCANNED}")
    title = " ".join(str(reader.metadata.title or "").split()) if reader.metadata else ""
    return Document(
        blocks=tuple(blocks(pages, numbered=True)),
        title=title if title and not _NO_TITLE.fullmatch(title) else None,
        pages=count,
        unreadable=tuple(unreadable),
    )


def _page(text: str) -> tuple[str, str | None]:
    """The text of a page, and why there is none."""
    text = folded(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    letters = sum(not character.isspace() for character in text)
    if not letters:
        return "", f"no text on this page: a picture or empty; if it was scanned, {_SCANNED}"
    if len(_NO_LETTER.findall(text)) > _UNREADABLE * letters:
        return "", f"its fonts do not say their letters; {_SCANNED}"
    return text, None


def folded(text: str) -> str:
    """The text with kanji in place of the radicals that PDFs print for them: `⺠⽉` -> `民月`."""
    return _KANGXI.sub(lambda found: _kanji(found[0]), text.translate(_RADICALS))


@cache
def _kanji(radical: str) -> str:
    return unicodedata.normalize("NFKC", radical)


__all__ = ["folded", "read"]
