"""A session is one engine with the relations of one release; models with parameters are made when asked."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from rashinban import catalog
from rashinban.definitions import attached
from rashinban.engine import Engine, listing
from rashinban.errors import NotBuilt, UsageError
from rashinban.measure.question import Question
from rashinban.measure.world import read_world
from rashinban.schema import tables

#: Relations that a question chooses by its options.
_CHOSEN = frozenset({"work_citations", "citation_scores", "reference_histogram"})


class Session:
    """Relations by name, from the folder of a release (or the base while it is being built)."""

    def __init__(self, engine: Engine, folder: Path, base: Path | None = None) -> None:
        self.engine = engine
        self.folder = folder
        #: Where decisions/ is: portfolios stand there, not in a release.
        self.base = base or folder
        #: What a relation of ASKED was made of, by its name: whoever makes one looks here first.
        self.made: dict[str, object] = {}
        self._ready: set[str] = set()
        self._asked: tuple[object, ...] = ()

    def prepare(self, question: Question, relations: frozenset[str]) -> None:
        """Make the relations that a question's indicators read; those with other parameters are made anew."""
        asked = (question.reference, question.citations, question.alternative)
        if asked != self._asked:
            self._ready = {name for name in self._ready if not self._depends(name)}
            self._asked = asked
        for name in sorted(relations - {"counted"}):
            self._make(name, question)

    def ready(self, relation: str, made_of: object) -> None:
        """Whoever makes a relation of ASKED says that it is there anew: views on it are made again."""
        self.made[relation] = made_of
        self._ready = {name for name in self._ready if not self._depends(name)} | {relation}

    def _depends(self, name: str) -> bool:
        """Whether a relation can differ between questions: it is asked for, or a view (which may read one)."""
        unit = catalog.models().get(name)
        return name in _CHOSEN or (unit is not None and not unit.meta.stored)

    def _make(self, name: str, question: Question) -> None:
        if name in self._ready:
            return
        models = catalog.models()
        if name == "reference_histogram" and question.reference.startswith("world:"):
            self._attach_world(Path(question.reference.removeprefix("world:")), question.citations)
        elif name in _CHOSEN:
            model = _stand_in(name, question)
            self._make(model, question)
            self.engine.define(name, f"select * from {model}")  # noqa: S608 (the name of a model)
        elif name in attached():
            self.engine.attach_table(name, attached()[name])
        elif name in models and not models[name].meta.stored:
            unit = models[name]
            for read in sorted(unit.reads):
                self._make(read, question)
            given = {key: value for key, value in _parameters(question).items() if key in unit.meta.parameters}
            self.engine.define(name, unit.sql, {**unit.meta.parameters, **given})
        elif name in models or name in tables() or name in catalog.LINKED:
            self.attach(name)
        else:
            raise UsageError(f"relation {name!r} is no table, model or lookup")
        self._ready.add(name)

    def refresh(self, name: str) -> None:
        """Make a relation anew, from the files that are there now."""
        self._ready.discard(name)
        self._make(name, Question())

    def attach(self, name: str) -> None:
        """A table or stored model from its Parquet files."""
        paths = sorted((self.folder / "kb" / name).glob("*.parquet"))
        if not paths and name not in tables():
            raise NotBuilt(f"{self.folder}: {name} is not built; run `rashinban update`")
        missing = _columns_since(paths[0], name) if paths else {}
        released = f"{name}_released" if missing else name
        self.engine.attach(released, paths, catalog.relation_schema(name) if not paths else None)
        if missing:
            self.engine.define(name, listing.with_nulls(released, missing))

    def _attach_world(self, path: Path, citations: str) -> None:
        """The citation distributions of a world file, once it has been checked."""
        read_world(path, citations)
        self.engine.attach("reference_histogram", [path])


def _columns_since(path: Path, name: str) -> dict[str, str]:
    """The columns that a relation has now and had not when an older release was built, with their types.

    Nothing is known of them in that release. Of a model only its keys can be so: without a weight there is no figure.
    """
    written = set(pq.read_schema(path).names)
    if name in tables():
        return {column.name: column.type for column in tables()[name].columns if column.name not in written}
    if name not in catalog.models():
        return {}
    meta = catalog.models()[name].meta
    missing = {column: kind for column, (kind, _) in meta.columns.items() if column not in written}
    if lacking := missing.keys() - set(meta.keys):
        raise NotBuilt(f"{path.parent}: built before it had {', '.join(sorted(lacking))}; run `rashinban update`")
    return missing


def _stand_in(name: str, question: Question) -> str:
    """The model that stands for a relation which the question chooses."""
    if name == "work_citations":
        return f"work_citations_{question.citations}"
    if name == "citation_scores":
        return f"citation_scores_{'openalex' if question.reference == 'openalex' else 'histogram'}"
    return "citation_histogram"


def _parameters(question: Question) -> dict[str, object]:
    return {"alternative": question.alternative}
