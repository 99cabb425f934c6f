-- Each row is one budget line in one currency, with what it is of and where it was published.
select budget_line_id, year, ministry, scheme, title, kind, status, programme, is_part, source
from budget_universe
where currency = $currency
order by year nulls last, ministry nulls last, budget_line_id nulls last
