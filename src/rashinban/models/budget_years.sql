/*
title: The fiscal year of every budget line, under the name that amounts of awards have it by
grain: [budget_line_id, fiscal_year]
axis: money
keys: [fiscal_year]
stored: false
columns:
  budget_line_id: [string, the line]
  fiscal_year: [int32, "fiscal year of the budget, April to March in Japan; the key year is the same"]
  weight: [double, "always 1: a line is of one year"]
examples:
  - given:
      budget_universe:
        - {budget_line_id: B1, year: 2025}
        - {budget_line_id: B2, year: 2026}
    expect:
      - {budget_line_id: B1, fiscal_year: 2025, weight: 1.0}
      - {budget_line_id: B2, fiscal_year: 2026, weight: 1.0}
    arithmetic: Each line once.
*/
select budget_line_id, year as fiscal_year, 1e0 as weight
from budget_universe
