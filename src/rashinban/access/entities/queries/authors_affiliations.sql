/* Each row says that works of one year name the researcher at one institution; the newest first. */
select
    year, author_affiliation_years.institution_id, institutions.ror_id, institutions.display_name,
    institutions.country_code
from author_affiliation_years
left join institutions on author_affiliation_years.institution_id = institutions.institution_id
where author_id = $id
order by year desc nulls last, author_affiliation_years.institution_id nulls last
