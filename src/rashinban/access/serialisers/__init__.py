"""Each module is one view of an answer: a card as a page, a picture or terminal text; rows as a table or a file."""
