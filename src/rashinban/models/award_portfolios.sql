/*
title: Every award of every portfolio that is asked about
grain: [award_id, portfolio]
axis: portfolio
keys: [portfolio]
stored: false
columns:
  award_id: [string, the award; awards of no portfolio have no row]
  portfolio: [string, "id of a portfolio in decisions/portfolios, or id:version"]
  weight: [double, "always 1: an award is of a portfolio or is not, and counts once though several parts hold it"]
examples:
  - given:
      portfolio_awards: [{award_id: G1, portfolio: energy}, {award_id: G1, portfolio: all}, {award_id: G2, portfolio: all}]
    expect:
      - {award_id: G1, portfolio: energy, weight: 1.0}
      - {award_id: G1, portfolio: all, weight: 1.0}
      - {award_id: G2, portfolio: all, weight: 1.0}
    arithmetic: Portfolios may share awards; each has the award whole.
*/
select award_id, portfolio, 1e0 as weight
from portfolio_awards
