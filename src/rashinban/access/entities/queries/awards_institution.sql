/* The institution of who leads the award. */
select awards.institution_id, institutions.ror_id, institutions.display_name, institutions.country_code
from awards
left join institutions on awards.institution_id = institutions.institution_id
where award_id = $id and awards.institution_id is not null
