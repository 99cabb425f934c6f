"""Each block of an HTML page is one element of text with the id nearest before it; nothing that it names is loaded.

Headings are h1 to h6. Of ruby the reading is left out, of a table each cell is a block. What is not read is named in
IGNORED.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from rashinban.data_sources.strategy_text.blocks import Block, Document
from rashinban.data_sources.strategy_text.marks import marked
from rashinban.errors import Refused
from rashinban.reading.encoding import decode

#: Elements that are known and not read.
IGNORED = {
    **dict.fromkeys(("script", "style", "template", "noscript", "link", "meta"), "no text for readers"),
    **dict.fromkeys(("rt", "rp"), "readings of ruby: the base text is read"),
    **dict.fromkeys(("nav", "form", "button", "select", "input", "textarea"), "of the site, not of the document"),
    **dict.fromkeys(("svg", "math", "canvas", "iframe", "object", "embed", "video", "audio"), "pictures and the like"),
    "title": "read as the title of the document",
}
_HEADINGS = {f"h{level}": str(level) for level in range(1, 7)}
_INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "del",
            "dfn",
            "em",
            "font",
            "i",
            "ins",
            "kbd",
            "label",
        ),
        *("mark", "q", "ruby", "rb", "rbc", "rtc", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("time", "tt", "u", "var", "wbr", "br", "label"),
    )
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,30})""", re.I)
_WIDE = "\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e"
_JAPANESE_SPACE = re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}])")
#: Stands for <br> in the text that is held; line ends of the source are spaces.
_BREAK = "\x1e"


def read(data: bytes) -> Document:
    """An HTML page as blocks. Refused: what has no text, or is nested beyond reason."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(_text(data), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Refused(f"the HTML page cannot be read ({' '.join(str(error).split())[:120]})") from None
    # What lies deeper the parser leaves out, and goes on.
    if any("depth" in entry.message for entry in parser.error_log):
        raise Refused("the HTML page is nested too deep; print it to a PDF and load that")
    found = root.find(".//title")
    title = " ".join(found.text_content().split()) if found is not None else ""
    walk = _Walk()
    walk.element(root)
    walk.end()
    if not walk.blocks:
        raise Refused("the HTML page has no text: it may be made by a script; print it to a PDF and load that")
    return Document(blocks=tuple(walk.blocks), title=title or None)


def _text(data: bytes) -> str:
    """The text in the encoding that the page declares, where it fits, else in that which it is in."""
    declared = _CHARSET.search(data[:4096])
    if declared:
        name = declared[1].decode().lower()
        # Browsers read what calls itself Shift_JIS as Windows has it.
        try:
            return data.decode("cp932" if name in ("shift_jis", "shift-jis", "sjis", "x-sjis") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(data)[0])


class _Walk:
    """Walks a page in reading order; `held` is the text since the last block."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.held: list[str] = []
        self.heading: str | None = None
        self.anchor: str | None = None

    def element(self, element: Any) -> None:
        name = element.tag if isinstance(element.tag, str) else ""
        if name in IGNORED or element.get("hidden") is not None or not name:
            return
        is_block = name not in _INLINE
        if is_block:
            self.end()
        self.anchor = element.get("id") or (element.get("name") if name == "a" else None) or self.anchor
        if name == "br":
            self.held.append(_BREAK)
        self.heading = _HEADINGS.get(name, self.heading)
        self.held.append(element.text or "")
        for child in element:
            self.element(child)
            self.held.append(child.tail or "")
        if is_block:
            self.end()
        if name in _HEADINGS:
            self.heading = None

    def end(self) -> None:
        """Make blocks of the text that is held: one a line, where lines begin with marks."""
        lines = _lines("".join(self.held))
        self.held.clear()
        for text in lines:
            mark, rest = marked(text)
            self.blocks.append(
                Block(
                    pieces=((rest, None),),
                    kind="heading" if self.heading else "text",
                    marker=mark.printed if mark else None,
                    level=self.heading,
                    anchor=self.anchor,
                )
            )


def _lines(text: str) -> Iterator[str]:
    """Lines that <br> makes; one that does not begin with a mark goes on where no sentence ended before it."""
    held = ""
    for line in text.split(_BREAK):
        plain = " ".join(line.split())
        if not plain:
            continue
        if held and (marked(plain)[0] is not None or held[-1] in "。.!?！？"):
            yield _JAPANESE_SPACE.sub("", held)
            held = plain
        else:
            held = f"{held} {plain}" if held else plain
    if held:
        yield _JAPANESE_SPACE.sub("", held)
