/* Each row is one form of the researcher's name. */
select name
from author_names
where author_id = $id
order by name nulls last
