"""Providers, one module each: what they are (`DATA_SOURCE`), how to fetch, how to parse."""
