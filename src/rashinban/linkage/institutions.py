"""Each row says that a ROR record and a provider's institution are the same one: they share the ROR id.

The provider's id (OpenAlex's I and digits) stands where there is one, because works are counted under it;
an institution that only ROR knows keeps its ROR id.
"""

from __future__ import annotations

from rashinban.engine import Engine, merge


def match_institutions(engine: Engine, full: str, mentioned: str, result: str) -> int:
    """Make `result` (id, standing_id): for each ROR id the institution of a provider that carries it.

    full and mentioned: relations of the institutions that stand, and of short forms without a full record.
    Returns how many ROR ids were matched.
    """
    engine.define(f"{result}_forms", merge.institution_forms(full, mentioned))
    engine.define(result, merge.same_ror(f"{result}_forms"), keep=True)
    return int(engine.query(merge.count(result))["n"][0].as_py())
