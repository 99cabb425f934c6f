/* Each row is one name of the institution. */
select name, language, kind
from institution_names
where institution_id = $id
order by kind nulls last, language nulls last, name nulls last
