"""Derived tables, one .sql file each: how works belong to units, and how often they are cited."""
