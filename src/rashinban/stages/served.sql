/* Each row is one work that a serving shows, or shows as deleted, with the serving in which its record last changed.

`harvested` is the release's works (harvested.sql), `before` the rows of the serving until now.
*/
select
    coalesce(harvested.work_id, before.work_id) as work_id,
    case
        when harvested.work_id is null and before.deleted then before.serving
        when harvested.mark = before.mark and not before.deleted then before.serving
        else cast($serving as integer)
    end as serving,
    harvested.work_id is null as deleted,
    coalesce(harvested.mark, before.mark) as mark,
    coalesce(harvested.sets, before.sets) as sets,
    coalesce(harvested.has_title, before.has_title) as has_title,
    coalesce(harvested.has_year, before.has_year) as has_year
from harvested
full join before on harvested.work_id = before.work_id
order by work_id nulls last
