"""Acts of English texts: forms of verbs, who goes on, whom they address, when they fall due."""

from __future__ import annotations

import pytest

from tests import act_support

SPEAKING = act_support.Speaking("en", "The [body:Fisheries Council],")
OPEN = SPEAKING.opening
BODY = "Fisheries Council"
read = SPEAKING.read
told = SPEAKING.told
operative = SPEAKING.operative
narrated = SPEAKING.narrated


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("Commends the pilots and urges all States to train more of them;", ["commends", "urges"]),
        ("Welcomes and endorses the plan;", ["welcomes", "endorses"]),
        ("Takes note with appreciation of the list;", ["notes"]),
        (
            "Expresses its deep concern about the catch, and once again calls upon Peru to act;",
            ["concerned", "calls-upon"],
        ),
        ("Reiterates its demand that the port be opened;", ["demands"]),
        ("Reaffirms its support for the talks;", ["reaffirms"]),
        (
            "Decides to establish a fund, and requests the [role:Chair] to manage it;",
            ["decides", "establishes", "requests"],
        ),
        (
            "Decides to establish a group, inviting each region to propose two experts;",
            ["decides", "establishes", "invites"],
        ),
        (
            "Decides that the mandate of the mission shall be extended until [date:1 May 2014=2014-05-01];",
            ["decides", "extends"],
        ),
        ("Requests the [role:Chair] to invite all Parties to report;", ["requests", "invites"]),
        (
            "Requests the [role:Chair] to review the rules, taking into account the views of Parties;",
            ["requests"],
        ),
        ("Notes that the plan, which supports ports, recognizes the need for pilots;", ["notes"]),
        ("Decides to remain seized of the matter.", ["decides"]),
        ("Also draws the attention of Parties to the list;", ["other"]),
    ],
)
def test_verbs_of_operative_paragraphs(words: str, verbs: list[str]) -> None:
    found = operative(words)
    assert [a.verb for a in found] == verbs
    assert {a.mode for a in found} == {"operative"}


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        (
            "Recalling its decision [decision:5/2], and noting with regret the loss of pilots,",
            ["recalls", "notes"],
        ),
        ("Having received and considered the list,", ["considers"]),
        ("Deeply concerned at the catch, and convinced that a ban is needed,", ["concerned", "convinced"]),
        ("Mindful of the needs of small ports,", ["bearing-in-mind"]),
        ("Acting under Chapter VII of the [instrument:Charter],", ["other"]),
        ("Expressing its gratitude to the pilots,", ["appreciates"]),
        ("Guided by the rules of the sea,", ["guided-by"]),
    ],
)
def test_verbs_of_recitals(words: str, verbs: list[str]) -> None:
    found = read(OPEN, ("preamble", words))[1]
    assert [a.verb for a in found] == verbs
    assert {a.mode for a in found} == {"preambular"}
    assert {a.by for a in found} == {BODY}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "The [body:SBX], at its [meeting:third session=3:session], noted the list and requested the "
            "secretariat to publish it.",
            [("notes", "reported", "SBX"), ("requests", "reported", "SBX")],
        ),
        (
            "Having considered the list, the [body:SBX] agreed to meet again.",
            [("considers", "reported", "SBX"), ("decides", "reported", "SBX")],
        ),
        (
            "The [body:SBX], in its decision [decision:5/2], invited Parties to report.",
            [("invites", "reported", "decision 5/2")],
        ),
        (
            "By decision [decision:5/2], the secretariat was requested to publish the list.",
            [("requests", "reported", "decision 5/2")],
        ),
        ("The agenda was adopted by the [body:SBX].", [("adopts", "reported", "SBX")]),
        (
            "The list was prepared as requested in decision [decision:5/2].",
            [("requests", "reported", "decision 5/2")],
        ),
        ("The [body:SBX] shall elect a Chair and should invite experts.", []),
        ("The measures adopted in [date:2001] and the list requested in [date:2002] were published.", []),
        ("Noting the list of ports, experts went home early.", []),
    ],
)
def test_what_a_report_tells(words: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert narrated(words) == expected


@pytest.mark.parametrize(
    ("recital", "expected"),
    [
        (
            "Recalling its resolution [decision:5/2], in which it decided to close the port and further "
            "requested the [role:Chair] to report,",
            [
                ("recalls", "preambular", BODY),
                ("decides", "reported", "resolution 5/2"),
                ("requests", "reported", "resolution 5/2"),
            ],
        ),
        (
            "Noting that resolution [decision:12/4] requested the [role:Chair] to report,",
            [("notes", "preambular", BODY), ("requests", "reported", "resolution 12/4")],
        ),
        (
            "Recalling the group of experts established by the [body:Port Forum],",
            [("recalls", "preambular", BODY), ("establishes", "reported", "Port Forum")],
        ),
        ("Noting that the [body:Port Forum] welcomed the plan,", [("notes", "preambular", BODY)]),
    ],
)
def test_what_recitals_tell_of_others(recital: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert told(OPEN, ("preamble", recital)) == expected


@pytest.mark.parametrize(
    ("words", "addressees"),
    [
        ("Requests the [role:Chair], in consultation with [body:FAO], to report;", ["Chair"]),
        ("Calls upon all States to pay;", ["all States"]),
        ("Invites Parties and observers to report;", ["Parties", "observers"]),
        ("Urges Parties to the Convention to pay;", ["Parties to the Convention"]),
        (
            "Urges developed country Parties in a position to do so to pay;",
            ["developed country Parties in a position to do so"],
        ),
        ("Expresses its gratitude to the Government of Peru for its help;", ["Government of Peru"]),
        ("Recommends to the [body:Port Forum] that ports be closed;", ["Port Forum"]),
        ("Demands that all parties cease fire;", ["all parties"]),
        ("Requests the harbour pilots to report;", ["harbour pilots"]),
        ("Requests its Chair to report;", ["its Chair"]),
        ("Demands that Peru, the coastal State, withdraw its ships;", ["Peru"]),
        ("Urges strict respect for the rules;", []),
        ("Welcomes the help of Parties;", []),
    ],
)
def test_addressees(words: str, addressees: list[str]) -> None:
    assert [s.value for s in operative(words)[0].addressees] == addressees


def test_several_who_were_asked_are_asked_again_by_a_pronoun() -> None:
    asked = operative("Calls upon all States and the secretariat to meet, and urges them to agree;")[1]
    assert [s.value for s in asked.addressees] == ["all States", "secretariat"]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Requests the [role:Chair] to report at its [meeting:third session=3:session];", "3:session"),
        ("Requests the [role:Chair] to report no later than [date:1 May 2014=2014-05-01];", "2014-05-01"),
        (
            "Requests [body:FAO] to carry out the plan adopted at its [meeting:third session=3:session];",
            None,
        ),
        ("Extends the mandate of the mission until [date:1 May 2014=2014-05-01];", "2014-05-01"),
    ],
)
def test_due(words: str, due: str | None) -> None:
    assert operative(words)[0].due == due


