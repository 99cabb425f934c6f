/* Each row is one keyword of the work. */
select keyword, score
from work_keywords
where work_id = $id
order by score desc nulls last, keyword nulls last
