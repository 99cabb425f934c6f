/*
title: The technology areas of every work, under one alternative of their definitions
grain: [work_id, technology_area]
axis: technology_area
keys: [technology_area]
stored: false
parameters: {alternative: standard}
columns:
  work_id: [string, the work]
  technology_area: [string, id of the definition in definitions/technology_areas]
  weight: [double, "always 1: a work counts whole in each of its areas, so areas do not add up"]
examples:
  - given:
      work_technology_areas:
        - {work_id: W1, technology_area: jp20-09, alternative: standard}
        - {work_id: W1, technology_area: jp20-09, alternative: broad}
        - {work_id: W1, technology_area: jp20-05, alternative: standard}
        - {work_id: W2, technology_area: jp20-09, alternative: broad}
    expect:
      - {work_id: W1, technology_area: jp20-09, weight: 1.0}
      - {work_id: W1, technology_area: jp20-05, weight: 1.0}
    arithmetic: W2 is in the area only under its broad definition; the standard one was asked for.
*/
select work_id, technology_area, 1e0 as weight
from work_technology_areas
where alternative = $alternative
