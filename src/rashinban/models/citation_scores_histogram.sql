/*
title: "Citation scores of every work against a reference of histograms: the base itself or a world file"
grain: [work_id]
stored: false
columns:
  work_id: [string, "a work of the universe; others have no row"]
  ncs: [double, "normalised citation score: citations / mean citations of the reference; 1 where that mean is 0 (CWTS)"]
  top_10: [double, "how much of the work belongs to the top 10 % of its reference: 1, 0, or in between at the threshold (CWTS)"]
  top_1: [double, "as top_10, for the top 1 %"]
  top_10_nistep: [double, "NISTEP's adjusted count: factor_10 above the threshold, else 0; null where no work is above"]
  top_1_nistep: [double, "as top_10_nistep, for the top 1 %"]
  reference_level: [string, "subfield, or the level used where the subfield is too small; null where there is no reference"]
cites:
  - "CWTS OpenAlex databases, sql/indicators/stored_procedures/03_create_proc_calc_indicators_pubs.sql (github.com/CWTSLeiden/CWTS-OpenAlex-databases)"
examples:
  - given:
      universe:
        - {work_id: W1, year: 2020, type: article, subfield: "1702", in_universe: true}
        - {work_id: W2, year: 2020, type: article, subfield: "1702", in_universe: true}
        - {work_id: W3, year: 2020, type: article, subfield: "1702", in_universe: true}
        - {work_id: W4, year: 2020, type: article, in_universe: true}
        - {work_id: W5, year: 2020, type: dataset, subfield: "1702", in_universe: false}
        - {work_id: W6, year: 2020, type: article, subfield: "1702", in_universe: true}
        - {work_id: W7, year: 2021, type: article, subfield: "1702", in_universe: true}
      work_citations:
        - {work_id: W1, citations: 1}
        - {work_id: W2, citations: 2}
        - {work_id: W3, citations: 9}
        - {work_id: W4, citations: 9}
        - {work_id: W5, citations: 9}
        - {work_id: W7, citations: 0}
      citation_cells:
        - {subfield: "1702", year: 2020, type: article, reference_level: subfield, mean_citations: 0.5, threshold_10: 2, weight_10: 0.5, factor_10: 2.0, threshold_1: 9, weight_1: 0.2}
        - {subfield: "1702", year: 2021, type: article, reference_level: field, mean_citations: 0.0, threshold_10: 0, weight_10: 0.1, threshold_1: 0, weight_1: 0.01}
    expect:
      - {work_id: W1, ncs: 2.0, top_10: 0.0, top_1: 0.0, top_10_nistep: 0.0, top_1_nistep: null, reference_level: subfield}
      - {work_id: W2, ncs: 4.0, top_10: 0.5, top_1: 0.0, top_10_nistep: 0.0, top_1_nistep: null, reference_level: subfield}
      - {work_id: W3, ncs: 18.0, top_10: 1.0, top_1: 0.2, top_10_nistep: 2.0, top_1_nistep: null, reference_level: subfield}
      - {work_id: W4, ncs: null, top_10: null, top_1: null, top_10_nistep: null, top_1_nistep: null, reference_level: null}
      - {work_id: W6, ncs: null, top_10: null, top_1: null, top_10_nistep: null, top_1_nistep: null, reference_level: subfield}
      - {work_id: W7, ncs: 1.0, top_10: 0.1, top_1: 0.01, top_10_nistep: null, top_1_nistep: null, reference_level: field}
    arithmetic: >
      W1: 1 / 0.5 = 2. W2 is at the threshold of 2 and belongs to the top 10 % by half; NISTEP asks for more than 2. W3 is
      above 2 and at 9. W4 has no topic, so no field to compare with; W5 is outside the universe; the citations of W6 are
      not observed. Nobody in the cell of W7 was cited: all tie, each is 10 % in the top 10 %, and the score is 1.
*/
select
    universe.work_id,
    case
        when citation_cells.mean_citations > 0e0 then work_citations.citations / citation_cells.mean_citations
        when citation_cells.mean_citations = 0e0 and work_citations.citations is not null then 1e0
    end as ncs,
    case
        when work_citations.citations > citation_cells.threshold_10 then 1e0
        when work_citations.citations = citation_cells.threshold_10 then citation_cells.weight_10
        when work_citations.citations < citation_cells.threshold_10 then 0e0
    end as top_10,
    case
        when work_citations.citations > citation_cells.threshold_1 then 1e0
        when work_citations.citations = citation_cells.threshold_1 then citation_cells.weight_1
        when work_citations.citations < citation_cells.threshold_1 then 0e0
    end as top_1,
    case
        when citation_cells.factor_10 is null then null
        when work_citations.citations > citation_cells.threshold_10 then citation_cells.factor_10
        when work_citations.citations <= citation_cells.threshold_10 then 0e0
    end as top_10_nistep,
    case
        when citation_cells.factor_1 is null then null
        when work_citations.citations > citation_cells.threshold_1 then citation_cells.factor_1
        when work_citations.citations <= citation_cells.threshold_1 then 0e0
    end as top_1_nistep,
    citation_cells.reference_level
from universe
left join work_citations on work_citations.work_id = universe.work_id
left join citation_cells
    on citation_cells.subfield = universe.subfield
    and citation_cells.year = universe.year
    and citation_cells.type = universe.type
where universe.in_universe
