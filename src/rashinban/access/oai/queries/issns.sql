/* Each row is one ISSN of a venue of a page. */
select distinct source_issns.source_id, issn
from source_issns
inner join works on source_issns.source_id = works.source_id
inner join page on works.work_id = page.work_id
order by source_issns.source_id nulls last, issn nulls last
