"""Each row is one country of the invented world: real code and name, invented figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Country:
    """What is planted for one country. Nothing here is an estimate of the real country.

    size: share of the world's lead authors in the middle year, before all are scaled to sum to 1.
    growth: yearly growth of that size against the world.
    strength: multiplier of the propensity to be in the top 10 %, before areas.
    international: probability that a team of two or more has partners abroad.
    missing: probability that an author's record has no affiliation, or one without country.
    funded: probability that a work acknowledges a funder. names: which pool personal names come from.
    """

    code: str
    name: str
    size: float
    growth: float
    strength: float
    international: float
    missing: float
    funded: float
    names: str


def _row(
    code: str,
    name: str,
    size: float,
    growth: float,
    strength: float,
    international: float,
    missing: float,
    funded: float,
    names: str,
) -> Country:
    return Country(
        code=code,
        name=name,
        size=size,
        growth=growth,
        strength=strength,
        international=international,
        missing=missing,
        funded=funded,
        names=names,
    )


COUNTRIES: tuple[Country, ...] = (
    _row("CN", "China", 21.0, 0.070, 1.15, 0.22, 0.03, 0.60, "chinese"),
    _row("US", "United States", 17.0, -0.010, 1.45, 0.38, 0.04, 0.45, "western"),
    _row("IN", "India", 6.5, 0.060, 0.75, 0.20, 0.09, 0.20, "indian"),
    _row("JP", "Japan", 5.5, -0.020, 0.85, 0.28, 0.06, 0.75, "japanese"),
    _row("DE", "Germany", 4.8, -0.010, 1.25, 0.50, 0.04, 0.42, "western"),
    _row("GB", "United Kingdom", 4.6, -0.005, 1.50, 0.55, 0.03, 0.45, "western"),
    _row("IT", "Italy", 3.4, 0.010, 1.20, 0.46, 0.04, 0.30, "latin"),
    _row("KR", "South Korea", 3.1, 0.010, 0.95, 0.28, 0.03, 0.60, "korean"),
    _row("FR", "France", 3.0, -0.020, 1.10, 0.55, 0.05, 0.38, "western"),
    _row("ID", "Indonesia", 2.6, 0.090, 0.40, 0.12, 0.16, 0.10, "malay"),
    _row("BR", "Brazil", 2.6, 0.015, 0.65, 0.32, 0.10, 0.45, "latin"),
    _row("CA", "Canada", 2.5, -0.005, 1.30, 0.52, 0.03, 0.45, "western"),
    _row("ES", "Spain", 2.5, 0.000, 1.10, 0.48, 0.04, 0.40, "latin"),
    _row("RU", "Russia", 2.4, 0.020, 0.50, 0.22, 0.14, 0.30, "slavic"),
    _row("AU", "Australia", 2.2, 0.010, 1.45, 0.55, 0.03, 0.42, "western"),
    _row("IR", "Iran", 1.9, 0.020, 0.95, 0.28, 0.07, 0.18, "arabic"),
    _row("TR", "Turkey", 1.5, 0.030, 0.65, 0.22, 0.06, 0.20, "arabic"),
    _row("PL", "Poland", 1.3, 0.005, 0.75, 0.34, 0.06, 0.35, "slavic"),
    _row("NL", "Netherlands", 1.2, -0.005, 1.60, 0.62, 0.03, 0.42, "western"),
    _row("TW", "Taiwan", 1.0, -0.015, 0.90, 0.34, 0.03, 0.45, "chinese"),
    _row("CH", "Switzerland", 0.9, 0.005, 1.70, 0.68, 0.03, 0.48, "western"),
    _row("SE", "Sweden", 0.9, 0.000, 1.35, 0.62, 0.03, 0.48, "western"),
    _row("EG", "Egypt", 0.8, 0.060, 0.85, 0.48, 0.10, 0.12, "arabic"),
    _row("SA", "Saudi Arabia", 0.8, 0.090, 1.20, 0.70, 0.04, 0.35, "arabic"),
    _row("MY", "Malaysia", 0.8, 0.020, 0.85, 0.42, 0.06, 0.35, "malay"),
    _row("MX", "Mexico", 0.7, 0.015, 0.60, 0.40, 0.10, 0.30, "latin"),
    _row("BE", "Belgium", 0.7, -0.005, 1.45, 0.65, 0.04, 0.42, "western"),
    _row("PK", "Pakistan", 0.7, 0.080, 0.90, 0.52, 0.10, 0.12, "arabic"),
    _row("UA", "Ukraine", 0.7, 0.020, 0.45, 0.20, 0.18, 0.08, "slavic"),
    _row("DK", "Denmark", 0.6, 0.005, 1.50, 0.62, 0.03, 0.46, "western"),
    _row("AT", "Austria", 0.6, 0.005, 1.30, 0.64, 0.04, 0.44, "western"),
    _row("PT", "Portugal", 0.6, 0.010, 1.10, 0.50, 0.04, 0.48, "latin"),
    _row("ZA", "South Africa", 0.6, 0.020, 0.95, 0.50, 0.07, 0.25, "western"),
    _row("SG", "Singapore", 0.5, 0.015, 1.90, 0.66, 0.02, 0.50, "chinese"),
    _row("FI", "Finland", 0.5, 0.000, 1.30, 0.60, 0.03, 0.46, "western"),
    _row("NO", "Norway", 0.5, 0.010, 1.30, 0.60, 0.03, 0.42, "western"),
    _row("VN", "Vietnam", 0.4, 0.100, 1.05, 0.58, 0.10, 0.22, "malay"),
    _row("NG", "Nigeria", 0.4, 0.060, 0.65, 0.38, 0.16, 0.06, "african"),
    _row("IL", "Israel", 0.4, 0.000, 1.35, 0.50, 0.04, 0.42, "western"),
    _row("KE", "Kenya", 0.2, 0.070, 0.95, 0.68, 0.12, 0.25, "african"),
)

#: The country whose programmes are planted (programmes.py).
JAPAN = next(n for n, country in enumerate(COUNTRIES) if country.code == "JP")
