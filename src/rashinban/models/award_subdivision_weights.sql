/*
title: Share of every prefecture, state or province, with its institutions, in every award
grain: [award_id, institution, subdivision, country]
axis: contributor
keys: [institution, subdivision, country]
stored: false
columns:
  award_id: [string, the award]
  institution: [string, "institution that takes part; null where it is named without an id, or not named"]
  subdivision: [string, "ISO 3166-2 code of the institution's place (ROR): `JP-13` is Tokyo; null where there is no institution, its record names none, or names one of another country than the award counts for"]
  country: [string, ISO 3166-1 alpha-2 code; null where not known]
  weight: [double, "share of the award, 0 to 1; the weights of one award sum to 1"]
examples:
  - given:
      award_institution_weights:
        - {award_id: G1, institution: I1, country: JP, weight: 0.5}
        - {award_id: G1, institution: I2, country: JP, weight: 0.25}
        - {award_id: G1, institution: I3, country: US, weight: 0.125}
        - {award_id: G1, institution: null, country: JP, weight: 0.125}
      institutions:
        - {institution_id: I1, country_code: JP, subdivision_code: JP-26, subdivision_name: Kyoto}
        - {institution_id: I2, country_code: JP}
        - {institution_id: I3, country_code: US, subdivision_code: JP-13, subdivision_name: Tokyo}
    expect:
      - {award_id: G1, institution: I1, subdivision: JP-26, country: JP, weight: 0.5}
      - {award_id: G1, institution: I2, subdivision: null, country: JP, weight: 0.25}
      - {award_id: G1, institution: I3, subdivision: null, country: US, weight: 0.125}
      - {award_id: G1, institution: null, subdivision: null, country: JP, weight: 0.125}
    arithmetic: >
      Kyoto has half. A quarter is at an institution of no known prefecture; I3 counts for the United States, so a
      prefecture of Japan is not taken; an eighth is at nobody known. All sum to 1.
*/
select
    award_institution_weights.award_id,
    award_institution_weights.institution,
    case
        when substr(institutions.subdivision_code, 1, 2) = award_institution_weights.country
            then institutions.subdivision_code
    end as subdivision,
    award_institution_weights.country,
    award_institution_weights.weight
from award_institution_weights
left join institutions on institutions.institution_id = award_institution_weights.institution
