"""Who is the same: records to canonical rows, works to technology areas."""
