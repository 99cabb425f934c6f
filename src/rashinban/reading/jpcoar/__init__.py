"""An item of a Japanese repository in the words of JPCOAR becomes rows: what the data sources that carry it share.

Records come as XML of JPCOAR 1.0, 2.0 or 2.1, or are written in its words first: junii2, Dublin Core, the TSV of WEKO
and the forms of GakuNin RDM say the same things under other names (reading/jpcoar/build.py).
"""

from __future__ import annotations

from rashinban.reading.jpcoar.build import Builder
from rashinban.reading.jpcoar.links import Header
from rashinban.reading.jpcoar.record import Record, version_of
from rashinban.reading.jpcoar.work import add_item

__all__ = ["Builder", "Header", "Record", "add_item", "version_of"]
