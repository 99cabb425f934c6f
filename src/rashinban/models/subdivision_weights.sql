/*
title: Fractional weight of every prefecture, state or province, with its institutions, in every work
grain: [work_id, institution, subdivision, country]
axis: contributor
keys: [institution, subdivision, country]
stored: false
columns:
  work_id: [string, the work]
  institution: [string, OpenAlex institution id; null where the affiliation is missing or not resolved]
  subdivision: [string, "ISO 3166-2 code of the institution's place (ROR): `JP-13` is Tokyo; null where there is no institution, its record names none, or names one of another country than the work counts for"]
  country: [string, ISO 3166-1 alpha-2 code; null where not known]
  weight: [double, "share of the work, 0 to 1; the weights of one work sum to 1"]
examples:
  - given:
      institution_weights:
        - {work_id: W1, institution: I1, country: JP, weight: 0.25}
        - {work_id: W1, institution: I2, country: JP, weight: 0.25}
        - {work_id: W1, institution: I3, country: FR, weight: 0.125}
        - {work_id: W1, institution: I4, country: GB, weight: 0.125}
        - {work_id: W1, institution: null, country: JP, weight: 0.125}
        - {work_id: W1, institution: null, country: null, weight: 0.125}
      institutions:
        - {institution_id: I1, country_code: JP, subdivision_code: JP-13, subdivision_name: Tokyo}
        - {institution_id: I2, country_code: JP, subdivision_code: JP-13, subdivision_name: Tokyo}
        - {institution_id: I3, country_code: FR}
        - {institution_id: I4, country_code: GB, subdivision_code: FR-IDF, subdivision_name: Île-de-France}
    expect:
      - {work_id: W1, institution: I1, subdivision: JP-13, country: JP, weight: 0.25}
      - {work_id: W1, institution: I2, subdivision: JP-13, country: JP, weight: 0.25}
      - {work_id: W1, institution: I3, subdivision: null, country: FR, weight: 0.125}
      - {work_id: W1, institution: I4, subdivision: null, country: GB, weight: 0.125}
      - {work_id: W1, institution: null, subdivision: null, country: JP, weight: 0.125}
      - {work_id: W1, institution: null, subdivision: null, country: null, weight: 0.125}
    arithmetic: >
      Tokyo has 0.25 + 0.25 of the work. I3's record names no place below France; I4 counts for the United Kingdom, so
      a place in France is not taken; an address in Japan without institution is in no prefecture. All sum to 1.
*/
select
    institution_weights.work_id,
    institution_weights.institution,
    case
        when substr(institutions.subdivision_code, 1, 2) = institution_weights.country
            then institutions.subdivision_code
    end as subdivision,
    institution_weights.country,
    institution_weights.weight
from institution_weights
left join institutions on institutions.institution_id = institution_weights.institution
