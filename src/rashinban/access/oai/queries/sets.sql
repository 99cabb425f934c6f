/* Every set of the records. */
select set_spec, name, name_ja from harvest_sets order by set_spec nulls last
