-- One row per sentence or heading of a strategy; where it stands is its venue. Several values are joined with chr(31).
select
    strategy_sentences.sentence_id as id,
    strategy_sentences.text as title,
    strategy_sentences.heading_path as keywords,
    strategies.title
    || case when strategy_sentences.page is null then '' else ', p. ' || cast(strategy_sentences.page as varchar) end
    as venue,
    strategies.year,
    strategies.language,
    strategy_sentences.kind as type
from strategy_sentences
join strategies on strategies.strategy_id = strategy_sentences.strategy_id
where strategy_sentences.kind <> 'margin'
