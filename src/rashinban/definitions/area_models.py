"""Each model is one part of a technology area's definition as it is written in YAML (technology_areas/*.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from rashinban.definitions.queries import Query, parse
from rashinban.schema.text import Text

SearchField = Literal["title", "abstract", "keywords"]
AlternativeName = Literal["standard", "narrow", "broad"]
ALTERNATIVES: tuple[AlternativeName, ...] = ("standard", "narrow", "broad")
Relation = Literal["same", "narrower", "broader", "overlaps"]
AreaId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
TopicId = Annotated[str, Field(pattern=r"^T[0-9]+$")]
Share = Annotated[float, Field(ge=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Clause(_Strict):
    """One way to belong to an area; exactly one of the first four.

    query_en, query_ja: a query over the text (definitions/queries.py).
    topics: OpenAlex topics, id to name; the name is there for the reader and checked against OpenAlex's table.
    like: another area: every work of it, in the same alternative, belongs here too.
    fields: where a query is looked for.
    """

    query_en: str | None = None
    query_ja: str | None = None
    topics: Annotated[dict[TopicId, str], Field(min_length=1)] | None = None
    like: AreaId | None = None
    fields: Annotated[tuple[SearchField, ...], Field(min_length=1)] = ("title", "abstract")

    @property
    def query(self) -> Query | None:
        text = self.query_en or self.query_ja
        return parse(text) if text else None

    @field_validator("query_en", "query_ja")
    @classmethod
    def _readable(cls, text: str | None) -> str | None:
        if text is not None:
            parse(text)
        return text

    @model_validator(mode="after")
    def _one(self) -> Clause:
        given = [name for name in ("query_en", "query_ja", "topics", "like") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"has {' and '.join(given) or 'none'} of query_en, query_ja, topics, like; give one")
        if "fields" in self.model_fields_set and self.query is None:
            raise ValueError("`fields` belongs to a query; remove it")
        return self


class Narrow(_Strict):
    """The narrow alternative: the same queries in fewer fields, topics with more demands, further exclusions.

    topics: `none`; `confirmed`, a primary topic counts where a phrase occurs as well; `primary`.
    """

    fields: tuple[SearchField, ...] = ("title",)
    topics: Literal["none", "confirmed", "primary"] = "confirmed"
    exclude: tuple[str, ...] = ()


class Broad(_Strict):
    """The broad alternative: the same queries in more fields, topics at any position, further clauses."""

    fields: tuple[SearchField, ...] = ("title", "abstract")
    topics: Literal["primary", "any"] = "any"
    any: tuple[Clause, ...] = ()


class Alternatives(_Strict):
    """What else the area could have meant; value and rank under each make the definition band.

    Narrow lies within standard and standard within broad, by construction: see Narrow and Broad.
    """

    narrow: Narrow = Narrow()
    broad: Broad = Broad()


class Quality(_Strict):
    """How well the definition does on a labelled sample. An area without one is unvalidated.

    precision: of the sampled works that the area takes, the share judged relevant. recall_pool: of the sampled works
    judged relevant, the share that the area takes. Both with Wilson 95 % intervals. version: of the area, then.
    """

    sample: str
    n: Annotated[int, Field(gt=0)]
    precision: Share | None
    precision_interval: tuple[Share, Share] | None
    recall_pool: Share | None
    recall_interval: tuple[Share, Share] | None
    judged_by: Annotated[int, Field(gt=0)]
    kappa: Annotated[float, Field(ge=-1, le=1)] | None = None
    version: Annotated[int, Field(gt=0)]
    date: date


class Include(_Strict):
    any: Annotated[tuple[Clause, ...], Field(min_length=1)]


class Patents(_Strict):
    """CPC symbols, each standing for itself and everything below it."""

    cpc: tuple[Annotated[str, Field(pattern=r"^[A-HY][0-9]{2}([A-Z]([0-9]{1,4}(/[0-9]{2,6})?)?)?$")], ...] = ()


class Area(_Strict):
    """One technology area; `version` rises with every change of what it takes."""

    id: AreaId
    labels: Text
    description: Text
    version: Annotated[int, Field(gt=0)]
    valid_from: date
    lists: dict[str, Relation] = {}
    include: Include
    exclude: tuple[str, ...] = ()
    patents: Patents = Patents()
    alternatives: Alternatives = Alternatives()
    quality: Quality | None = None
    sources: tuple[str, ...] = ()

    @field_validator("exclude")
    @classmethod
    def _readable(cls, texts: tuple[str, ...]) -> tuple[str, ...]:
        for text in texts:
            parse(text)
        return texts

    @property
    def validated(self) -> bool:
        return self.quality is not None and self.quality.version == self.version

    def clauses(self, alternative: AlternativeName = "standard") -> tuple[Clause, ...]:
        return self.include.any + (self.alternatives.broad.any if alternative == "broad" else ())

    def likes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(clause.like for clause in self.clauses("broad") if clause.like))

    def topics(self) -> Mapping[str, str]:
        """Every topic of the area, in any alternative."""
        return {t: name for clause in self.clauses("broad") for t, name in (clause.topics or {}).items()}


class AreaList(_Strict):
    """One file: a published list with its areas in order."""

    list: AreaId
    labels: Text
    publisher: Text
    valid_from: date
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    notes: str = ""
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]
