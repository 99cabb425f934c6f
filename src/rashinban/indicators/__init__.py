"""Indicators, one .sql file each: records with weights, from which value, interval, rank and coverage follow."""
