-- One row per patent: titles, who applied and invented, classes. Several values are joined with chr(31).
with texts_of_patent as (
    select
        patent_id,
        string_agg(case when kind = 'title' then text end, chr(31)) as names,
        string_agg(case when kind = 'abstract' then text end, chr(31)) as abstracts
    from patent_texts
    group by patent_id
),

people_of_patent as (
    select
        patent_id,
        string_agg(case when role in ('applicant', 'owner') then name end, chr(31) order by position nulls last) as venue,
        string_agg(case when role = 'inventor' then name end, chr(31) order by position nulls last) as people,
        string_agg(name_latin, chr(31)) as other_names
    from patent_people
    group by patent_id
),

classes_of_patent as (
    select patent_id, string_agg(symbol, chr(31)) as keywords
    from patent_classes
    group by patent_id
)

select
    patents.patent_id as id,
    patents.title,
    texts_of_patent.names,
    coalesce(patents.abstract, texts_of_patent.abstracts) as abstract,
    people_of_patent.people,
    people_of_patent.other_names,
    people_of_patent.venue,
    classes_of_patent.keywords,
    patents.application_id as identifiers,
    patents.type,
    patents.publication_date as date,
    cast(year(patents.publication_date) as int) as year,
    former_ids.former_ids
from patents
left join texts_of_patent on texts_of_patent.patent_id = patents.patent_id
left join people_of_patent on people_of_patent.patent_id = patents.patent_id
left join classes_of_patent on classes_of_patent.patent_id = patents.patent_id
left join former_ids on former_ids.id = patents.patent_id