def test_channel_and_capacity() -> None:
    act = operative("Requests [body:FAO], in its capacity as trustee, to report through the [role:Chair];")[0]
    assert act.parts["capacity"][0].value == "trustee"
    assert act.parts["channel"][0].value == "Chair"


def test_items_of_what_is_decided_have_acts_of_their_own() -> None:
    rows = (
        OPEN,
        ("paragraph", "1. Decides:"),
        ("item", "(a) To establish a fund;"),
        ("item", "(b) To request the [role:Chair] to report;"),
    )
    assert [v for v, _, _ in told(*rows)] == ["decides", "establishes", "requests"]


def test_what_is_asked_in_items_is_no_act_of_the_body() -> None:
    rows = (OPEN, ("paragraph", "1. Requests the [role:Chair]:"), ("item", "(a) To establish a fund;"))
    assert [v for v, _, _ in told(*rows)] == ["requests"]


@pytest.mark.parametrize(
    ("words", "addressees"),
    [
        ("Calls upon Norway forthwith to open the port;", ["Norway"]),
        ("Demands the immediate withdrawal of all foreign forces from the port;", []),
        ("Calls upon all States not parties to the plan to report;", ["all States not parties to the plan"]),
        ("Demands that those responsible return the nets;", ["those responsible"]),
        (
            "Expresses its appreciation for the efforts made by the [role:Secretary-General];",
            ["Secretary-General"],
        ),
    ],
)
def test_what_is_demanded_is_not_who_is_addressed(words: str, addressees: list[str]) -> None:
    assert [slot.value for slot in operative(words)[0].addressees] == addressees


def test_what_is_voted_on_is_told_with_what_became_of_it() -> None:
    assert [v for v, *_ in narrated("The draft was adopted by 30 votes to 4, with 6 abstentions.")] == [
        "adopts"
    ]


def test_it_is_the_one_that_was_asked_not_who_helps() -> None:
    acts = operative(
        "Requests the [body:Harbour Committee], in consultation with the [body:Pilots Group], to report, "
        "and requests it to report to the [body:Fisheries Council];"
    )
    assert [[slot.value for slot in act.addressees] for act in acts] == [["Harbour Committee"]] * 2
