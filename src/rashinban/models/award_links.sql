/*
title: Every output of every award, listed by the award's record, acknowledging it, or linked by its number
grain: [award_id, output]
columns:
  award_id: [string, the award]
  output: [string, "the work or patent; an entry without either goes by its award, kind, title and year"]
  kind: [string, "publication (article, book, thesis), patent, dataset or other (talk, web page, trial...)"]
  work_id: [string, the work; null where the entry names none]
  patent_id: [string, the patent; null where the entry names none]
  year: [int32, "calendar year: of the work where it is loaded, else as the entry says; null where not known"]
  basis: [string, "listed: by the award's record; acknowledged: the work or patent names the award; both"]
  confidence: [string, "of the surest link: exact-id, number-in-text or inferred (a provider matched them, or the entry was found by its words). Naming the funder alone links no award"]
  awards: [int64, how many awards have this output]
examples:
  - given:
      awards: [{award_id: G1}, {award_id: G2}]
      award_outputs:
        - {award_id: G1, position: 1, kind: journal-article, claimed_by: reported, work_id: W1, title: Tea, year: 2020}
        - {award_id: G1, position: 2, kind: journal-article, claimed_by: matched, work_id: W1, title: "Tea.", year: 2020}
        - {award_id: G1, position: 3, kind: presentation, claimed_by: reported, title: A talk, year: 2020}
        - {award_id: G1, position: 4, kind: presentation, claimed_by: matched, title: a talk, year: 2020}
        - {award_id: G1, position: 5, kind: patent, claimed_by: reported, patent_id: US1A}
        - {award_id: G1, position: 6, kind: other, claimed_by: matched}
      work_awards:
        - {work_id: W1, position: 1, award_id: G2}
        - {work_id: W1, position: 2, funder_award_id: "12"}
        - {work_id: W2, position: 1, award_id: G1}
        - {work_id: W2, position: 2, award_id: G1}
      work_award_links:
        - {link_id: "1", target_kind: work, target_id: W1, award_id: G1, confidence: exact-id}
        - {link_id: "2", target_kind: work, target_id: W3, award_id: G2, confidence: number-in-text}
        - {link_id: "3", target_kind: work, target_id: W3, funder_id: F1, confidence: funder-only}
        - {link_id: "4", target_kind: patent, target_id: US1A, award_id: G1, confidence: exact-id}
        - {link_id: "5", target_kind: person, target_id: A1, award_id: G1, confidence: exact-id}
      works:
        - {work_id: W1, publication_year: 2021, type: article}
        - {work_id: W2, publication_year: 2022, type: dataset}
        - {work_id: W3, publication_year: 2020, type: article}
    expect:
      - {award_id: G1, output: W1, kind: publication, work_id: W1, patent_id: null, year: 2021, basis: both, confidence: exact-id, awards: 2}
      - {award_id: G2, output: W1, kind: publication, work_id: W1, patent_id: null, year: 2021, basis: acknowledged, confidence: exact-id, awards: 2}
      - {award_id: G2, output: W3, kind: publication, work_id: W3, patent_id: null, year: 2020, basis: acknowledged, confidence: number-in-text, awards: 1}
      - {award_id: G1, output: W2, kind: dataset, work_id: W2, patent_id: null, year: 2022, basis: acknowledged, confidence: exact-id, awards: 1}
      - {award_id: G1, output: "G1|other|a talk|2020", kind: other, work_id: null, patent_id: null, year: 2020, basis: listed, confidence: exact-id, awards: 1}
      - {award_id: G1, output: US1A, kind: patent, work_id: null, patent_id: US1A, year: null, basis: both, confidence: exact-id, awards: 1}
      - {award_id: G1, output: "G1|6", kind: other, work_id: null, patent_id: null, year: null, basis: listed, confidence: inferred, awards: 1}
    arithmetic: >
      W1 stands twice in G1's list and names G2: one output of two awards, of the year that its own record has. The talk
      stands twice too, once as the provider found it. W2 names G1 twice. The number of G2 was read in the words of W3;
      that W3 names a funder says nothing of an award, and a person is no output.
  - given:
      awards: [{award_id: G1}, {award_id: G2}]
      award_outputs:
        - {award_id: G1, position: 1, kind: journal-article, claimed_by: reported, title: "On Tea.", year: 2019}
        - {award_id: G1, position: 2, kind: journal-article, claimed_by: reported, work_id: "doi:10.1/cup", title: On cups, year: 2019}
        - {award_id: G2, position: 1, kind: journal-article, claimed_by: reported, work_id: W1, title: On tea, year: 2020}
        - {award_id: G2, position: 2, kind: journal-article, claimed_by: reported, title: On Tea, year: 2020}
      award_output_works:
        - {award_id: G1, position: 1, work_id: W1, title: same, year: next, people: same, source: unknown, pages: unknown}
        - {award_id: G2, position: 2, work_id: W1, title: same, year: same, people: same, source: unknown, pages: unknown}
      works:
        - {work_id: W1, publication_year: 2020, type: article}
    expect:
      - {award_id: G1, output: W1, kind: publication, work_id: W1, patent_id: null, year: 2020, basis: listed, confidence: inferred, awards: 2}
      - {award_id: G1, output: "doi:10.1/cup", kind: publication, work_id: "doi:10.1/cup", patent_id: null, year: 2019, basis: listed, confidence: exact-id, awards: 1}
      - {award_id: G2, output: W1, kind: publication, work_id: W1, patent_id: null, year: 2020, basis: listed, confidence: exact-id, awards: 2}
    arithmetic: >
      G1's first entry was found to be W1 by its words, and has W1's year. G2 lists W1 twice, once by its id: one output,
      of the surer link, that two awards have.
*/
with listed as (
    -- An entry names its work by an id, else is found by its words.
    select
        award_outputs.award_id,
        award_outputs.position,
        coalesce(award_output_works.work_id, award_outputs.work_id) as work_id,
        award_outputs.patent_id,
        award_outputs.title,
        award_outputs.year,
        case
            when award_outputs.kind in ('journal-article', 'book', 'thesis') then 'publication'
            when award_outputs.kind in ('patent', 'dataset') then award_outputs.kind
            else 'other'
        end as kind,
        case when award_outputs.claimed_by = 'matched' or award_output_works.work_id is not null then 3 else 1 end
            as doubt
    from award_outputs
    left join award_output_works
        on
            award_output_works.award_id = award_outputs.award_id
            and award_output_works.position = award_outputs.position
),

