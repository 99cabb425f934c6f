/* The publisher that owns the publisher. */
select publishers.parent_publisher_id as publisher_id, parents.display_name
from publishers
left join publishers as parents on publishers.parent_publisher_id = parents.publisher_id
where publishers.publisher_id = $id and publishers.parent_publisher_id is not null
