"""Each row is one topic, concept or keyword of one work."""

from __future__ import annotations

from rashinban.data_sources.openalex.mentions import concept_id, topic_id
from rashinban.data_sources.openalex.shapes import ConceptOfWork, Keyword, Work
from rashinban.engine.rows import Rows


def add_topics(work: Work, rows: Rows) -> str | None:
    """Add the topics of a work, the primary one first; gives that one."""
    topics, primary = work.topics, work.primary_topic
    if primary is not None and (not topics or topics[0].id != primary.id):
        topics = [primary, *(topics or ())]
    ids, scores, positions = rows.lists("work_topics")
    known = rows.known
    named: list[str] = []
    for topic in topics or ():
        seen = known.get(topic.id)
        short = topic_id(topic, rows) if seen is None or seen[0] != topic.display_name else seen[1]
        if short is not None and short not in named:
            named.append(short)
            ids.append(short)
            scores.append(topic.score)
            positions.append(len(named))
    return named[0] if named else None


def add_concepts(concepts: list[ConceptOfWork], rows: Rows) -> None:
    """Add the concepts of a work."""
    ids, scores = rows.lists("work_concepts")
    known = rows.known
    named = set()
    for concept in concepts:
        seen = known.get(concept.id)
        short = concept_id(concept, rows) if seen is None or seen[0] != concept.display_name else seen[1]
        if short is not None and short not in named:
            named.add(short)
            ids.append(short)
            scores.append(concept.score)


def add_keywords(keywords: list[Keyword], rows: Rows) -> None:
    """Add the keywords of a work."""
    words, scores = rows.lists("work_keywords")
    named = set()
    for keyword in keywords:
        word = keyword.display_name or keyword.keyword
        if word and word not in named:
            named.add(word)
            words.append(word)
            scores.append(keyword.score)
