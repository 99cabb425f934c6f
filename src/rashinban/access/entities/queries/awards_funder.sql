/* The funder of the award. */
select awards.funder_id, display_name, ror_id, country_code
from awards
left join funders on awards.funder_id = funders.funder_id
where award_id = $id and awards.funder_id is not null
