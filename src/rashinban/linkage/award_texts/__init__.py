"""Awards are told to be of one project, and to be alike, by their numbers, people and texts."""

from rashinban.linkage.award_texts.projects import READS as PROJECTS_READ
from rashinban.linkage.award_texts.projects import link_projects
from rashinban.linkage.award_texts.tables import READS as SIMILARITIES_READ
from rashinban.linkage.award_texts.tables import link_similarities

__all__ = ["PROJECTS_READ", "SIMILARITIES_READ", "link_projects", "link_similarities"]
