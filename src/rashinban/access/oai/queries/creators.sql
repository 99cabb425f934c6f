/* Each row is one author of a work of a page, in the order of the work. */
select authorships.work_id, author_position, coalesce(raw_author_name, display_name) as name, orcid
from authorships
inner join page on authorships.work_id = page.work_id
order by authorships.work_id nulls last, author_position nulls last
