/*
title: Citation scores of every work as OpenAlex prints them
grain: [work_id]
stored: false
columns:
  work_id: [string, the work]
  ncs: [double, "OpenAlex's fwci: citations against those of the same subfield, year and type; null where not given"]
  top_10: [double, "1 in OpenAlex's top 10 % of its subfield, year and type, else 0; null where not given"]
  top_1: [double, "as top_10, for the top 1 %"]
  top_10_nistep: [double, "always null: OpenAlex gives no adjusted counts"]
  top_1_nistep: [double, "always null: OpenAlex gives no adjusted counts"]
  reference_level: [string, "subfield where OpenAlex gives any score, else null"]
cites:
  - "OpenAlex, fwci and citation_normalized_percentile (docs.openalex.org, Work object)"
examples:
  - given:
      works:
        - {work_id: W1, fwci: 2.5, is_top_10_percent: true, is_top_1_percent: false}
        - {work_id: W2, fwci: 0.0, is_top_10_percent: false, is_top_1_percent: false}
        - {work_id: W3}
        - {work_id: W4, fwci: 1.25}
    expect:
      - {work_id: W1, ncs: 2.5, top_10: 1.0, top_1: 0.0, top_10_nistep: null, top_1_nistep: null, reference_level: subfield}
      - {work_id: W2, ncs: 0.0, top_10: 0.0, top_1: 0.0, top_10_nistep: null, top_1_nistep: null, reference_level: subfield}
      - {work_id: W3, ncs: null, top_10: null, top_1: null, top_10_nistep: null, top_1_nistep: null, reference_level: null}
      - {work_id: W4, ncs: 1.25, top_10: null, top_1: null, top_10_nistep: null, top_1_nistep: null, reference_level: subfield}
    arithmetic: Taken as printed; what OpenAlex does not print stays null, never 0.
*/
select
    work_id,
    fwci as ncs,
    case when is_top_10_percent then 1e0 when not is_top_10_percent then 0e0 end as top_10,
    case when is_top_1_percent then 1e0 when not is_top_1_percent then 0e0 end as top_1,
    cast(null as double) as top_10_nistep,
    cast(null as double) as top_1_nistep,
    case
        when fwci is not null or is_top_10_percent is not null or is_top_1_percent is not null then 'subfield'
    end as reference_level
from works
