-- Each row is one work behind a number; `indicator` is the indicator's own query over the works counted.
select
    indicator.work_id,
    works.doi,
    works.title,
    works.publication_year as year,
    works.type,
    works.source_id as source,
    works.cited_by_count,
    indicator.weight,
    indicator.value,
    indicator.weight * indicator.value as contribution
from indicator
inner join works on works.work_id = indicator.work_id
order by contribution desc nulls last, indicator.work_id nulls last
