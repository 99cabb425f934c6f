/* Each row is one work of a tenure, or shows as deleted, with the tenure in which its record last changed.

`harvested` is the release's works (harvested.sql), `before` the rows of the tenure until now.
*/
select
    coalesce(harvested.work_id, before.work_id) as work_id,
    case
        when harvested.work_id is null and before.deleted then before.tenure
        when harvested.mark = before.mark and not before.deleted then before.tenure
        else cast($tenure as integer)
    end as tenure,
    harvested.work_id is null as deleted,
    coalesce(harvested.mark, before.mark) as mark,
    coalesce(harvested.sets, before.sets) as sets,
    coalesce(harvested.has_title, before.has_title) as has_title,
    coalesce(harvested.has_type, before.has_type) as has_type,
    coalesce(harvested.has_year, before.has_year) as has_year
from harvested
full join before on harvested.work_id = before.work_id
order by work_id nulls last
