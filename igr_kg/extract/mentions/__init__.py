"""Mentions: every place of a document that names something.

Numbers first, then names known to the authority or shaped like names; see :func:`find`.
"""

from igr_kg.extract.mentions.find import find

__all__ = ["find"]
