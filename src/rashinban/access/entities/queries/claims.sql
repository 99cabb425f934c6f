/* Each row is what one data source says of one column of the record, where sources differ. */
select column_name, data_source, value
from claims
where table_name = $table_name and id = $id
order by column_name nulls last, data_source nulls last
