"""Records: which of the parsed ones stand, under which id, and the tables of kb/ that they become."""
