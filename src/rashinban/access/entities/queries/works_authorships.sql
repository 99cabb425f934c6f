/* Each row is one author of the work, in its order. */
select author_position, author_id, display_name, raw_author_name, orcid, place, is_corresponding
from authorships
where work_id = $id
order by author_position nulls last
