"""Commands on the texts of strategies: list, show, search, and the difference of two editions."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import typer

from rashinban.cli.app import app
from rashinban.cli.options import BaseOption, FormatOption, ReleaseOption, open_release_of, print_rows
from rashinban.cli.search import search

strategy_app = typer.Typer(help="Texts of strategies: list, show, search, compare two.", no_args_is_help=True)
app.add_typer(strategy_app, name="strategy")


@strategy_app.command("list")
def strategy_list(release: ReleaseOption = None, base: BaseOption = None, format: FormatOption = "table") -> None:
    """The documents that are loaded, with how many of their sentences name something that the base knows.

    Example: rashinban strategy list
    """
    from rashinban.access.strategies import strategies

    with open_release_of(base, release) as opened:
        rows = strategies(opened)
    _print(rows, format)


@strategy_app.command("show")
def strategy_show(
    strategy_id: Annotated[str, typer.Argument(help="Id of the document; see `rashinban strategy list`.")],
    all_: Annotated[bool, typer.Option("--all", help="With the margins of pages: numbers, running heads.")] = False,
    linked: Annotated[bool, typer.Option("--linked", help="Only sentences that name something.")] = False,
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """One document sentence by sentence, with page, and what each sentence names.

    Example: rashinban strategy show integrated-innovation-strategy-2023 --linked
    """
    from rashinban.access.strategies import strategy

    with open_release_of(base, release) as opened:
        found = strategy(opened, strategy_id)
    rows = [row for row in found["sentences"] if (all_ or row["kind"] != "margin") and (row["links"] or not linked)]
    if format == "table":
        # Sentences are there to be read whole; a table would cut them.
        for row in rows:
            typer.echo("  ".join(filter(None, (_place(row["page"]), _marked(row)))))
            if row["links"]:
                typer.echo(f"      -> {_names(row['links'])}")
    else:
        _print(rows, format)
    share = f", {found['linked_count'] / found['sentence_count']:.0%}" if found["sentence_count"] else ""
    typer.echo(
        f"{found['title']}: {found['sentence_count']:,} sentences, {found['linked_count']:,} name something{share}",
        err=format != "table",
    )


@strategy_app.command("search")
def strategy_search(
    query: Annotated[str, typer.Argument(help="As for `rashinban search`.")],
    top: Annotated[int, typer.Option("--top", min=1, help="How many to print.")] = 20,
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """Sentences of all documents by words: `rashinban search QUERY --kind sentences`.

    Example: rashinban strategy search "fusion energy"
    """
    search(query, kind=["sentences"], where=[], sort="relevance", top=top, release=release, base=base, format=format)


@strategy_app.command("diff")
def strategy_diff(
    before: Annotated[str, typer.Argument(help="Id of the older document.")],
    after: Annotated[str, typer.Argument(help="Id of the newer document.")],
    all_: Annotated[bool, typer.Option("--all", help="With the sentences that were kept.")] = False,
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """Two documents sentence by sentence: kept, changed with its words, new, gone.

    Example: rashinban strategy diff integrated-innovation-strategy-2022 integrated-innovation-strategy-2023
    """
    from rashinban.access.strategy_diff import diff

    with open_release_of(base, release) as opened:
        found = diff(opened, before, after)
    counted = Counter(row["state"] for row in found if row["kind"] == "sentence")
    rows = [row for row in found if all_ or row["state"] != "kept" or row["moved"]]
    if format == "table":
        for row in rows:
            place = " -> ".join(filter(None, (_place(row["before_page"]), _place(row["after_page"]))))
            state = f"{row['state']}, moved" if row["moved"] else row["state"]
            typer.echo("  ".join(filter(None, (state, place, _text(row)))))
    else:
        _print(rows, format)
    typer.echo(
        "sentences: " + ", ".join(f"{counted[state]:,} {state}" for state in ("kept", "changed", "new", "gone")),
        err=format != "table",
    )


def _text(row: dict[str, Any]) -> str:
    """The sentence; of a changed one what is gone as [-words-] and what is new as {+words+}."""
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    if row["words"]:
        return "".join(signs[word["is"]].format(word["text"]) for word in row["words"])
    return str(row["after"] or row["before"])


def _place(page: int | None) -> str | None:
    return f"p. {page}" if page else None


def _marked(row: dict[str, Any]) -> str:
    return " ".join(filter(None, (row["marker"], row["text"])))


def _names(links: list[dict[str, Any]]) -> str:
    return "; ".join(f"{link['entity']} {link['entity_id']} ({link['how']})" for link in links)


def _print(rows: list[dict[str, Any]], format: str) -> None:
    import pyarrow as pa

    # A cell of a file holds one value: lists are said in words.
    flat = [{name: _cell(name, value) for name, value in row.items()} for row in rows]
    print_rows(pa.Table.from_pylist(flat), format, objects=rows)


def _cell(name: str, value: Any) -> Any:
    if name == "links":
        return _names(value)
    return _text({"words": value, "after": None, "before": ""}) if name == "words" else value
