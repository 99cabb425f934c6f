"""Every benchmark in one command; each prints a table of ratios that were measured in the same run."""

from __future__ import annotations

import argparse
import subprocess
import sys

PARTS = (
    "startup",
    "indicators",
    "ingest",
    "data_sources",
    "award_numbers",
    "search",
    "pictures",
    "export",
    "reports",
    "web",
)


def main() -> None:
    """Run each part in a process of its own, so that none pays for the memory of another."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    arguments.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    arguments.add_argument(
        "--full", action="store_true", help="indicators at 0.3, 3 and 10 million works, pages at a million"
    )
    arguments.add_argument("--sizes", type=int, nargs="+", help="works of each run of the indicators")
    arguments.add_argument("--works", type=int, help="works of the ingest benchmark")
    given = arguments.parse_args()
    failed = 0
    for part in given.only:
        more: list[str] = []
        if part == "indicators":
            more += ["--full"] if given.full else []
            more += ["--sizes", *map(str, given.sizes)] if given.sizes else []
        if part == "web" and not given.full:
            more += ["--works", "100000"]
        if part == "ingest" and given.works:
            more += ["--works", str(given.works)]
        print(f"\n{part}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{part}", *more]).returncode != 0
    sys.exit(failed)


if __name__ == "__main__":
    main()
