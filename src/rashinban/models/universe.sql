/*
title: One row per work with everything it can be sliced by
grain: [work_id]
keys: [year, type, language, topic, subfield, field, domain, source, oa_route]
columns:
  work_id: [string, the work]
  year: [int32, calendar year of publication]
  type: [string, OpenAlex work type]
  language: [string, ISO 639-1 code]
  topic: [string, primary topic]
  subfield: [string, subfield of the primary topic]
  field: [string, field of the primary topic]
  domain: [string, domain of the primary topic]
  source: [string, source of the primary location]
  oa_route: [string, "open-access route: diamond, gold, hybrid, bronze, green or closed"]
  is_retracted: [bool, the work was retracted; null where not stated]
  is_paratext: [bool, "cover, index, masthead; null where not stated"]
  is_xpac: [bool, part of OpenAlex's expansion pack; null where not stated]
  in_universe: [bool, "counted by publication indicators unless asked otherwise: article or review, not retracted, not paratext"]
  cited_by_count: [int64, "citations in all OpenAlex, all time"]
  referenced_works_count: [int64, references that the provider resolved]
examples:
  - given:
      works:
        - {work_id: W1, publication_year: 2020, type: article, language: en, source_id: S1, primary_topic_id: T1, is_retracted: false, is_paratext: false, is_xpac: false, oa_status: gold, cited_by_count: 4, referenced_works_count: 30}
        - {work_id: W2, publication_year: 2021, type: review, is_retracted: true, primary_topic_id: T9}
        - {work_id: W3, publication_year: 2021, type: dataset}
        - {work_id: W4, type: review}
      topics:
        - {topic_id: T1, subfield_id: "1702", field_id: "17", domain_id: "3"}
    expect:
      - {work_id: W1, year: 2020, type: article, language: en, topic: T1, subfield: "1702", field: "17", domain: "3", source: S1, oa_route: gold, is_retracted: false, is_paratext: false, is_xpac: false, in_universe: true, cited_by_count: 4, referenced_works_count: 30}
      - {work_id: W2, year: 2021, type: review, language: null, topic: T9, subfield: null, field: null, domain: null, source: null, oa_route: null, is_retracted: true, is_paratext: null, is_xpac: null, in_universe: false, cited_by_count: null, referenced_works_count: null}
      - {work_id: W3, year: 2021, type: dataset, language: null, topic: null, subfield: null, field: null, domain: null, source: null, oa_route: null, is_retracted: null, is_paratext: null, is_xpac: null, in_universe: false, cited_by_count: null, referenced_works_count: null}
      - {work_id: W4, year: null, type: review, language: null, topic: null, subfield: null, field: null, domain: null, source: null, oa_route: null, is_retracted: null, is_paratext: null, is_xpac: null, in_universe: true, cited_by_count: null, referenced_works_count: null}
    arithmetic: >
      W1 is an article. W2 is retracted and its topic T9 is not in the base, W3 is a data set: outside. W4 says nothing
      of retraction; a review that nobody calls retracted is counted.
*/
select
    works.work_id,
    works.publication_year as year,
    works.type,
    works.language,
    works.primary_topic_id as topic,
    topics.subfield_id as subfield,
    topics.field_id as field,
    topics.domain_id as domain,
    works.source_id as source,
    works.oa_status as oa_route,
    works.is_retracted,
    works.is_paratext,
    works.is_xpac,
    coalesce(works.type in ('article', 'review'), false)
        and not coalesce(works.is_retracted, false)
        and not coalesce(works.is_paratext, false) as in_universe,
    works.cited_by_count,
    works.referenced_works_count
from works
left join topics on topics.topic_id = works.primary_topic_id
