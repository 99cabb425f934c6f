/* Each row is one identifier of the institution in another scheme. */
select scheme, identifier
from institution_identifiers
where institution_id = $id
order by scheme nulls last, identifier nulls last
