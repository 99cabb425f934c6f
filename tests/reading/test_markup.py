"""Markup of titles and abstracts is taken out, and nothing else."""

from __future__ import annotations

import pytest

from rashinban.reading.markup import plain_text


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        (None, None),
        ("  ", None),
        ("<p> </p>", None),
        ("Plain", "Plain"),
        ("a\n  b\tc", "a b c"),
        ("水の\n   研究 と\u3000開発", "水の研究 と\u3000開発"),
        ("H<sub>2</sub>O &amp; ice", "H2O & ice"),
        # Entities of entities, and the markup that they hide.
        ("&lt;i&gt;x&lt;/i&gt; &amp;amp; y", "x & y"),
        # No markup at all.
        ("p &lt; 0.05 and q &gt; 1", "p < 0.05 and q > 1"),
        ("a <b and c> d", "a <b and c> d"),
        ("List<String> and <unknown>", "List<String> and <unknown>"),
        ("see <https://example.org>", "see <https://example.org>"),
        # Blocks part words, the rest does not.
        (
            "<jats:title>Abstract</jats:title><jats:p>One <jats:italic>two</jats:italic>.</jats:p><p>Three</p>",
            "One two. Three",
        ),
        ("<ns3:p>One</ns3:p><br/>two", "One two"),
        ("<sec><title>Background</title><p>One</p></sec>", "Background One"),
        # A formula in two forms.
        (
            '<mml:math display="inline"><mml:mi>x</mml:mi><mml:annotation encoding="tex">x</mml:annotation></mml:math>',
            "x",
        ),
        (
            "<jats:tex-math>$y$</jats:tex-math><mml:math><mml:mi>x</mml:mi></mml:math>",
            "x",
        ),
        ("<jats:tex-math>$x$</jats:tex-math>", "$x$"),
        ("<!-- nothing -->One<![CDATA[ two]]>", "One two"),
    ],
)
def test_plain_text(marked: str | None, plain: str | None) -> None:
    assert plain_text(marked) == plain


def test_hostile_markup_takes_no_longer() -> None:
    """Opening signs without end, entities within entities: work grows with the length only."""
    assert plain_text("<" * 200_000) == "<" * 200_000
    assert plain_text("<p " * 100_000) == ("<p " * 100_000).strip()
    assert plain_text("&amp;" * 50_000 + "lt;") is not None
    assert plain_text("<mml:annotation>" * 20_000) is None
