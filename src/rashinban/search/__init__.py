"""Each document of the index is one record of the base: found by words, filtered by facets."""
