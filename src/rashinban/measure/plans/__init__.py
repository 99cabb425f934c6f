"""Each status says whether a target is on the way to be met: by a printed rule, from observations, never by hand."""
