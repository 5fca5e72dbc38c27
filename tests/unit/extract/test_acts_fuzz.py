"""Whatever words come in whatever order, reading acts and facts ends well and stays inside the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from igr_kg.extract import acts, facts
from igr_kg.packs import language
from tests.gold_support import entities, invented

PACK = language.load("zh")
VERBS = sorted({*PACK.words["act_verbs"], *PACK.words["act_weak"], *PACK.words["act_feelings"]})
MENTIONS = [
    "[body:渔业大会]",
    "[role:主任]",
    "[person:李文]",
    "[place:利马]",
    "[date:2001年=2001]",
    "[date:2001年2月1日至3日=2001-02-01/2001-02-03]",
    "第[decision:5/2]号决定",
    "[document:A/60/5]",
    "[meeting:第三次会议=3:meeting]",
    "《[instrument:公约]》",
]
MARKS = [
    "，",
    "。",
    "；",
    "：",
    "“",
    "”",
    "(",
    ")",
    "的",
    "了",
    "并",
    "其",
    "该",
    "在",
    "向",
    "对",
    "和",
    "至",
    "通过",
    "会议",
]
WORDS = st.lists(st.sampled_from(VERBS + MENTIONS * 6 + MARKS * 8), min_size=1, max_size=24)
ROWS = st.lists(
    st.tuples(st.sampled_from(["paragraph", "preamble", "item", "cover", "heading", "note"]), WORDS),
    min_size=1,
    max_size=5,
)


@settings(max_examples=150)
@given(ROWS)
def test_any_words(rows: list[tuple[str, list[str]]]) -> None:
    lines = [
        (kind, f"({'abcde'[n]}) " * (kind == "item") + "".join(line)) for n, (kind, line) in enumerate(rows)
    ]
    document, mentions = invented(*lines)
    things = entities(mentions)
    done = acts.find(document, mentions, things, PACK)
    found = facts.find(document, mentions, things, done, {}, PACK)
    spans = [a.span for a in done] + [s for f in found for s in f.spans]
    spans += [s for a in done for slots in a.parts.values() for slot in slots for s in slot.spans]
    spans += [s for f in found for slots in f.slots.values() for slot in slots for s in slot.spans]
    assert all(0 <= s.start < s.end <= len(document.text) for s in spans)
    assert all(f.spans for f in found)
    assert len({a.id for a in done}) == len(done)
