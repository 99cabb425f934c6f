"""Each forecast is a statement with a date and a probability; when the day has passed, it is scored."""
