"""A plain text is what a title or abstract says without the HTML, JATS or MathML that providers leave in it."""

from __future__ import annotations

import html
import re

from rashinban.schema.japanese_keys import trim_cjk

#: A tag: its name, and what is behind the name.
_TAG = re.compile(r"</?([A-Za-z][\w:.-]*)(\s[^<>]*|/)?>")
#: Where one block ends and the next begins, there is a blank between words.
_BLOCKS = frozenset(
    {
        "p",
        "br",
        "break",
        "div",
        "sec",
        "title",
        "list",
        "list-item",
        "li",
        "ul",
        "ol",
        "tr",
        "td",
        "table",
        "blockquote",
    }
    | {"h1", "h2", "h3", "h4", "h5", "h6", "disp-formula", "label"}
)
#: Other elements of HTML, JATS and MathML.
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "abstract",
        "alternatives",
        "b",
        "bold",
        "center",
        "cite",
        "code",
        "em",
        "ext-link",
        "fn",
        "font",
        "i",
    }
    | {"img", "inf", "inline-formula", "inline-graphic", "italic", "math", "mfenced", "mfrac", "mi", "mn", "mo"}
    | {"mover", "mpadded", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup"}
    | {"mtable", "mtd", "mtext", "mtr", "munder", "munderover", "monospace", "named-content", "overline", "q", "s"}
    | {"sans-serif", "sc", "scp", "scr", "semantics", "small", "span", "strike", "strong", "styled-content", "sub"}
    | {"sup", "tt", "u", "underline", "uri", "xref"}
)
#: What a formula says twice: for a machine, and as TeX beside MathML. Beginning and end.
_ANNOTATION = re.compile(r"<(?:[\w-]+:)?annotation\b[^>]*>", re.I), re.compile(r"</(?:[\w-]+:)?annotation>", re.I)
_TEX = re.compile(r"<(?:[\w-]+:)?tex-math\b[^>]*>", re.I), re.compile(r"</(?:[\w-]+:)?tex-math>", re.I)
_COMMENT = re.compile("<!--"), re.compile("-->")
#: An abstract that begins with the word "Abstract" as its heading.
_HEADING = re.compile(r"\s*<(?:[\w-]+:)?title>\s*(?:abstract|summary)\s*</(?:[\w-]+:)?title>", re.I)
_BLANKS = re.compile(r"\s{2,}|[\t\n\r\v\f\xa0]")


def plain_text(marked: str | None) -> str | None:
    """The text without markup and entities, blanks collapsed. None where nothing is left.

    Entities are undone as often as they were put in, and what comes out of them is rid of markup too:
    `&lt;i&gt;x&lt;/i&gt; &amp;amp; y` -> `x & y`. The text of formulas stays, once: `<mml:mi>x</mml:mi>` -> `x`.
    """
    if not marked:
        return None
    text = marked
    if "<" in text or "&" in text:
        heading = _HEADING.match(text)
        text = _unmarked(text[heading.end() :] if heading else text)
    # Nearly all texts are in order, and it is faster to ask than to put them in order again. A tab, a line break or a
    # no-break space is not printable.
    text = text.strip()
    if "  " in text or not text.isprintable():
        text = _BLANKS.sub(" ", trim_cjk(text)) if not text.isascii() else " ".join(text.split())
    return text or None


def _unmarked(text: str) -> str:
    for _ in range(3):
        if "<" in text:
            if "!" in text and "<!" in text:  # one character is looked for much faster than two
                text = _cut_out(text, *_COMMENT).replace("<![CDATA[", "").replace("]]>", "")
            if text.count("<") > 3 and "math" in text:
                text = _cut_out(text, *_ANNOTATION)
                text = _cut_out(text, *_TEX) if "mml:math" in text or "<math" in text else text
            text = _TAG.sub(_without, text)
        if "&" not in text:
            break
        undone = html.unescape(text)
        if undone == text:
            break
        text = undone
    return text


def _cut_out(text: str, begin: re.Pattern[str], end: re.Pattern[str]) -> str:
    """The text without what is between each beginning and the next end; what has no end stays."""
    kept, at = [], 0
    while (opened := begin.search(text, at)) and (closed := end.search(text, opened.end())):
        kept.append(text[at : opened.start()])
        at = closed.end()
    return "".join((*kept, text[at:]))


def _without(tag: re.Match[str]) -> str:
    """What stays of a tag: nothing, a blank, or all of it where it is none.

    One with a prefix is markup whatever its name; one without is if its name is known and what is behind the name are
    attributes: `a <b and c> d` is none.
    """
    prefix, _, name = tag[1].lower().rpartition(":")
    behind = tag[2]
    if behind and "=" not in behind and behind.strip() != "/":
        return tag[0]
    if name in _BLOCKS:
        return " "
    return "" if prefix or name in _INLINE else tag[0]
