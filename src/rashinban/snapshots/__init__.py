"""Bytes as they were published: from files, over HTTP, out of a public bucket; dated and hashed."""
