/* Each row is one keyword of a work of a page, the most fitting first. */
select work_keywords.work_id, keyword
from work_keywords
inner join page on work_keywords.work_id = page.work_id
order by work_keywords.work_id nulls last, score desc nulls last, keyword nulls last
