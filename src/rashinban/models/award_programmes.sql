/*
title: The programmes of every award, by the rules of their definitions
grain: [award_id, programme]
axis: programme
keys: [programme]
columns:
  award_id: [string, the award]
  programme: [string, "id in definitions/programmes, at every level of the tree; null where no rule tells one"]
  weight: [double, "always 1: an award is whole in its category and in each programme above, so levels do not add up"]
examples:
  - given:
      awards:
        - {award_id: G1, jgn: JPMJFR2012}
        - {award_id: "jgn:JP19KK0341", jgn: JP19KK0341, funder_scheme: 若手研究}
        - {award_id: "jgn:JP15300001"}
        - {award_id: G4, funder_scheme: 若手研究(A)}
        - {award_id: "ec:1", funder_scheme: H2020-EU.1.1.}
        - {award_id: G6}
      award_identifiers:
        - {award_id: G6, scheme: jgn, identifier: JPMJFR2012}
      award_subjects:
        - {award_id: G4, scheme: category, term: 科研費}
        - {award_id: G4, scheme: keyword, term: 若手研究}
      programme_rules:
        - {programme: forest, pattern: "jgn:JPMJFR"}
        - {programme: kakenhi, pattern: "jgn:JP##K"}
        - {programme: kakenhi, pattern: "jgn:JP######"}
        - {programme: kakenhi, pattern: "word:科研費$"}
        - {programme: early-career, pattern: "word:若手研究$"}
        - {programme: h2020, pattern: "word:H2020-"}
      programme_ancestors:
        - {programme: forest, ancestor: forest}
        - {programme: kakenhi, ancestor: kakenhi}
        - {programme: early-career, ancestor: early-career}
        - {programme: early-career, ancestor: kakenhi}
        - {programme: h2020, ancestor: h2020}
    expect:
      - {award_id: G1, programme: forest, weight: 1.0}
      - {award_id: "jgn:JP19KK0341", programme: kakenhi, weight: 1.0}
      - {award_id: "jgn:JP19KK0341", programme: early-career, weight: 1.0}
      - {award_id: "jgn:JP15300001", programme: kakenhi, weight: 1.0}
      - {award_id: G4, programme: kakenhi, weight: 1.0}
      - {award_id: "ec:1", programme: h2020, weight: 1.0}
      - {award_id: G6, programme: forest, weight: 1.0}
    arithmetic: >
      A number begins as a rule says, # being any digit; a word is the whole word (若手研究(A) is another category than
      若手研究) unless its rule is open at the end; what is in a category is in the programme above it. Keywords are no
      categories.
*/
with texts as (
    select award_id, award_id || '$' as said
    from awards

    union all

    select award_id, 'jgn:' || jgn || '$' as said
    from awards
    where jgn is not null

    union all

    select award_id, scheme || ':' || identifier || '$' as said
    from award_identifiers

    union all

    select award_id, 'word:' || funder_scheme || '$' as said
    from awards
    where funder_scheme is not null

    union all

    select award_id, 'word:' || term || '$' as said
    from award_subjects
    where scheme = 'category'
),

-- Rules of one scheme and length are looked up together: a join by equality, whatever their number.
lengths as (
    select distinct
        split_part(pattern, ':', 1) as scheme,
        length(pattern) as letters,
        contains(pattern, '#') as has_digits
    from programme_rules
),

beginnings as (
    select
        texts.award_id,
        case
            when lengths.has_digits
                then translate(substr(texts.said, 1, cast(lengths.letters as integer)), '0123456789', '##########')
            else substr(texts.said, 1, cast(lengths.letters as integer))
        end as beginning
    from texts
    inner join lengths
        on lengths.scheme = split_part(texts.said, ':', 1)
        and lengths.letters <= length(texts.said)
),

told as (
    select distinct beginnings.award_id, programme_ancestors.ancestor as programme
    from beginnings
    inner join programme_rules on programme_rules.pattern = beginnings.beginning
    inner join programme_ancestors on programme_ancestors.programme = programme_rules.programme
)

select award_id, programme, 1e0 as weight
from told

union all

select awards.award_id, cast(null as varchar) as programme, 1e0 as weight
from awards
left join told on told.award_id = awards.award_id
where told.award_id is null
