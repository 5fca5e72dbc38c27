"""Who performs an act: the subject of the clause, what it stands for, or the body that opens the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from igr_kg.extract.acts.clauses import MARKS, body_start, trim
from igr_kg.extract.acts.passage import Agent, Passage
from igr_kg.extract.slots import slot_of
from igr_kg.model import Block, Document, Entity, Mention, Slot, Span, View
from igr_kg.packs import language
from igr_kg.packs.language import LanguagePack
from igr_kg.text.masthead import roles

DECISIONS = frozenset({"decision", "resolution"})
_ACTORS = ("body", "role", "person")


def openings(document: Document, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Return for each block the body that the opening line before it names.

    An opening line is a block that says nothing but the name of a body ("The General Assembly,"). It
    holds until the next one; an annex or another decision of a compilation begins anew. A bare name
    after it is the heading of a section. It may be the last line of the masthead.
    """
    pack = language.load(document.language)
    inside: dict[str, list[Mention]] = {}
    for mention in mentions:
        inside.setdefault(mention.block, []).append(mention)
    found: dict[str, Mention] = {}
    current: Mention | None = None
    scope: tuple[str, ...] = ()
    for number, block in enumerate(document.blocks):
        if _scope(block) != scope:
            current, scope = None, _scope(block)
        if block.kind == "cover" and document.blocks[number + 1 : number + 2]:
            below = document.blocks[number + 1].kind in {"preamble", "paragraph"}
            current = (_last_line(document, block, mentions, pack) if below else None) or current
        if block.kind in {"preamble", "paragraph"}:
            view = document.view(block.id)
            leads = block.kind == "paragraph" and document.children(block.id)
            near = inside.get(block.id, ())
            opened = None if leads else _opened(view, body_start(view, block), block.kind, near, pack)
            if opened is not None and (current is None or view.text[-1] in MARKS):
                current = opened
        if current is not None:
            found[block.id] = current
    return found


def _behind_article(text: str, start: int, pack: LanguagePack) -> int:
    """Return the index behind an article that stands at an index: "The " of "The Security Council"."""
    said = text[start:].casefold()
    for article in sorted(pack.words.get("articles", ()), key=len, reverse=True):
        after = start + len(article)
        if said.startswith(article) and (not article[-1].isalpha() or text[after : after + 1] == " "):
            return after + len(text[after:]) - len(text[after:].lstrip())
    return start


def _last_line(
    document: Document, block: Block, mentions: Sequence[Mention], pack: LanguagePack
) -> Mention | None:
    """Return the body that the last line of a masthead names and nothing else, or None."""
    lines = document.text[block.start : block.end].splitlines()
    if len(lines) < 2:
        return None
    end = block.end - (len(lines[-1]) - len(lines[-1].rstrip(MARKS + " ")))
    line = lines[-1].lstrip()
    start = block.end - len(line) + _behind_article(line, 0, pack)
    return next((m for m in mentions if m.kind == "body" and (m.start, m.end) == (start, end)), None)


def _scope(block: Block) -> tuple[str, ...]:
    """Return the annexes and decisions of a compilation that a block stands in, without its sections."""
    parts = block.container.split("/")
    held: list[str] = []
    while parts[0] in {"annex", "decision"}:
        held, parts = held + parts[:2], [*parts[2:], ""]
    return tuple(held)


def _opened(
    view: View, start: int, kind: str, mentions: Sequence[Mention], pack: LanguagePack
) -> Mention | None:
    """Return the body that a block opens a text with: it says nothing else, or a recital begins with it.

    Its session may stand before or behind it ("The seventieth World Health Assembly,"), and an article
    before it; where the structure knows a line as an opening one, more of its name may stand behind it.
    """
    begin, end = trim(view.text, start, len(view.text))
    begin = _behind_article(view.text, begin, pack)
    first = view.starts[begin] if end > begin else -1
    sessions = [m for m in mentions if m.kind == "meeting"]
    before = {first, *(m.end for m in sessions if m.start == first)}
    for mention in mentions:
        if mention.kind == "body" and mention.start in before:
            held = next((m.end for m in sessions if m.start == mention.end), mention.end)
            after = view.index(held)
            if after >= end or (kind == "preamble" and view.text[after] in MARKS):
                return mention
            if kind == "preamble" and not set(MARKS) & set(view.text[after:end]) and _is_opening(view, pack):
                return mention
    return None


