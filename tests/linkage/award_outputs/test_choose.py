"""One work for an output, by what speaks for it; none where too little does, or two works are equally good."""

from __future__ import annotations

import pytest

from rashinban.linkage.award_outputs import titles
from rashinban.linkage.award_outputs.choose import Agreement, Choice, Described, choose, first_page, kinds

LONG = "Effects of green tea on sleep in old age"


def said(title: str = LONG, year: int | None = 2020, kind: str | None = "journal-article", **more: object) -> Described:
    return Described(title=titles.title(title), year=year, kind=kind, **more)  # type: ignore[arg-type]


def work(title: str = LONG, year: int | None = 2020, kind: str | None = "article", **more: object) -> Described:
    return said(title, year, kind, **more)


def agreed(
    title: str = "same", year: str = "same", people: str = "unknown", source: str = "unknown", pages: str = "unknown"
) -> Agreement:
    return Agreement(title=title, year=year, people=people, source=source, pages=pages)


@pytest.mark.parametrize(
    ("output", "loaded", "found"),
    [
        (said(people="Cup A"), work(people="Ada Cup"), agreed(people="same")),
        (said(), work(), agreed()),
        (said(year=2021), work(), agreed(year="next")),
        (said(sources=("The Tea Journal",)), work(sources=("Tea Journal", "TJ")), agreed(source="same")),
        (said(year=None, people="Cup A"), work(people="Ada Cup"), agreed(year="unknown", people="same")),
        (said("Green tea", people="Cup A"), work("Green tea", people="Ada Cup"), agreed(people="same")),
        (
            said("Green tea", 2021, volume="03", first_page="7"),
            work("Green tea", volume="3", first_page="7"),
            agreed(year="next", pages="same"),
        ),
        (
            said("Editorial", people="Cup A", sources=("Tea",)),
            work("Editorial", people="Ada Cup", sources=("Tea",)),
            agreed(people="same", source="same"),
        ),
        # Printed in another script on one side, but on the same page.
        (
            said(people="Pot B", volume="3", first_page="7"),
            work(people="Ada Cup", volume="3", first_page="7"),
            agreed(people="other", pages="same"),
        ),
        (said(f"{LONG}: a trial", people="Cup A"), work(people="Ada Cup"), agreed("main", people="same")),
    ],
)
def test_what_is_enough(output: Described, loaded: Described, found: Agreement) -> None:
    assert choose(output, [("W1", loaded)], 1) == Choice(work_id="W1", agreement=found)


@pytest.mark.parametrize(
    ("output", "loaded", "reason"),
    [
        (said(kind="thesis"), work(), "other kind"),
        (said(), work(kind="dissertation"), "other kind"),
        (said(), work("Effects of black tea on sleep in old age"), "other title"),
        (said(year=2022), work(), "other year"),
        (said(people="Pot B"), work(people="Ada Cup"), "other people or pages"),
        (said(volume="3", first_page="7"), work(volume="4", first_page="9"), "other people or pages"),
        (said(year=None), work(), "too little"),
        # Another journal, and nobody to tell that it is the same work all the same.
        (said(sources=("Tea",)), work(sources=("Coffee",)), "too little"),
        (said("Green tea"), work("Green tea"), "too little"),
        (said("Green tea", 2021, people="Cup A"), work("Green tea", people="Ada Cup"), "too little"),
        (said("Editorial", people="Cup A"), work("Editorial", people="Ada Cup"), "too little"),
        (said(f"{LONG}: a trial"), work(), "too little"),
        (said(f"{LONG}: a trial", 2021, people="Cup A"), work(people="Ada Cup"), "too little"),
    ],
)
def test_what_is_not(output: Described, loaded: Described, reason: str) -> None:
    assert choose(output, [("W1", loaded)], 1) == Choice(reason=reason)


def test_a_title_of_many_works_needs_as_much_as_a_generic_one() -> None:
    works = [("W1", work(people="Ada Cup"))]
    assert choose(said(people="Cup A"), works, 3).work_id == "W1"
    assert choose(said(people="Cup A"), works, 4) == Choice(reason="too little")


def test_the_better_work_stands() -> None:
    output = said(people="Cup A", sources=("Tea",))
    loaded = [
        ("W1", work(f"{LONG}: a trial", people="Ada Cup", sources=("Tea",))),
        ("W2", work(people="Ada Cup", sources=("Coffee",))),
        ("W3", work(people="Ada Cup", sources=("Tea",), year=2021)),
    ]
    # The title is whole in W2 and W3; people and journal speak for W3, people alone for W2.
    assert choose(output, loaded, 2).work_id == "W3"
    assert choose(output, [*loaded, ("W4", work(people="Ada Cup", sources=("Tea",)))], 3).work_id == "W4"


def test_an_article_stands_before_its_preprint() -> None:
    output = said(people="Cup A")
    preprint, article = work(people="Ada Cup", kind="preprint"), work(people="Ada Cup")
    assert choose(output, [("W1", preprint), ("W2", article)], 2).work_id == "W2"
    assert choose(output, [("W1", preprint)], 1).work_id == "W1"


def test_of_two_equally_good_works_none_stands() -> None:
    one = work(people="Ada Cup")
    assert choose(said(people="Cup A"), [("W1", one), ("W2", one)], 2) == Choice(reason="ambiguous")
    # Two titles of one work are no two works.
    assert choose(said(people="Cup A"), [("W1", one), ("W1", one)], 1).work_id == "W1"


def test_first_pages_and_kinds() -> None:
    assert [first_page(text) for text in ("L113 - L120", "pp. 7-9", "i-iv", None)] == ["l113", "7", None, None]
    assert kinds() == ("journal-article", "book", "thesis", "dataset")
