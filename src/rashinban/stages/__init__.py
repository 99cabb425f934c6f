"""The chain: fetch, parse, link, build, publish; each leaves tables and a manifest for the next."""
