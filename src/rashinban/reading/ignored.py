"""Which fields of a record a module knows and does not read: a path with its reason; a path stands for all below it.

One that begins with `//` is the end of a path anywhere (`//@id`), or an element anywhere with all below it.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Paths of a hostile file may differ without end.
_MOST_VERDICTS = 100_000
_MOST_MODULES = 200


class Ignored:
    """Says of paths whether they are ignored, and remembers it: a record has thousands of elements, but few paths.

    Paths are asked for from the root on, so that what is below an ignored one is never asked for.
    """

    #: by the identity of what is ignored, which is a constant of a module
    _known: dict[int, Ignored] = {}

    def __init__(self, paths: Mapping[str, str]) -> None:
        self.paths = paths
        self._verdicts: dict[str, bool] = {}

    @classmethod
    def of(cls, paths: Mapping[str, str]) -> Ignored:
        found = cls._known.get(id(paths))
        if found is None or found.paths is not paths:
            if len(cls._known) >= _MOST_MODULES:
                cls._known.clear()
            found = cls._known[id(paths)] = cls(paths)
        return found

    def has(self, path: str) -> bool:
        verdict = self._verdicts.get(path)
        if verdict is None:
            if len(self._verdicts) >= _MOST_VERDICTS:
                self._verdicts.clear()
            steps = path.split("/")
            ends = (f"//{'/'.join(steps[start:])}" for start in range(len(steps)))
            verdict = self._verdicts[path] = path in self.paths or any(end in self.paths for end in ends)
        return verdict
