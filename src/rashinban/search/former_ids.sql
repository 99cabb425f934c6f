-- One row per record that took in others: the ids that are gone and stand for it now, joined with chr(31).
select merged_into_id as id, string_agg(id, chr(31)) as former_ids
from merged_ids
group by merged_into_id
