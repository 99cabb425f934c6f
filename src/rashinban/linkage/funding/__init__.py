"""Money is traced by the words of those who spent it: award numbers, names of funders, whole statements."""

from rashinban.linkage.funding.names import Funder, FunderNames, Mention
from rashinban.linkage.funding.numbers import Find, numbers
from rashinban.linkage.funding.statements import NamedAward, Statement, read_statement
from rashinban.linkage.funding.tables import READS, link_awards

__all__ = [
    "READS",
    "Find",
    "Funder",
    "FunderNames",
    "Mention",
    "NamedAward",
    "Statement",
    "link_awards",
    "numbers",
    "read_statement",
]
