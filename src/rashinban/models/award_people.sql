/*
title: The identified people of every award
grain: [award_id, person]
columns:
  award_id: [string, "the award; awards of which no person has an id have no row"]
  person: [string, "id of a researcher; orcid:... where a lead investigator's ORCID is no loaded researcher's"]
examples:
  - given:
      award_members:
        - {award_id: G1, position: 1, author_id: "erad:1", role: principal_investigator}
        - {award_id: G1, position: 2, author_id: "erad:1", role: co_investigator}
        - {award_id: G1, position: 3, author_id: "erad:2", role: contact}
        - {award_id: G1, position: 4, author_id: "erad:3", role: host}
        - {award_id: G1, position: 5, name: Tanaka, role: co_investigator}
      awards:
        - {award_id: G1, lead_orcid: 0000-0001-0000-0001}
        - {award_id: G2, lead_orcid: 0000-0001-0000-0001}
        - {award_id: G3, lead_orcid: 0000-0001-0000-0002}
        - {award_id: G4, lead_name: Tanaka}
      authors:
        - {author_id: "erad:1", orcid: 0000-0001-0000-0001}
    expect:
      - {award_id: G1, person: "erad:1"}
      - {award_id: G2, person: "erad:1"}
      - {award_id: G3, person: "orcid:0000-0001-0000-0002"}
    arithmetic: >
      The lead's ORCID is that of erad:1. Who answers for the office or lends a fellow a bench is not counted, and a name
      alone is nobody: two Tanakas are not one.
*/
with identified as (
    select orcid, min(author_id) as author_id
    from authors
    where orcid is not null
    group by orcid
)

select award_id, author_id as person
from award_members
where author_id is not null and role not in ('contact', 'host')

union

select awards.award_id, coalesce(identified.author_id, 'orcid:' || awards.lead_orcid) as person
from awards
left join identified on identified.orcid = awards.lead_orcid
where awards.lead_orcid is not null
