"""Each module here with a `router` is one resource of REST; it is served by being there (access/routers.py)."""

#: Everything of the interface is below this address.
PREFIX = "/api"
