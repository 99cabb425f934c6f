"""Each row is one thing that a sentence of a strategy names: an objective, a measure, a programme, a funder..."""

from rashinban.linkage.strategy_sentences.defined import areas_as_names, defined_names
from rashinban.linkage.strategy_sentences.names import Names
from rashinban.linkage.strategy_sentences.tables import fingerprint, link_strategy_sentences

__all__ = ["Names", "areas_as_names", "defined_names", "fingerprint", "link_strategy_sentences"]
