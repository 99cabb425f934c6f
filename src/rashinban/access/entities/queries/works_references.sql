/* Each row is one work that the work cites; whether it is in the release, its own record says. */
select cited_work_id
from citations
where work_id = $id
order by cited_work_id nulls last
