/* Headers of a list, in the order of their ids, after a key. */
select work_id, tenure, deleted, sets
from harvest_records
where work_id > $after
    and list_contains($tenures, tenure)
    and contains(sets, $member)
    and (has_title or not $needs_title) and (has_type or not $needs_type) and (has_year or not $needs_year)
order by work_id nulls last
limit $most
