/* Each row is one institution of an author, or an address that was not resolved, in the order of the work. */
with chosen as (
    select affiliations.*
    from affiliations
    inner join page on affiliations.work_id = page.work_id
),

japanese as (
    select institution_id, min(name) as name
    from institution_names
    where language = 'ja' and kind = 'label' and institution_id in (select institution_id from chosen)
    group by institution_id
)

select
    chosen.work_id, author_position, institutions.ror_id, japanese.name as name_ja,
    coalesce(institutions.display_name, chosen.raw_affiliation) as name
from chosen
left join institutions on chosen.institution_id = institutions.institution_id
left join japanese on chosen.institution_id = japanese.institution_id
order by
    chosen.work_id nulls last, author_position nulls last, affiliation_position nulls last,
    institution_position nulls last
