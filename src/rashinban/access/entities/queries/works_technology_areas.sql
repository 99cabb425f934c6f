/* Each row is one technology area that takes the work, under one reading of its definition. */
select technology_area, alternative
from work_technology_areas
where work_id = $id
order by technology_area nulls last, alternative nulls last
