/* Each row is one place where a work of a page can be found, the primary one first. */
select work_locations.work_id, is_oa, version, license, landing_page_url, pdf_url
from work_locations
inner join page on work_locations.work_id = page.work_id
order by work_locations.work_id nulls last, position nulls last
