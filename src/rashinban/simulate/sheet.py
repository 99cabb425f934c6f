"""The awards of the invented Japan as the list that a funder publishes: a CSV for the mapping `awards-by-year`.

OpenAlex knows one amount of an award; here stand the parts of institutions, direct and indirect costs of every fiscal
year, and people and titles in Japanese.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from rashinban.simulate.catalogue import institutions
from rashinban.simulate.funding import DIRECT_UNIT, INDIRECT_UNIT
from rashinban.simulate.programmes import PROGRAMMES
from rashinban.simulate.projects import funder_ror, leads, payer, recipient, titles
from rashinban.simulate.world import World

#: Folder and file in a world, and the mapping that reads them.
FOLDER, FILE, MAPPING = "funding", "awards.csv", "awards-by-year"

_HEADER = (
    *("体系的番号", "事業名", "配分機関", "配分機関ROR", "課題名", "課題名（英語）", "研究代表者", "ORCID"),
    *("代表機関ROR", "開始日", "終了日", "開始年度", "終了年度", "総額(円)", "受給機関"),
)


def write_sheet(path: Path, world: World) -> None:
    """Write the list, a row an award. Amounts of years after the last one of the world are planned."""
    funding = world.funding
    houses, names, people = institutions(world), titles(world), leads(world)
    parts = _parts(world)
    award, year, direct = funding.yearly()
    by_award: dict[int, dict[int, int]] = defaultdict(dict)
    for a, y, d in zip(award.tolist(), year.tolist(), direct.tolist(), strict=True):
        by_award[a][y] = d
    years = sorted(set(year.tolist()))
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        sheet = csv.writer(stream)
        told = [f"{y}年度 {kind}経費 {_plan(world, y)}(円)" for y in years for kind in ("直接", "間接")]
        sheet.writerow([*_HEADER, *told])
        for a, number in enumerate(funding.numbers):
            programme, (first, last), lead = PROGRAMMES[int(funding.programme[a])], funding.period(a), people[a]
            funder, name = payer(world, a)
            cohort, ja, en = int(funding.cohort[a]), *names[a]
            shares = "; ".join(
                f"{who.ror} {part * (DIRECT_UNIT + INDIRECT_UNIT)} {who.name}"
                for who, part in ((recipient(world, houses, r), d) for r, d in parts[a])
            )
            money = [by_award[a].get(y) for y in years]
            sheet.writerow(
                [
                    *(number, programme.scheme, name, funder_ror(funder), ja, en, lead.name, lead.orcid),
                    *(recipient(world, houses, int(funding.lead[a])).ror, first, last),
                    *(f"{cohort}年度", f"{cohort + programme.years - 1}年度"),
                    *(int(funding.direct[a]) * (DIRECT_UNIT + INDIRECT_UNIT), shares),
                    *(d and d * each for d in money for each in (DIRECT_UNIT, INDIRECT_UNIT)),
                ]
            )


def _parts(world: World) -> dict[int, list[tuple[int, int]]]:
    """By award the recipients with their direct costs, the largest first."""
    funding = world.funding
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    columns = (funding.part_award, funding.part_recipient, funding.part_direct)
    for a, r, d in zip(*(column.tolist() for column in columns), strict=True):
        found[a].append((r, d))
    return found


def _plan(world: World, year: int) -> str:
    return "予定" if year > world.plan.last_year else "実績"
