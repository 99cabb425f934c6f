"""Texts of strategies and plans, sentence by sentence, and what each sentence speaks of."""

from __future__ import annotations

from rashinban.schema.core import Column, Table

STRATEGIES = Table(
    name="strategies",
    doc="Each row is one document of a strategy, a plan or a policy, in one language.",
    key=("strategy_id",),
    record="strategies",
    newest="loaded_at",
    columns=(
        Column(name="strategy_id", type="string", doc="as given when it was loaded, else its file's name"),
        Column(name="title", type="string", doc="title, as given or as the document has it", required=True),
        Column(name="language", type="string", doc="ISO 639-1 code", required=True),
        Column(name="year", type="int32", doc="year of the strategy, as given", kind="year"),
        Column(name="edition", type="string", doc="id of the edition among definitions/plans, as given"),
        Column(name="licence", type="string", doc="licence of the document, as given"),
        Column(name="source_file", type="string", doc="name of the file", required=True),
        Column(name="pages", type="int32", doc="pages; null where the format has none"),
        Column(name="loaded_at", type="string", doc="when the file was taken in, ISO 8601: the newest stands"),
    ),
)

STRATEGY_SENTENCES = Table(
    name="strategy_sentences",
    doc="Each row is one sentence of a strategy, or one heading, or one line of a page's margin.",
    key=("strategy_id", "sentence_id"),
    record="strategies",
    columns=(
        Column(name="strategy_id", type="string", doc="the document", required=True),
        Column(
            name="sentence_id",
            type="string",
            doc="strategy_id/hash of the letters and digits, with -2, -3 where the same text stands again: the same "
            "after a reload, and where sentences around it change",
            required=True,
        ),
        Column(name="position", type="int32", doc="place in the document, from 1", required=True),
        Column(
            name="kind",
            type="string",
            doc="sentence, heading, or margin: a page number or a line that each page repeats",
            required=True,
        ),
        Column(name="page", type="int32", doc="page on which it begins, from 1; null where the format has none"),
        Column(name="anchor", type="string", doc="id of the nearest element of an HTML page"),
        Column(name="heading_path", type="string", doc="headings above it, the outermost first, with ` > ` between"),
        Column(name="marker", type="string", doc="the mark before an item or heading as printed: ○, ・, (1), 第２章"),
        Column(name="text", type="string", doc="the text in one line, without its marker", required=True),
    ),
)

STRATEGY_LINKS = Table(
    name="strategy_links",
    doc="Each row is one thing of our definitions or tables that a sentence of a strategy names. Made by link.",
    key=("strategy_id", "sentence_id", "entity", "entity_id"),
    record="strategies",
    columns=(
        Column(name="strategy_id", type="string", doc="the document", required=True),
        Column(name="sentence_id", type="string", doc="the sentence", required=True),
        Column(
            name="entity",
            type="string",
            doc="objective, measure, programme, technology_area, funder or indicator",
            required=True,
        ),
        Column(name="entity_id", type="string", doc="its id", required=True),
        Column(
            name="how",
            type="string",
            doc="exact: its own name; quoted: its definition quotes the sentence; alias: another name or phrase of it; "
            "number: its amount, with a word of it",
            required=True,
        ),
        Column(name="score", type="double", doc="1 exact and quoted, 0.8 alias, 0.6 number: no probability"),
        Column(name="span_start", type="int32", doc="where the evidence begins in the text, from 0", required=True),
        Column(name="span_end", type="int32", doc="where it ends", required=True),
        Column(name="evidence", type="string", doc="the words themselves as printed", required=True),
    ),
)
