/* Each row is one funder that the work acknowledges. */
select work_funders.funder_id, display_name, ror_id, country_code
from work_funders
left join funders on work_funders.funder_id = funders.funder_id
where work_id = $id
order by display_name nulls last, work_funders.funder_id nulls last
