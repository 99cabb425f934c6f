/* The header of one record, with what its work has. */
select work_id, tenure, deleted, sets, has_title, has_type, has_year
from harvest_records
where work_id = $work_id
