"""Lines that introduce recitals or paragraphs, numbers without dots, numbers 2.1, dashes, titles."""

from __future__ import annotations

import pytest

from igr_kg.model import Document
from igr_kg.text.readers import read
from igr_kg.text.structuring import structure
from tests.support import shared

SCORED = ("heading", "paragraph", "preamble", "item")
UNION = """RESOLUTION 90 (REV. GENEVA, 2031)

Coastal radio stations

The Radio Conference of the Coastal Union (Geneva, 2031),

considering

a) that stations grow old;

b) the report of the Director,

recognizing further

that money is short,

resolves

1 that stations shall be renewed;

2 that the following means may be used:

2.1 loans;

2.2 gifts,

instructs the Director

to report yearly.
"""
AGENDA = """Annotations

1. Opening of the session

The session will be opened by the Chair, who speaks first.

2. Adoption of the agenda

The Committee may wish to adopt the agenda, as it stands.
"""


def _read(words: str) -> Document:
    return structure(read(words.encode(), "text.txt"), language="en")


def _outline(document: Document) -> list[tuple[str, str | None, str]]:
    return [
        (b.kind, b.label, document.text[b.start : min(b.end, b.start + 12)].partition("\n")[0])
        for b in document.blocks
    ]


def test_words_on_a_line_of_their_own_introduce_recitals_and_paragraphs() -> None:
    assert _outline(_read(UNION)) == [
        ("heading", None, "RESOLUTION 9"),
        ("heading", None, "Coastal radi"),
        ("preamble", None, "The Radio Co"),
        ("preamble", None, "considering"),
        ("item", "a", "a) that stat"),
        ("item", "b", "b) the repor"),
        ("preamble", None, "recognizing "),
        ("heading", None, "resolves"),
        ("paragraph", "1", "1 that stati"),
        ("paragraph", "2", "2 that the f"),
        ("item", "2.1", "2.1 loans;"),
        ("item", "2.2", "2.2 gifts,"),
        ("heading", None, "instructs th"),
        ("paragraph", None, "to report ye"),
    ]


def test_a_number_over_prose_is_a_heading() -> None:
    kinds = [(b.kind, b.label) for b in _read(AGENDA).blocks]
    assert kinds == [
        ("heading", None),
        ("heading", "1"),
        ("paragraph", None),
        ("heading", "2"),
        ("paragraph", None),
    ]


@pytest.mark.parametrize("name", ["res_2.xml", "dec_5.xml"])
def test_plain_text_is_parted_as_the_markup_parts_it(name: str) -> None:
    marked = structure(read(shared("documents", "akn4un", name).read_bytes(), name))
    plain = structure(read(marked.text.encode(), "plain.txt"))
    wanted = [b for b in marked.blocks if b.kind in SCORED]
    free = [b for b in plain.blocks if b.kind in SCORED]
    total, hits = len(wanted) + len(free), 0
    for a in wanted:
        for b in free:
            common = min(a.end, b.end) - max(a.start, b.start)
            union = max(a.end, b.end) - min(a.start, b.start)
            if (a.kind, a.label) == (b.kind, b.label) and common >= 0.8 * union:
                free.remove(b)
                hits += 1
                break
    assert 2 * hits / total >= 0.95


MARITIME = """SAFETY COMMITTEE                                           SAF 12/4/1
12th session                                           3 March 2031
Agenda item 4                                    Original: ENGLISH

          LIFEBOAT DRILLS

          Note by the Secretariat

                          SUMMARY

Executive summary:    This document reports on drills held in harbour since the
                      last session of the Committee
Related documents:    SAF 11/7; resolution A.800(19)

Introduction

1       The Committee, at its eleventh session, asked the Secretariat to collect
reports on drills held in port.

2       Fourteen Member States sent such reports, and the following was proposed
by most of them:

        .1      training of masters; and

        .2      a register of drills.

3       The Committee is invited to note the information that this document
provides.

_______
I:\\SAF\\12\\SAF 12-4-1.docx
"""


def test_numbers_without_dots_run_through_a_paper() -> None:
    paper = _read(MARITIME)
    assert [(b.kind, b.label, paper.text[b.start : b.end].split()[0]) for b in paper.blocks[1:-2]] == [
        ("heading", None, "SUMMARY"),
        ("paragraph", None, "Executive"),
        ("paragraph", None, "Related"),
        ("heading", None, "Introduction"),
        ("paragraph", "1", "1"),
        ("paragraph", "2", "2"),
        ("item", "1", ".1"),
        ("item", "2", ".2"),
        ("paragraph", "3", "3"),
    ]
    assert paper.symbol == "SAF12/4/1"
    assert [b.kind for b in paper.blocks][-1] == "furniture"


def test_years_and_days_at_line_starts_number_nothing() -> None:
    lines = "\n".join(f"{n} March was the day on which the ship of that name left" for n in (1, 2, 9))
    assert not any(b.label for b in _read(lines).blocks)
