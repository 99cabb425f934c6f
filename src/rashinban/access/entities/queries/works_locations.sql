/* Each row is one place where the work can be found, the primary one first. */
select
    position, work_locations.source_id, sources.display_name as source, sources.type as source_type,
    work_locations.is_oa, version, license, landing_page_url, pdf_url, access, embargo_end
from work_locations
left join sources on work_locations.source_id = sources.source_id
where work_id = $id
order by position nulls last
