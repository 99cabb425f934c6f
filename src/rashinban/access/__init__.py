"""The answers: show, card, records; tables and pictures of them."""
