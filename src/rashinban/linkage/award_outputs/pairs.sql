/* Each row is one output and one title of one work that share a block, of those that few works have. */
select distinct
    output_blocks.award_id,
    output_blocks.position,
    output_work_blocks.work_id,
    output_work_blocks.title_number
from output_blocks
inner join output_work_blocks on output_work_blocks.block = output_blocks.block
inner join output_namesakes on output_namesakes.block = output_blocks.block
where output_namesakes.works <= $most
