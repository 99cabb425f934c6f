-- Each row is one value of one imported series, the newest vintage of a year last.
select period, period_kind, value, unit
from observations
where series = $series and subject = $subject and coalesce(breakdown, '') = $breakdown and value is not null
order by period, coalesce(vintage, '')
