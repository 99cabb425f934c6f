"""Each entry is a field of DOCDB or OPS that is known and not read, with the reason."""

from __future__ import annotations

from collections.abc import Mapping

_SAME = "said again in other elements"
_EXCHANGE = "when the office exchanged it, no fact about the patent"
IGNORED: Mapping[str, str] = {
    "//@system": "the name of the service",
    "//@sequence": "the order of the elements",
    "//@num": "the order of the elements",
    "//@doc-id": "a key of the database",
    "//application-reference/@is-representative": "which application stands for its family in statistics",
    "exchange-document/@status": _EXCHANGE,
    "exchange-document/@date-of-last-exchange": _EXCHANGE,
    "exchange-document/@date-added-docdb": _EXCHANGE,
    "exchange-document/@date-publ": _SAME,
    "exchange-document/@originating-office": _EXCHANGE,
    "exchange-document/@is-representative": "which publication stands for its family in statistics",
    "//@data-source": _EXCHANGE,
    "//@abstract-source": _EXCHANGE,
    "//priority-claim/@kind": "every kind of claim is one of priority",
    "//priority-active-indicator": "whether the claim made the simple family, which has its number",
    "//priority-linkage-type": "a code of the national office",
    "//generating-office": "who gave the class",
    "//classification-scheme/@date": "the version is not stated by symbol",
    "//action-date": _EXCHANGE,
    "//symbol-position": "empty in DOCDB",
    "//classification-status": _EXCHANGE,
    "//classification-data-source": _EXCHANGE,
    "//group-number": "the order of combinations",
    "//rank-number": "the order within a combination",
    "//combination-set": "symbols of a combination stand among the others as well",
    "//patcit/@dnum-type": "publications, mostly",
    "//patcit/@file": "a key of the database",
    "//patcit/document-id/date": "that publication's own record has it",
    "//patcit/document-id/name": "that publication's own record has it",
    "//rel-passage": "which passages and claims",
    "//corresponding-docs": "members of the cited family",
    "//language-of-filing": "the title and the abstract say their language",
    "//language-of-publication": "the title and the abstract say their language",
    "//legal/@infl": "always blank",
    "//legal/@dateMigr": _EXCHANGE,
    "//legal/pre": _SAME,
    "//legal/@desc": "read with the code",
    **{
        f"//legal/{field}": reason
        for field, reason in (
            *(("L001EP", _SAME), ("L002EP", _SAME), ("L003EP", _SAME), ("L004EP", _SAME), ("L005EP", _SAME)),
            *(("L008EP", _SAME), ("L018EP", _EXCHANGE), ("L019EP", _EXCHANGE)),
        )
    },
}
