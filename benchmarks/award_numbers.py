"""How many strings a second the parser of award numbers reads, on one core; strings of many funders, and of none."""

from __future__ import annotations

import argparse
import time
from itertools import cycle, islice

from rashinban.definitions import lookups
from rashinban.reading.award_numbers import parse

#: As they stand in metadata: with words before them, of no known shape, no number at all.
_OTHERS = (
    "Grant No. DMS-0757907",
    "JSPS KAKENHI Grant Number JP19K07729",
    "WK2100100032",
    "2023-JC-QN-0685",
    "62301432",
    "A112251",
    "Open Fund",
    "not applicable",
    "１９Ｋ０７７２９",
)
#: Who paid, where the metadata say it.
_FUNDERS = ("fundref:501100001809", "fundref:501100001691", None)


def strings() -> list[str]:
    """An example of every shape, and the others, as often."""
    examples = [row["example"] for row in lookups()["award_patterns"].to_pylist()]
    return [text for pair in zip(examples, islice(cycle(_OTHERS), len(examples)), strict=True) for text in pair]


def main() -> None:
    """Print strings read a CPU second for every kind of string."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.award_numbers", description=__doc__)
    arguments.add_argument("--strings", type=int, default=300_000)
    given = arguments.parse_args()
    parse("JP19KK0341")
    examples = [row["example"] for row in lookups()["award_patterns"].to_pylist()]
    for name, texts in (("every shape", examples), ("others", list(_OTHERS)), ("together", strings())):
        wanted = list(islice(cycle(zip(texts, cycle(_FUNDERS), strict=False)), given.strings))
        started = time.process_time()
        found = sum(parse(text, (funder,)) is not None for text, funder in wanted)
        seconds = time.process_time() - started
        print(f"{name:12} {len(wanted) / seconds:9,.0f} strings per CPU second, {found / len(wanted):.0%} an award")


if __name__ == "__main__":
    main()
