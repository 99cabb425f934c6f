"""A plain text is what a title or abstract says without the HTML, JATS or MathML that providers leave in it."""

from __future__ import annotations

import html
import re

from rashinban.schema.japanese_keys import trim_cjk

#: A tag with a prefix is markup whatever its name; without one it is markup if its name is known and what is behind
#: the name are attributes: `a <b and c> d` is none.
_PREFIX = r"[a-z][\w-]*:"
_REST = r"(?:\s[^<>]*=[^<>]*)?\s*/?>"
#: What a formula says twice: for a machine, and as TeX beside MathML.
_TWICE = re.compile(rf"<(?:{_PREFIX})?annotation(?:-xml)?\b[^>]*>.*?</(?:{_PREFIX})?annotation(?:-xml)?>", re.S | re.I)
_TEX = re.compile(rf"<(?:{_PREFIX})?tex-math\b[^>]*>.*?</(?:{_PREFIX})?tex-math>", re.S | re.I)
#: Where one block ends and the next begins, there is a blank between words.
_BLOCKS = re.compile(
    rf"</?(?:{_PREFIX})?(?:p|br|break|div|sec|title|list|list-item|li|ul|ol|tr|td|table|h[1-6]|disp-formula|blockquote"
    rf"|label){_REST}",
    re.I,
)
#: Elements of HTML, JATS and MathML.
_INLINE = re.compile(
    rf"</?(?:{_PREFIX}[\w.-]+|a|abbr|abstract|alternatives|b|bold|center|cite|code|em|ext-link|fn|font|i|img|inf"
    r"|inline-formula|inline-graphic|italic|math|m(?:i|n|o|row|sup|sub|subsup|text|frac|sqrt|over|under|style|space"
    r"|table|tr|td|fenced|padded|multiscripts|prescripts)|monospace|named-content|overline|q|s|sans-serif|sc|scp|scr"
    rf"|small|span|strike|strong|styled-content|sub|sup|tt|u|underline|uri|xref){_REST}",
    re.I,
)
_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>", re.S)
#: An abstract that begins with the word "Abstract" as its heading.
_HEADING = re.compile(rf"\s*<(?:{_PREFIX})?title>\s*(?:abstract|summary)\s*</(?:{_PREFIX})?title>", re.I)
_BLANKS = re.compile(r"\s{2,}|[\t\r\v\f\xa0]")


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
            if "<!" in text:
                text = _COMMENT.sub("", text)
            if "annotation" in text:
                text = _TWICE.sub("", text)
            if "tex-math" in text and ("mml:math" in text or "<math" in text):
                text = _TEX.sub("", text)
            text = _INLINE.sub("", _BLOCKS.sub(" ", text))
        if "&" not in text:
            break
        undone = html.unescape(text)
        if undone == text:
            break
        text = undone
    return text
