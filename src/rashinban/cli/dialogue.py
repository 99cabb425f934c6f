"""Commands of the public dialogue: read what readers left on cards, answer, publish or decline it."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from rashinban.cli.app import app
from rashinban.cli.options import BaseOption, FormatOption, existing_base_of, moment, print_rows

dialogue_app = typer.Typer(help="Questions and corrections that readers left on cards.", no_args_is_help=True)
app.add_typer(dialogue_app, name="dialogue")

QuestionArgument = Annotated[int, typer.Argument(min=1, help="Number of the question; see `rashinban dialogue list`.")]
QuestionsArgument = Annotated[list[int], typer.Argument(min=1, help="Numbers of questions.")]


@dialogue_app.command("list")
def dialogue_list(
    state: Annotated[
        Literal["waiting", "published", "declined", "all"], typer.Option("--state", help="Which of them.")
    ] = "waiting",
    language: Annotated[Literal["en", "ja"], typer.Option("--language", help="en or ja, of the titles.")] = "en",
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """Questions with their numbers, the oldest first: those that wait, unless another state is named.

    Example: rashinban dialogue list --state all
    """
    import pyarrow as pa

    from rashinban.access.dialogue import listed
    from rashinban.measure.dialogue import questions

    rows = listed(questions(existing_base_of(base)), "" if state == "all" else state, language)
    if not rows:
        typer.echo("none" if state == "all" else f"none is {state}", err=True)
        return
    print_rows(pa.Table.from_pylist(rows), format)


@dialogue_app.command("show")
def dialogue_show(question: QuestionArgument, base: BaseOption = None) -> None:
    """All of one question, as JSON: its text, the card, what the card said then, the answer.

    Example: rashinban dialogue show 12
    """
    import json

    from rashinban.access.dialogue import whole
    from rashinban.measure.dialogue import question as read

    typer.echo(json.dumps(whole(read(existing_base_of(base), question)), ensure_ascii=False, indent=1))


@dialogue_app.command("answer")
def dialogue_answer(
    question: QuestionArgument,
    en: Annotated[str | None, typer.Option("--en", help="The answer in English.")] = None,
    ja: Annotated[str | None, typer.Option("--ja", help="The answer in Japanese.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who answers, as readers are to see it.")] = None,
    corrected_in: Annotated[
        str | None, typer.Option("--corrected-in", help="The release in which the number is put right.")
    ] = None,
    base: BaseOption = None,
) -> None:
    """Write an answer down; it is seen when the question is published. The last answer counts, all are kept.

    Example: rashinban dialogue answer 12 --en "The loaded works end in 2024." --ja "2024年までの論文です。"
    """
    from rashinban.measure.dialogue import answer
    from rashinban.stages.release import open_release

    folder = existing_base_of(base)
    if corrected_in is not None:
        # A mistyped release would promise readers a correction that nobody finds.
        corrected_in = open_release(folder, corrected_in).name
    given = {"en": en, "ja": ja, "by": by, "corrected_in": corrected_in}
    found = answer(folder, question, given, now=moment())
    seen = "every reader sees it" if found.state == "published" else f"next: rashinban dialogue publish {question}"
    typer.echo(f"{question}: answered; {seen}")


@dialogue_app.command("publish")
def dialogue_publish(questions: QuestionsArgument, base: BaseOption = None) -> None:
    """Show questions, with their answers where they have one, to every reader.

    Example: rashinban dialogue publish 12
    """
    from rashinban.measure.dialogue import publish

    folder = existing_base_of(base)
    for id in questions:
        found = publish(folder, id, now=moment())
        answered = "with its answer" if found.answer else "not answered yet"
        typer.echo(f"{id}: published, {answered}; at /dialogue#q{id} and under /card/{found.asked.card}")


@dialogue_app.command("decline")
def dialogue_decline(
    questions: QuestionsArgument,
    reason: Annotated[str | None, typer.Option("--reason", help="For the moderators; no reader sees it.")] = None,
    base: BaseOption = None,
) -> None:
    """Do not show questions; those that are published are withdrawn. They stay in the ledger.

    Example: rashinban dialogue decline 13 14 --reason advertisement
    """
    from rashinban.measure.dialogue import decline

    folder = existing_base_of(base)
    for id in questions:
        decline(folder, id, reason=reason, now=moment())
        typer.echo(f"{id}: declined; no reader sees it")
