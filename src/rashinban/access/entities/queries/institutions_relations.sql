/* Each row is another institution, and what it is to this one. */
select relation, related_id, institutions.ror_id, institutions.display_name, institutions.country_code
from institution_relations
left join institutions on institution_relations.related_id = institutions.institution_id
where institution_relations.institution_id = $id
order by relation nulls last, institutions.display_name nulls last, related_id nulls last