def _is_opening(view: View, pack: LanguagePack) -> bool:
    """Tell whether the whole of a block is what opens a decision: "The Conference serving as ...,"."""
    found = pack.makers("structure.opening").at(view)
    return any(m is not None and not view.text[m.end :].strip() for m in found)


def makers(document: Document, mentions: Sequence[Mention]) -> dict[str, frozenset[str]]:
    """Return for each block the entities that the nearest cover or opening line before it names."""
    found: dict[str, frozenset[str]] = {}
    current: frozenset[str] = frozenset()
    opened = openings(document, mentions)
    if not opened and document.doctype in DECISIONS:
        current = _first_subject(document, mentions)
    for block in document.blocks:
        if block.kind == "cover":
            span = block.span
            within = (m for m in mentions if span.start <= m.start and m.end <= span.end)
            inside = (m for m in within if m.kind in _ACTORS)
            current = frozenset(m.entity for m in inside if m.entity)
        opening = opened.get(block.id)
        found[block.id] = current | ({opening.entity} if opening and opening.entity else frozenset())
    return found


def _first_subject(document: Document, mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the body that the first sentence of a decision without opening line begins with."""
    for block in document.blocks:
        if block.kind in {"preamble", "paragraph"}:
            view = document.view(block.id)
            pack = language.load(document.language)
            start = view.starts[_behind_article(view.text, body_start(view, block), pack)]
            return frozenset(m.entity for m in mentions if m.kind == "body" and m.start == start and m.entity)
    return frozenset()


def of_opening(passage: Passage) -> Agent:
    """Return the body of the opening line as agent; an agent without name where there is none."""
    opening = passage.opening
    if opening is None and passage.block.kind == "cover":
        opening = next(iter(passage.source.openings.values()), None)
    return Agent(opening.value, (slot_of(opening),)) if opening else Agent()


def of_issuer(passage: Passage) -> Agent:
    """Return the office or body by which the cover says a document is issued; no name where it does not."""
    document = passage.source.document
    lines = [span for role, span in roles(document) if role == "issuer"]
    named = [
        m for m in passage.source.mentions if m.kind in {"role", "body"} and m.start in range(*_of(lines))
    ]
    last = max(named, key=lambda m: (m.end, m.end - m.start), default=None)
    return Agent(last.value, (slot_of(last),)) if last is not None else Agent()


def _of(lines: Sequence[Span]) -> tuple[int, int]:
    return (lines[-1].start, lines[-1].end) if lines else (0, 0)


def of_subject(passage: Passage, span: Span, before: Agent) -> Agent:
    """Return whom the subject of a clause denotes.

    A decision as subject ("decision 5/3 requests", "that decision also requests") is the agent by its
    number; a pronoun is the person or the agent before it; a body referred to by a demonstrative is
    named by its fullest name.

    :param passage: the block
    :param span: the subject, as words
    :param before: the agent of the act before, for pronouns
    """
    words = passage.words(span)
    subject = Slot(words, (span,))
    inside = [m for m in passage.tagged.mentions.values() if span.covers(m.span)]
    lead = _decision(passage, span, words, inside)
    if lead is not None:
        number, word = lead
        same = before.decision is not None and before.decision.value == number.value
        return Agent(f"{word} {number.value}", before.slots if same else (), number, subject, told=True)
    if words.casefold() in (*passage.list("act_pronouns"), *passage.list("act_possessives")):
        return _pronoun(passage, subject, before)
    if any(m.kind == "meeting" and m.start == span.start for m in inside) and len(inside) == 1:
        return Agent(words, (), None, subject, told=True)
    return _named(passage, span, words, inside, subject)


def through_decision(passage: Passage, agent: Agent, begin: int, subject: Span, verb: Span) -> Agent:
    """Return an agent with the decision in which it acts: "the Council, in its decision 5/3, requests".

    :param begin: index where the words of the act begin; the decision may be named before the subject
    :param subject: the subject of the clause
    :param verb: the verb
    """
    start, end = passage.index(subject.end), passage.index(verb.start)
    for pattern in passage.source.pack.makers("act.in-decision").may(passage.text):
        before = pattern.at(passage.tagged, begin) if begin < passage.index(subject.start) else None
        behind = pattern.at(passage.tagged, start) if end < start else None
        beside = [m for m in (before, behind) if m is not None]
        for match in (*pattern.find(passage.tagged, start, end), *beside):
            carried = match.mentions.get("decision") or match.mentions.get("carried")
            named = carried or _listed(_antecedent(passage, verb.start, ("decision",)))
            if named:
                return replace(of_decision(passage, named[-1], agent.slots), subject=agent.subject)
    return agent


def of_circumstance(passage: Passage, begin: int) -> Agent:
    """Return the decision by which something was done to somebody: "by decision 5/3, X was requested".

    "In that decision" is the one that was named last before.
    """
    for match in passage.source.pack.makers("act.in-decision").at(passage.tagged, begin):
        offset = passage.span(begin, begin + 1).start
        named = match.mentions.get("decision") or _listed(_antecedent(passage, offset, ("decision",)))
        if named:
            return of_decision(passage, named[-1])
    return Agent(told=True)


def _listed(mention: Mention | None) -> tuple[Mention, ...]:
    return () if mention is None else (mention,)


def wherein(passage: Passage, offset: int) -> Agent | None:
    """Return the decision that a clause such as "in which it decided" tells of: the last one before it."""
    inside = [m for m in passage.tagged.mentions.values() if m.kind == "decision" and m.end <= offset]
    return of_decision(passage, max(inside, key=lambda m: m.end)) if inside else None


def cited(passage: Passage, offset: int) -> Agent | None:
    """Return the decision that a recital cites first before an offset and goes on telling of, or None."""
    inside = [m for m in passage.tagged.mentions.values() if m.kind == "decision" and m.end <= offset]
    return of_decision(passage, min(inside, key=lambda m: m.start)) if inside else None


def of_decision(passage: Passage, number: Mention, body: tuple[Slot, ...] = ()) -> Agent:
    """Return the agent of what a cited decision did, named by its number.

    :param body: who took the decision, where the text names it
    """
    return Agent(f"{_word(passage, number)} {number.value}", body, slot_of(number), told=True)


def _word(passage: Passage, number: Mention) -> str:
    """Return ``decision`` or ``resolution``, from the word after the number."""
    table: Mapping[str, str] = passage.source.pack.words["decision_words"]
    if passage.source.pack.words.get("decision_word_side") == "before":
        before = passage.text[: passage.index(number.start)].casefold()
        latest = max((before.rfind(word), kind) for word, kind in table.items())
        return latest[1] if latest[0] >= 0 else "decision"
    following = passage.text[passage.index(number.end) :]
    places = [(following.find(word), kind) for word, kind in table.items() if word in following]
    return min(places, default=(0, "decision"))[1]


def _pronoun(passage: Passage, subject: Slot, before: Agent) -> Agent:
    """Return whom a pronoun stands for: a person by gender, else the agent or the body named before it."""
    offset = subject.spans[0].start
    said = subject.value.casefold()
    person = said in passage.list("act_personal")
    if before.name is not None and not person:
        return replace(before, subject=subject)
    earlier = _antecedent(passage, offset, ("person",) if person else ("body",))
    if earlier is None or said not in passage.list("act_singular"):
        return Agent(subject.value, (subject,), None, subject, told=True)
    slot = slot_of(earlier, subject.spans[0])
    entity = passage.source.entities.get(earlier.entity or "")
    name = entity.name if entity is not None and len(entity.name) > len(earlier.value) else earlier.value
    return Agent(name, (slot,), None, subject, told=True)


def _named(passage: Passage, span: Span, words: str, inside: Iterable[Mention], subject: Slot) -> Agent:
    actors = [m for m in inside if m.kind in _ACTORS]
    people = [m for m in actors if m.kind == "person"]
    if people:
        return Agent(people[-1].value, (slot_of(people[-1]),), None, subject, told=True)
    plain = words.split("(")[0].rstrip()
    for mention in _heads(passage, actors, span):
        if plain.endswith(mention.value) or mention.end == span.end or _leads(passage, mention, span):
            return Agent(_full(passage, mention, span), (slot_of(mention),), None, subject)
    bare = _unpointed(passage, plain)
    named = next((e.id for e in passage.source.entities.values() if _places(e, span)), None)
    return Agent(bare or None, (Slot(bare, (span,), named),) if bare else (), None, subject, told=True)


def _heads(passage: Passage, actors: Sequence[Mention], span: Span) -> Iterable[Mention]:
    """Return the actors inside a subject, those first that may be its head: the last one, or the first."""
    first = passage.source.pack.words.get("head_first", False)
    return actors if first and actors and _leads(passage, actors[0], span) else reversed(actors)


def _leads(passage: Passage, mention: Mention, span: Span) -> bool:
    """Tell whether a mention is the head of a subject because it opens it, in a language that has it so."""
    text, start = passage.text, passage.index(span.start)
    begin = _behind_article(text, start, passage.source.pack)
    return bool(passage.source.pack.words.get("head_first")) and passage.index(mention.start) == begin


def _places(entity: Entity, span: Span) -> bool:
    """Tell whether a name of an entity stands at a place."""
    return any(span in spans for _, spans in entity.names)


def _full(passage: Passage, mention: Mention, span: Span) -> str:
    """Return the name of a body: its fullest one where a demonstrative points to it."""
    entity = passage.source.entities.get(mention.entity or "")
    words = passage.words(span)
    if mention.kind == "role" and span.start < mention.start:
        return _unpointed(passage, words)
    pointed = _unpointed(passage, words) != words and _behind_article(words, 0, passage.source.pack) == 0
    if entity is not None and pointed and len(entity.name) > len(mention.value):
        return entity.name
    return mention.value


def _unpointed(passage: Passage, words: str) -> str:
    """Return words without a demonstrative before them."""
    pointer = next((p for p in passage.list("act_pointers") if words.startswith(p)), "")
    return words.removeprefix(pointer)


def _decision(passage: Passage, span: Span, words: str, inside: Sequence[Mention]) -> tuple[Slot, str] | None:
    """Return the decision that a subject denotes with the word the format has for it."""
    table: Mapping[str, str] = passage.source.pack.words["decision_words"]
    said = words.casefold()
    before = passage.source.pack.words.get("decision_word_side") == "before"
    bare = _unpointed(passage, words).casefold()
    fits = [w for w in table if said.endswith(w) or (before and (bare.startswith(w) or f" {w} " in said))]
    word = next((table[w] for w in sorted(fits, key=len, reverse=True)), None)
    if word is None:
        return None
    named = [m for m in inside if m.kind == "decision"]
    if named:
        return slot_of(named[-1]), word
    if said.startswith(passage.list("act_pointers_back")):
        earlier = _antecedent(passage, span.start, ("decision",))
        if earlier is not None:
            return slot_of(earlier, span), word
    return None


def _antecedent(passage: Passage, offset: int, kinds: Sequence[str]) -> Mention | None:
    """Return the last mention of some kinds before an offset."""
    earlier = [m for m in passage.source.mentions if m.kind in kinds and m.end <= offset]
    return max(earlier, key=lambda m: m.end, default=None)
