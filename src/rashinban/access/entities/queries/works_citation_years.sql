/* Each row is the number of citations that the work received in one year. */
select year, cited_by_count
from work_citation_years
where work_id = $id
order by year nulls last
