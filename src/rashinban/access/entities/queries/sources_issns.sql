/* Each row is one ISSN of the source. */
select issn
from source_issns
where source_id = $id
order by issn nulls last
