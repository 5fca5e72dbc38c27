"""Reports and compilations: contents, agendas inside paragraphs, tables, misprinted labels, page notes."""

from __future__ import annotations

from tests.unit.text.outline import outline, read


def test_contents_end_where_the_first_section_stands_again() -> None:
    document = read(
        "FCCC/SBI/2031/8\n\nSubsidiary Body for Lakes\nReport of the Subsidiary Body for Lakes on "
        "its third session\n"
        "\tContents\n\t\tParagraphs\tPage\n\t\tI.\tOpening of the session\n\t\t(Agenda item 1)\t\t1–2\t5\n"
        "\t\tII.\tOther matters\t\t3\t6\nDraft decisions forwarded for adoption\n"
        "I.\tOpening of the session\n(Agenda item 1)\n\t1.\tThe session was opened.\n\t2.\tIt went well.\n"
        "II.\tOther matters\n\t3.\tThere were none.\n",
        "en",
    )
    assert [b.path for b in document.blocks] == [
        *("cover", "contents", "sec/i", "sec/i/par/1", "sec/i/par/2", "sec/ii", "sec/ii/par/3"),
    ]
    assert document.view("h1").text == "I. Opening of the session (Agenda item 1)"
    assert document.doctype == "report"


def test_an_agenda_inside_a_paragraph_is_its_list() -> None:
    document = read(
        "A.\tAgenda\n\t3.\tThe body met.\n\t4.\tThe agenda was adopted as "
        "follows:\n\t1.\tOpening.\n\t2.\tOfficers:\n"
        "\t\t(a)\tChair;\n\t\t(b)\tOthers.\n\t3.\tLakes.\n\t4.\tRivers.\n\t5.\tSeas.\n\t6.\tClosing.\n"
        "\t5.\tA statement was made.\n\t6.\tThe Chair thanked all.\n",
        "en",
    )
    assert [(b.kind, b.label) for b in document.blocks if b.parent is None] == [
        *(("heading", "A"), ("paragraph", "3"), ("paragraph", "4"), ("paragraph", "5"), ("paragraph", "6")),
    ]
    assert [b.label for b in document.blocks if b.kind == "item"] == ["1", "2", "a", "b", "3", "4", "5", "6"]


def test_a_drawn_table_is_one_paragraph() -> None:
    document = read(
        "1. The table shows the lakes.\n\n| Lake | Depth |\n| Upper | 12\nmetres (a) by rule\n(b) "
        "by rod |\n| Lower | 4 |\n\n"
        "2. The lakes are deep.\n",
        "en",
    )
    assert [b.kind for b in document.blocks] == ["paragraph"] * 3


def test_a_misprinted_letter_is_an_item_of_its_list() -> None:
    document = read(
        "The Lake Council\n\nRequests the Commission:\n\n(a) To communicate its views;\n\n(5) To "
        "observe the level;\n\n"
        "(c) To keep the Council informed.\n",
        "en",
    )
    assert [b.label for b in document.blocks if b.kind == "item"] == ["a", "5", "c"]
    assert [b.path for b in document.blocks][-2] == "par/-1/b"


def test_a_conjunction_ends_a_clause_and_a_section_begins() -> None:
    document = read(
        "12 (1951). Resolution of 3 May 1951\n\nThe Security Council,\n\nNoting the level of the lake,\n\n"
        "Determines that the lake is low; and\n\nI\n\nCalls for rain;\n\nII\n\nThanks the clouds.\n\n"
        "Adopted at the 9th meeting by 8 votes to none, with 3 abstentions (Egypt,\nUnion of "
        "Lake\nRepublics).\n",
        "en",
    )
    assert [b.label for b in document.blocks if b.kind == "heading"] == [None, "I", "II"]
    assert document.blocks[-1].end == len(document.text.rstrip())


def test_notes_under_a_rule_stand_inside_the_recital_that_goes_on() -> None:
    document = read(
        "The General Assembly,\n\nRecalling the Framework,2 and the many commitments that were made "
        "to keep lakes\n"
        "clean and full in all the regions of the world where people live near them and\n\n"
        "__________________\n2 Resolution 70/1.\n3 Resolution 69/283, annex II.\n\n30-17962 (E) "
        "021130\n\nA/RES/81/6\n\n"
        "where they fish,\n\nNoting that lakes are important for all who live beside them in every "
        "region of this\n"
        "world,\n\n1. Decides to act.\n",
        "en",
    )
    assert [b.label for b in document.blocks if b.kind == "note"] == ["2", "3"]
    assert [b.kind for b in document.blocks if b.kind in ("preamble", "paragraph")] == [
        *("preamble", "preamble", "preamble", "paragraph"),
    ]


def test_compiled_decisions_are_containers() -> None:
    document = read(
        "Report of the Lake Conference on its third session, held in Bonn from 2 to 5 May 2031\nAddendum\n"
        "Decision 1/LC.3\nWork programme\n\tThe Lake Conference,\n\tRecalling decision 2/LC.2,\n"
        "\t1.\tAdopts the programme;\n\t2.\tInvites others to join, see activities D.1–3 and 6.\n"
        "\t5th plenary meeting\n4 May 2031\nAnnex\nProgramme\n\t1.\tTo measure.\nDecision 2/LC.3\nBudget\n"
        "\tThe Lake Conference,\n\tNoting the need,\n\t1.\tApproves the budget.\n",
        "en",
    )
    assert document.doctype == "compilation"
    assert outline(document)[1:] == [
        "heading decision/1-lc-3 Decision 1/L",
        "heading decision/1-lc-3/head/-1 Work program",
        "preamble decision/1-lc-3/rec/0 The Lake Con",
        "preamble decision/1-lc-3/rec/1 Recalling de",
        "paragraph decision/1-lc-3/par/1 1. Adopts th",
        "paragraph decision/1-lc-3/par/2 2. Invites o",
        "paragraph decision/1-lc-3/par/-1 5th plenary ",
        "heading decision/1-lc-3/annex/1 Annex",
        "heading decision/1-lc-3/annex/1/head/-1 Programme",
        "paragraph decision/1-lc-3/annex/1/par/1 1. To measur",
        "heading decision/2-lc-3 Decision 2/L",
        "heading decision/2-lc-3/head/-1 Budget",
        "preamble decision/2-lc-3/rec/0 The Lake Con",
        "preamble decision/2-lc-3/rec/1 Noting the n",
        "paragraph decision/2-lc-3/par/1 1. Approves ",
    ]
