"""A small invented world in the provider's own format, with the truth beside it."""
