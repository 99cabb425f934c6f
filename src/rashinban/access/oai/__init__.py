"""Each request is one question of OAI-PMH 2.0, the protocol by which libraries and aggregators harvest records.

A record is a work of the current release (metadata formats: `formats/`, one file each). `answer.answer` is the whole
protocol as a function of a base and the request's arguments; `router.router` puts it on the web.
"""