entries as (
    select
        listed.award_id,
        coalesce(
            listed.work_id,
            listed.patent_id,
            listed.award_id
            || '|'
            || listed.kind
            || '|'
            || lower(listed.title)
            || '|'
            || coalesce(cast(listed.year as varchar), ''),
            listed.award_id || '|' || cast(listed.position as varchar)
        ) as output,
        listed.kind,
        listed.work_id,
        listed.patent_id,
        coalesce(works.publication_year, listed.year) as year,
        1 as is_listed,
        0 as is_acknowledged,
        listed.doubt
    from listed
    left join works on works.work_id = listed.work_id

    union all

    select
        work_awards.award_id,
        work_awards.work_id as output,
        case when works.type = 'dataset' then 'dataset' else 'publication' end as kind,
        work_awards.work_id,
        cast(null as varchar) as patent_id,
        works.publication_year as year,
        0 as is_listed,
        1 as is_acknowledged,
        1 as doubt
    from work_awards
    inner join works on works.work_id = work_awards.work_id
    where work_awards.award_id is not null

    union all

    select
        work_award_links.award_id,
        work_award_links.target_id as output,
        case
            when work_award_links.target_kind = 'patent' then 'patent'
            when works.type = 'dataset' then 'dataset'
            else 'publication'
        end as kind,
        case when work_award_links.target_kind = 'work' then work_award_links.target_id end as work_id,
        case when work_award_links.target_kind = 'patent' then work_award_links.target_id end as patent_id,
        works.publication_year as year,
        0 as is_listed,
        case when work_award_links.confidence = 'inferred' then 0 else 1 end as is_acknowledged,
        case work_award_links.confidence when 'exact-id' then 1 when 'number-in-text' then 2 else 3 end as doubt
    from work_award_links
    left join works on works.work_id = work_award_links.target_id
    where work_award_links.award_id is not null
        and work_award_links.target_kind in ('work', 'patent')
        and work_award_links.confidence <> 'funder-only'
),

outputs_of_award as (
    select
        award_id,
        output,
        max(kind) as kind,
        max(work_id) as work_id,
        max(patent_id) as patent_id,
        max(year) as year,
        max(is_listed) as is_listed,
        max(is_acknowledged) as is_acknowledged,
        min(doubt) as doubt
    from entries
    group by award_id, output
)

select
    award_id,
    output,
    kind,
    work_id,
    patent_id,
    year,
    case
        when is_listed = 1 and is_acknowledged = 1 then 'both'
        when is_acknowledged = 1 then 'acknowledged'
        else 'listed'
    end as basis,
    case doubt when 1 then 'exact-id' when 2 then 'number-in-text' else 'inferred' end as confidence,
    count(*) over (partition by output) as awards
from outputs_of_award
