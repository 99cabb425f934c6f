"""Each doubt is something that people decided and that cannot be read any more: where, what, and how to mend it.

What stands under decisions/ is never made again: only a copy brings it back, so all of it is looked at. That the last
entries of a ledger are gone cannot be seen from those that are left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from rashinban.definitions.logic_models import read_logic_model
from rashinban.definitions.plans import read_plan
from rashinban.engine.ledger import Entry, entries
from rashinban.errors import RashinbanError
from rashinban.measure import dialogue, own_logic_models, portfolios
from rashinban.measure.delphi import keep as delphi
from rashinban.measure.delphi.study import read_study
from rashinban.measure.foresight import keep as foresight
from rashinban.measure.foresight.forecasts import read_forecast
from rashinban.measure.plans import keep as plans

#: Where, what, mend.
Doubt = tuple[str, str, str]

#: Folder -> how the entries of each of its ledgers are read: by the ledger's id.
_LEDGERS: Mapping[Path, Callable[[str, Sequence[Entry]], object]] = {
    portfolios.FOLDER: portfolios.read_versions,
    foresight.FOLDER: read_forecast,
    delphi.FOLDER: read_study,
}
_RESTORE = "restore it from a copy of the base; nothing makes it again"
#: Files are texts that people write.
_MEND = "mend the lines that are named, or restore the file from a copy of the base"


def doubts(base: Path) -> Iterator[Doubt]:
    """What of the decisions of a base is damaged; nothing where all of it can be read."""
    for folder, read in _LEDGERS.items():
        for ledger in sorted(path for path in (base / folder).glob("*") if path.is_dir()):
            yield from _ledger(ledger, partial(read, ledger.name))
    yield from _ledger(base / dialogue.FOLDER, dialogue.read_dialogue)
    of_plans = list(_files(base / plans.FOLDER, read_plan, lambda: plans.own_library(base)))
    yield from of_plans
    # Models may name indicators of the base's plans: where those cannot be read, nothing of models can be told.
    if not of_plans:
        read_model = partial(read_logic_model, plans=plans.own_library(base))
        models = base / own_logic_models.FOLDER
        yield from _files(models, read_model, lambda: own_logic_models.own_logic_models(base))


def _ledger(folder: Path, read: Callable[[Sequence[Entry]], object]) -> Iterator[Doubt]:
    try:
        # A writer that was killed before its first entry leaves an empty folder.
        if written := entries(folder):
            read(written)
    except (RashinbanError, OSError) as error:
        said = str(error).removeprefix(f"{folder}: ")
        what, _, mend = said.rpartition("; ")
        yield str(folder), " ".join((what if "restore" in mend else said).split()), _RESTORE


def _files(folder: Path, read: Callable[[Path], object], together: Callable[[], object]) -> Iterator[Doubt]:
    """Each file by itself; where every one can be read, all of them together: they name each other."""
    whole = True
    for path in sorted(folder.glob("*.yml")):
        try:
            read(path)
        except (RashinbanError, OSError) as error:
            whole = False
            yield str(path), _lines(str(error).replace(f"{path}:", "line ")), _MEND
    if whole:
        try:
            together()
        except RashinbanError as error:
            yield str(folder), _lines(str(error)), _MEND


def _lines(told: str) -> str:
    return " | ".join(line.strip() for line in told.splitlines())
