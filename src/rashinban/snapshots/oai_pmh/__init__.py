"""Each stored file is one ListRecords answer of an OAI-PMH provider, exactly as it came.

The protocol is spoken by `oaipmh-scythe`: it writes the requests, follows resumption tokens, knows the verbs, and
turns error elements into exceptions. Ours is what it does not have:

- how requests travel (`client`): through snapshots.http.Web, with its rate for each host, back-off, Retry-After,
  bounded answers and guarded redirects. The library would wait with a fixed pause and load answers of any size;
- strict reading (`document`): the library mends broken XML in silence, and so would lose records in silence;
- the journal (`harvest`): the token is on disk with the page before it, so a process killed at any moment continues
  after the last whole page; and what to do when a token has expired meanwhile;
- distrust (`audit`): what a provider says of its list is compared with the list, and differences become notes;
- deltas (`since`): where the last harvest of the same selection began is where the next one begins.
"""

from rashinban.snapshots.oai_pmh.harvest import Harvested, harvest
from rashinban.snapshots.oai_pmh.plan import Request
from rashinban.snapshots.oai_pmh.repository import REPOSITORY, fetch_repository

__all__ = ["REPOSITORY", "Harvested", "Request", "fetch_repository", "harvest"]
