-- Each row is one budget line behind a number; `indicator` is the indicator's own query over the lines counted.
select
    indicator.budget_line_id,
    budget_universe.year,
    budget_universe.ministry,
    budget_universe.scheme,
    budget_universe.title,
    budget_universe.kind,
    budget_universe.status,
    budget_universe.amount,
    budget_universe.currency,
    budget_universe.source,
    indicator.weight,
    indicator.value,
    indicator.weight * indicator.value as contribution
from indicator
inner join budget_universe on budget_universe.budget_line_id = indicator.budget_line_id
order by contribution desc nulls last, indicator.budget_line_id nulls last
