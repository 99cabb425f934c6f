"""A reported output is found among the loaded works by its title, year, people and journal."""

from rashinban.linkage.award_outputs.tables import READS, link_award_outputs

__all__ = ["READS", "link_award_outputs"]
