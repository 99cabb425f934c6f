"""Each module turns the bytes of one common format into records, and a record into fields, with bounded memory."""
