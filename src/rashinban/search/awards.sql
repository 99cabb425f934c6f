-- One row per award: number, title, who leads it, who pays. Several values are joined with chr(31).
select
    awards.award_id as id,
    awards.title,
    awards.description as abstract,
    awards.funder_award_id as award_number,
    awards.doi,
    awards.lead_name as people,
    awards.funder_scheme as keywords,
    funders.display_name as venue,
    awards.funder_id as funder,
    awards.institution_id as institution,
    awards.funding_type as type,
    awards.start_date as date,
    cast(year(awards.start_date) as int) as year,
    former_ids.former_ids
from awards
left join funders on funders.funder_id = awards.funder_id
left join former_ids on former_ids.id = awards.award_id
