"""Indicators asked of a base: which works are counted, the value, its interval, its rank."""
