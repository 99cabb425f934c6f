/* How many headers a list has. */
select count(*) as records
from harvest_records
where list_contains($tenures, tenure)
    and contains(sets, $member)
    and (has_title or not $needs_title) and (has_type or not $needs_type) and (has_year or not $needs_year)
