/*
title: Funders any of whose awards has an output of a kind in the data
grain: [funder, kind]
columns:
  funder: [string, who gave the awards]
  kind: [string, "publication, patent, dataset or other"]
examples:
  - given:
      award_universe: [{award_id: G1, funder: F1}, {award_id: G2, funder: F1}, {award_id: G3, funder: F2}, {award_id: G4}]
      award_output_counts:
        - {award_id: G1, kind: publication, outputs: 3}
        - {award_id: G2, kind: publication, outputs: 1}
        - {award_id: G2, kind: patent, outputs: 1}
        - {award_id: G4, kind: publication, outputs: 1}
    expect:
      - {funder: F1, kind: publication}
      - {funder: F1, kind: patent}
    arithmetic: >
      Of F2 nobody lists anything: that its awards have no output is not observed. Who gave G4 is not known.
*/
select distinct award_universe.funder, award_output_counts.kind
from award_output_counts
inner join award_universe on award_universe.award_id = award_output_counts.award_id
where award_universe.funder is not null
