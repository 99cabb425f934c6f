"""Each module here with a `router` is the pages of one subject; it is served by being there (access/routers.py)."""
