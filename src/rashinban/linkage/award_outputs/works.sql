/* Each row is one title of one work. */
select work_id, title from works where title is not null
union all
select work_id, text as title from work_texts where kind in ('title', 'alternative')
