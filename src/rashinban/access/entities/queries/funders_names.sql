/* Each row is one further name of the funder. */
select name
from funder_names
where funder_id = $id
order by name nulls last
