"""An entry of BibTeX or BibLaTeX, read by bibtexparser; LaTeX's accents and commands become text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bibtexparser.bibdatabase import BibDatabase, UndefinedString
from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import splitname
from bibtexparser.latexenc import latex_to_unicode

from rashinban.data_sources.bibliography.entry import Entry, date_of, name_of, numbers, unknown, words
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.works import Name

_ELSEWHERE = "of the person's own library"
_PUBLISHER = "publishers go by ids, which entries do not give"
_PLACE = "where it was printed or held"
IGNORED: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("file", "timestamp", "owner", "groups", "date-added", "date-modified", "bdsk-url-1", "bdsk-url-2"),
            *("mendeley-groups", "mendeley-tags", "local-url", "rating", "read", "ranking", "__markedentry"),
            *("added-at", "biburl", "bibsource", "interhash", "intrahash", "username", "citeulike-article-id"),
            *("posted-at", "priority", "crossref", "options", "key", "ids", "annote", "annotation", "comment"),
        ),
        _ELSEWHERE,
    ),
    **dict.fromkeys(("publisher", "school", "institution", "organization", "copyright", "rights"), _PUBLISHER),
    **dict.fromkeys(("address", "location", "venue", "eventtitle", "eventdate", "howpublished"), _PLACE),
    **dict.fromkeys(("editor", "translator", "bookauthor", "editora", "editortype"), "authors are read"),
    "note": "a remark in free text",
    "edition": "no column for editions",
    "chapter": "the title is read",
    "type": "the kind of entry is read",
    "month_numeric": "the month is read",
    "numpages": "the pages are read",
    "pagetotal": "the pages are read",
    "articleno": "the pages are read",
    "shorttitle": "the title is read",
    "series": "a series of books, without its ISSN",
    "unique-id": "a number of the Web of Science",
    "archiveprefix": "read with eprint",
    "eprinttype": "read with eprint",
    "primaryclass": "arXiv's own class",
    "urldate": "when somebody looked",
    "lastchecked": "when somebody looked",
}
_READ = frozenset(
    (
        *("ENTRYTYPE", "ID", "title", "subtitle", "author", "journal", "journaltitle", "booktitle", "volume", "number"),
        *("issue", "pages", "year", "month", "day", "date", "doi", "pmid", "pmcid", "eprint", "issn", "isbn", "url"),
        *("abstract", "keywords", "keyword", "language", "langid"),
    )
)
_MOST_MACROS = 50
#: Commands whose argument is the text; latex_to_unicode knows accents, and would glue the names of these to it.
_COMMANDS = re.compile(r"\\(?:emph|text\w+|math\w+|url|uppercase|lowercase|it|bf|em|sc|rm|sl|tt|noopsort)\b\s*")


def reader() -> Callable[[str, Rows], Entry]:
    """A reader of one entry after the other: the grammar is built once."""
    grammar = BibTexParser(ignore_nonstandard_types=False)
    grammar.expect_multiple_parse = True

    def read(text: str, rows: Rows) -> Entry:
        return _entry(_fields(grammar, text, rows), rows)

    return read


def _fields(grammar: BibTexParser, text: str, rows: Rows) -> dict[str, str]:
    for _ in range(_MOST_MACROS):
        grammar.bib_database = BibDatabase()
        grammar.bib_database.load_common_strings()
        try:
            entries = grammar.parse(text).entries
        except UndefinedString as macro:
            # A journal's macro that a style defines, `jacm`: its name says more than nothing.
            name = str(macro.args[0])
            rows.refuse_value("*", "a macro that the file does not define; its name stands", name)
            text = f"@string{{{name} = {{{name}}}}}\n{text}"
            continue
        if len(entries) != 1:
            raise Refused("not an entry of BibTeX: a comma, brace or quotation mark is missing or too much")
        return {name: str(value) for name, value in entries[0].items()}
    raise Refused(f"more than {_MOST_MACROS} macros that the file does not define")


def plain(text: str | None) -> str | None:
    """Text without LaTeX: `{\\"O}zt{\\"u}rk \\& {eLife}` -> `Öztürk & eLife`."""
    if not text:
        return None
    if "\\" in text:
        text = latex_to_unicode(_COMMANDS.sub("", text))
    return " ".join(text.replace("{", "").replace("}", "").replace("~", " ").split()) or None


def _authors(text: str | None) -> tuple[Name, ...]:
    found = []
    for each in re.split(r"\s+and\s+", " ".join((text or "").split())):
        if each.startswith("{") and each.endswith("}"):
            # A group: braces keep its name in one piece.
            name = name_of(plain(each))
        else:
            parts = {part: plain(" ".join(said)) for part, said in splitname(each, strict_mode=False).items()}
            family = " ".join(filter(None, (parts.get("von"), parts.get("last"))))
            name = name_of(family, parts.get("first"), parts.get("jr"))
        if name and name.full.lower() != "others":
            found.append(name)
    return tuple(found)


def _entry(fields: Mapping[str, str], rows: Rows) -> Entry:
    unknown(rows, fields, _READ, IGNORED, "bibtex")
    get = fields.get
    if re.search(r"\band\s+others\s*$", get("author") or ""):
        rows.refuse_value("authorships.raw_author_name", "others, whom the entry does not name", get("ID"))
    year, month, day = (plain(get(name)) for name in ("year", "month", "day"))
    if get("date"):
        year, month, day = (*(get("date") or "").split("/")[0].split("-"), None, None)[:3]
    pages = (plain(get("pages")) or "").replace("--", "-").replace("\u2013", "-").partition("-")
    is_arxiv = (get("archiveprefix") or get("eprinttype") or "").lower() == "arxiv"
    return Entry(
        type=f"bibtex:{fields['ENTRYTYPE']}",
        title=plain(get("title")),
        subtitle=plain(get("subtitle")),
        authors=_authors(get("author")),
        container=plain(get("journal") or get("journaltitle") or get("booktitle")),
        volume=plain(get("volume")),
        issue=plain(get("number") or get("issue")),
        pages=pages[0].strip() or None,
        last_page=pages[2].strip() or None,
        date=date_of(rows, year, month, day),
        doi=get("doi"),
        pmid=get("pmid"),
        pmcid=get("pmcid"),
        arxiv=get("eprint") if is_arxiv else None,
        standard_numbers=(*numbers(get("issn")), *numbers(get("isbn"))),
        url=plain((get("url") or "").replace("\\_", "_")),
        abstract=plain(get("abstract")),
        keywords=words(plain(get("keywords") or get("keyword"))),
        language=get("language") or get("langid"),
    )
