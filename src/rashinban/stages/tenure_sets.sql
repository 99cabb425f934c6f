/* Each row is one set of the records of a tenure: how many are in it, deleted ones among them, and its name.

The name is given where the code does not tell it: of institutions in both languages, of fields in English.
*/
with members as (select unnest(string_split(trim(sets), ' ')) as set_spec, deleted from records),

counted as (
    select set_spec, count(*) as records, sum(cast(deleted as integer)) as deleted
    from members
    where set_spec <> ''
    group by set_spec
),

named as (
    select
        'institution:' || coalesce(institutions.ror_id, institutions.institution_id) as set_spec,
        min(institutions.display_name) as name,
        min(institution_names.name) as name_ja
    from institutions
    left join institution_names
        on institutions.institution_id = institution_names.institution_id
        and institution_names.language = 'ja' and institution_names.kind = 'label'
    group by 1
    union all
    select 'field:' || field_id, min(field_name), null
    from topics
    where field_id is not null
    group by 1
)

select counted.set_spec, counted.records, counted.deleted, named.name, named.name_ja
from counted
left join named on counted.set_spec = named.set_spec
order by counted.set_spec nulls last
