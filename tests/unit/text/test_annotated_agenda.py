"""Agendas with annotations: the titles of the items, and what is said of them."""

from __future__ import annotations

from igr_kg.pipeline import read_bytes

TEXT = """FISH/C/10/1

Distr.: General
17 December 2029
Original: English

Fisheries Committee
Tenth session
Geneva, 4–8 March 2030
Item 2 of the provisional agenda

Provisional agenda and annotations

Provisional agenda

1. Opening of the session.
2. Methods of work.

Annotations

1. Opening of the session

The session will be opened by the Chair on Monday, 4 March 2030, at 10 a.m. in Geneva.

2. Methods of work

At its tenth session, the Committee decided to review its methods of work. It requested the
secretariat to prepare a note.
"""


def test_titles_of_annotated_items_are_headings_and_what_was_decided_is_told() -> None:
    reading = read_bytes(TEXT.encode(), "agenda.txt", language="en")
    blocks = [(b.kind, b.label) for b in reading.document.blocks][-4:]
    assert blocks == [("heading", "1"), ("paragraph", None), ("heading", "2"), ("paragraph", None)]
    assert [(a.verb, a.mode) for a in reading.acts] == [("decides", "reported"), ("requests", "reported")]
