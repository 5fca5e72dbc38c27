"""Acts that a text performs or reports: who requests, decides, notes, thanks ... and whom, what, until when.

The algorithm is the same for every language: a block is divided into sentences and clauses; a verb that
opens a clause (alone, after its subject, or carried over from the clause before) begins an act that runs
to the next one; effects of decisions, quoted acts and acts told in relative clauses are read inside. What
the verbs are and how subjects look is data of the language pack (``acts*.toml``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from igr_kg.extract.acts import agents, chapeaux, clauses, heads, inside, parts, pronouns
from igr_kg.extract.acts.passage import DIRECTIVE, Agent, Draft, Lead, Passage, Source
from igr_kg.extract.slots import gather, slot_of
from igr_kg.model import Act, Block, Document, Entity, Mention, Slot, Span
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Match

_READ = frozenset({"paragraph", "item", "preamble"})
_TOLD_ONLY = frozenset({"cover"})
_PROGRAMMES = frozenset({"agenda"})
"""Kinds of documents that list what is to be done at a meeting: nothing is performed in them. What they
tell of earlier meetings counts where the pack says so (``act_programmes_tell``)."""


def find(
    document: Document,
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    pack: LanguagePack,
) -> tuple[Act, ...]:
    """Return the acts of a document in reading order.

    :param document: with blocks and views
    :param mentions: with the entities that they refer to
    :param entities: by id; a body's fullest name comes from here
    :param pack: the language pack with patterns that make ``act.*``
    """
    programme = document.doctype in _PROGRAMMES
    if not pack.makers("act.clause") or (programme and not pack.words.get("act_programmes_tell", False)):
        return ()
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end))
    source = Source(
        document,
        ordered,
        entities,
        pack,
        agents.openings(document, mentions),
        agents.makers(document, mentions),
        [m.start for m in ordered],
    )
    found: list[Act] = []
    chapeaus: dict[str, Lead] = {}
    for number, block in enumerate(document.blocks):
        if block.kind not in _READ | _TOLD_ONLY:
            continue
        passage = Passage.of(source, block)
        chapeau = chapeaus.get(block.parent or "") or chapeaus.get(block.id)
        drafts = _main(passage, chapeau) if block.kind in _READ else []
        beside = chapeaux.followers(document, number) if drafts else []
        if beside and _says_only(passage, drafts[-1]):
            drafts[-1] = replace(drafts[-1], mode="operative")
            chapeaus.update({b.id: Lead(drafts[-1].agent, "operative") for b in beside})
            source.led.update(b.id for b in beside)
        acts = _acts(passage, _all(passage, drafts), found)
        lead = _chapeau(passage, drafts) if block.kind in _READ else None
        if lead is not None:
            chapeaus[block.id] = lead
        if drafts and _leads_items(passage, drafts[-1]):
            acts = _over_items(passage, acts, drafts[-1])
        found.extend(acts)
    return tuple(act for act in found if act.mode == "reported" or not programme)


def _main(passage: Passage, chapeau: Lead | None) -> list[Draft]:
    """Return the acts that open clauses of a block.

    :param chapeau: what leads the items of which the block is one ("Decides:", "The Council:")
    """
    led = passage.opening is not None or chapeau is not None or _operative(passage)
    opens = _opens(passage, chapeau)
    found = heads.find(passage, opens=opens, led=led)
    stops = heads.ends(passage, found)
    drafts: list[Draft] = []
    waiting: list[int] = []
    sentence = -1
    before = latest = Agent()
    for head, stop in zip(found, stops, strict=True):
        if head.sentence != sentence:
            waiting, sentence = [], head.sentence
            before = chapeau.agent if chapeau is not None else agents.of_opening(passage)
            left_out = passage.source.pack.words.get("act_subject_carries_on", False)
            if before.name is None and ("conj" in head.match.spans or left_out):
                before = latest
        agent = _agent(passage, head, before, latest)
        begin, end = clauses.trim(passage.text, _begin(passage, head), _before_list(passage, stop))
        verb = head.match.spans.get("verb", head.match.span)
        for name in head.verbs:
            verb_class = _refined(passage, head, name, end)
            earlier = drafts[-1].mode if drafts else chapeau.mode if chapeau is not None else None
            mode = _mode(passage, head, agent, earlier)
            at, after = passage.index(verb.start), _behind_subject(passage, head, verb)
            span = passage.span(begin, end)
            drafts.append(Draft(verb_class, mode, agent, begin, at, after, end, head.match, span))
        if agent.name is None and head.passive:
            continue
        if agent.name is None:
            waiting.extend(range(len(drafts) - len(head.verbs), len(drafts)))
            continue
        if head.match.texts.get("conj", "") not in passage.list("act_wherein"):
            drafts = [_given(passage, d, agent, mode) if n in waiting else d for n, d in enumerate(drafts)]
        if not head.inner or passage.block.kind == "preamble":
            before = latest = agent
        waiting = []
    held = led or passage.block.kind == "preamble"
    return drafts if held and opens else [d for d in drafts if d.agent.name is not None or not _participle(d)]


def _behind_subject(passage: Passage, head: heads.Head, verb: Span) -> int:
    """Return where the object of a verb begins: behind it, and behind its subject where that follows it."""
    subject = head.match.spans.get("subject", verb)
    return passage.index(max(verb.end, subject.end if subject.start >= verb.end else verb.end))


def _begin(passage: Passage, head: heads.Head) -> int:
    """Return where the words of an act begin: behind "and" where the language sets that apart."""
    apart = passage.source.pack.words.get("act_conj_apart", False)
    if not apart or "conj" not in head.match.spans or head.start != head.match.start:
        return head.start
    return passage.index(head.match.spans["conj"].end)


def _given(passage: Passage, draft: Draft, agent: Agent, mode: str) -> Draft:
    """Return an act with the agent that the subject behind it names ("having met, the Group decided")."""
    ahead = _participle(draft) and passage.block.kind != "preamble"
    return replace(draft, agent=agent, mode=mode if ahead else draft.mode)


def _participle(draft: Draft) -> bool:
    """Tell whether an act is told in a participle that looks ahead to its subject."""
    return draft.match.pattern.set.get("form") == "participle"


def _operative(passage: Passage) -> bool:
    """Tell whether a block is a numbered paragraph of a decision itself, whatever body opens it."""
    decides = passage.source.document.doctype in agents.DECISIONS and passage.block.label is not None
    return decides and passage.block.kind == "paragraph" and "annex" not in passage.block.container


def _before_list(passage: Passage, stop: int) -> int:
    """Return the end of an act without the word that only leads to the items below ("including:")."""
    begin, end = clauses.trim(passage.text, 0, stop)
    lead = next((w for w in passage.list("act_list_words") if passage.text.endswith(w, begin, end)), None)
    if lead is None or passage.text[end:stop].strip("：: ") or stop < len(passage.text.rstrip("：: ")):
        return stop
    cut = end - len(lead)
    return cut if cut and passage.text[cut - 1] in clauses.MARKS else stop


def _opens(passage: Passage, chapeau: Lead | None) -> bool:
    """Tell whether a verb without subject may open the block."""
    block = passage.block
    if block.kind == "item":
        return chapeau is not None
    if block.kind == "preamble" or block.label is not None or passage.opening is not None:
        return True
    return passage.source.document.doctype in agents.DECISIONS


def _agent(passage: Passage, head: heads.Head, before: Agent, latest: Agent) -> Agent:
    """Return who performs an act.

    :param before: whom a verb without subject is carried over from
    :param latest: the last agent of the block, for pronouns
    """
    if head.match.pattern.set.get("subjects") == "places":
        return _places(passage, head)
    subject = head.match.spans.get("subject") or (head.topic and head.topic.spans["subject"])
    if not subject:
        if head.passive:
            return agents.of_circumstance(passage, head.match.start)
        if head.of_cited and head.inner and before.decision is None:
            return agents.cited(passage, head.match.span.start) or before
        within = head.match.texts.get("conj", "") in passage.list("act_wherein")
        other = agents.wherein(passage, head.match.span.start) if within else None
        return other or (agents.of_issuer(passage) if head.by_issuer and before.name is None else before)
    verb = head.match.spans.get("verb", head.match.span)
    agent = agents.of_subject(passage, subject, latest if latest.name else before)
    return agents.through_decision(passage, agent, head.start, subject, verb)


def _places(passage: Passage, head: heads.Head) -> Agent:
    """Return as agent, by name only, what something was put forward in: processes and papers do not act."""
    return Agent(", ".join(m.value for m in _venues(head.match)) or None, (), told=True)


def _venues(match: Match) -> list[Mention]:
    """Return the processes, papers and bodies that the words before the verb name as places."""
    inside = match.mentions["subject"] if match.pattern.set.get("subjects") == "places" else ()
    return [m for m in inside if m.kind in {"instrument", "document", "body"}]


def _mode(passage: Passage, head: heads.Head, agent: Agent, before: str | None) -> str:
    """Return whether an act is performed (operative, preambular) or told (reported)."""
    fixed = head.match.pattern.set.get("mode")
    if fixed:
        return str(fixed)
    if head.match.texts.get("subject") in passage.list("act_first"):
        return "operative"
    if head.form == "participle" and not head.has_subject and before is None:
        return "preambular"
    if head.has_subject or (head.topic is not None and passage.opening is None):
        made = passage.source.makers.get(passage.block.id, frozenset())
        performed = any(slot.ref in made for slot in agent.slots) and not agent.told and not head.told
        return "operative" if performed and passage.block.kind != "preamble" else "reported"
    if (
        before is not None
        and not head.told
        and passage.opening is None
        and not (head.form == "present" and before == "preambular")
    ):
        return before
    if passage.block.kind == "preamble":
        return "reported" if agent.decision is not None else "preambular"
    return "reported" if head.told or agent.decision is not None else "operative"


def _refined(passage: Passage, head: heads.Head, verb: str, end: int) -> str:
    """Return the verb class that the rest of the clause makes of a verb's usual one."""
    word = head.match.texts.get("verb")
    for pattern in passage.source.pack.makers("act.refine").may(passage.text):
        if pattern.set["from"] != verb or pattern.set.get("of", word) != word:
            continue
        if any(pattern.find(passage.tagged, head.match.start, end)):
            return str(pattern.set["to"])
    return verb


def _all(passage: Passage, main: Sequence[Draft]) -> list[Draft]:
    """Return the acts of a block with effects, quoted and told ones, in reading order."""
    told = list(inside.told(passage, main))
    found = [*main, *told]
    for draft in (*main, *told):
        found.extend(inside.effects(passage, draft))
        found.extend(inside.quoted(passage, draft, parts.addressees(passage, draft)[0]))
        found.extend(inside.nested(passage, draft))
    return sorted(found, key=lambda d: (d.start, -d.end))


def _acts(passage: Passage, drafts: Sequence[Draft], earlier: Sequence[Act]) -> list[Act]:
    ids = {id(d): f"{passage.block.id}.act.{n}" for n, d in enumerate(drafts, 1)}
    acts: list[Act] = []
    for draft in drafts:
        embedded = [ids[id(d)] for d in drafts if d.embeds_in is draft]
        acts.append(_act(passage, draft, ids[id(draft)], [*earlier, *acts], embedded))
    return acts


def _act(passage: Passage, draft: Draft, ident: str, earlier: Sequence[Act], embedded: Sequence[str]) -> Act:
    addressed, whole = parts.addressees(passage, draft)
    if not addressed:
        addressed, whole = pronouns.referred(passage, draft, earlier)
    if pronouns.of_many(passage, draft) is not None:
        addressed, whole = _asked_before(passage, earlier) or (addressed, whole)
    due, due_slot = parts.due(passage, draft)
    if due is None and draft.verb in parts.DUE:
        due, due_slot = _due_of_term(passage, draft, earlier)
    slots = gather(
        by=draft.agent.slots,
        subject=draft.agent.subject,
        in_=draft.agent.decision,
        addressee=addressed,
        addressed=whole,
        due_meeting=due_slot if due and ":" in due else None,
        due_date=due_slot if due and ":" not in due else None,
        channel=parts.channel(passage, draft),
        capacity=parts.capacity(passage, draft),
        content=parts.content(passage, draft, whole),
        object=parts.made(passage, draft),
        quote=parts.quote(passage, draft),
        embeds=[Slot(e, (draft.span,), e) for e in embedded],
        put_forward_in=[slot_of(m) for m in _venues(draft.match)],
    )
    slots |= parts.purpose(passage, draft) | parts.under(passage, draft) | parts.adopted(passage, draft)
    return Act(
        id=ident,
        verb=draft.verb,
        mode=draft.mode,
        by=draft.agent.name,
        addressees=addressed,
        due=due,
        span=draft.span,
        block=passage.block.id,
        rule=draft.match.pattern.id,
        parts=slots,
    )


def _asked_before(passage: Passage, earlier: Sequence[Act]) -> tuple[tuple[Slot, ...], Slot] | None:
    """Return whom the act before in the same block addresses: "calls upon the parties ..., urges them to"."""
    asked = [a for a in earlier if a.block == passage.block.id and a.addressees and "addressed" in a.parts]
    return (asked[-1].addressees, asked[-1].parts["addressed"][0]) if asked else None


def _due_of_term(passage: Passage, draft: Draft, earlier: Sequence[Act]) -> tuple[str | None, Slot | None]:
    """Return the end of the term extended before, where the text points to it ("that period")."""
    pointed = [
        m
        for m in passage.source.pack.makers("act.due-term").find(passage.tagged.plain)
        if draft.span.covers(m.span)
    ]
    terms = [a for a in earlier if a.verb == "extends" and a.due]
    if not pointed or not terms:
        return None, None
    date = terms[-1].parts["due_date"][0]
    return terms[-1].due, Slot(date.value, (pointed[0].span, *date.spans), date.ref)


def _chapeau(passage: Passage, drafts: Sequence[Draft]) -> Lead | None:
    """Return what the acts in the items below a block continue, or None.

    Under "Decides:" and "The Council welcomes the report, and:" that is the body itself, under "The
    Council:" the body named, under "Recommends that the Assembly:" the body addressed.
    """
    if not passage.source.document.children(passage.block.id):
        return None
    last = drafts[-1] if drafts else None
    if last is not None and _leads_items(passage, last):
        if last.verb == "decides":
            return Lead(last.agent, last.mode)
        _, whole = parts.addressees(passage, last)
        placed = passage.tagged.mentions.values()
        bodies = [m for m in placed if m.kind == "body" and whole is not None and m.span == whole.spans[0]]
        if last.verb == "recommends" and bodies:
            return Lead(Agent(bodies[-1].value, (slot_of(bodies[-1]),)), last.mode)
        return None
    for match in passage.source.pack.makers("act.lead").find(
        passage.tagged, clauses.body_start(passage.tagged.view, passage.block)
    ):
        named = match.spans.get("subject")
        if named is not None and last is None:
            return Lead(agents.of_subject(passage, named, Agent()), "operative")
        if named is None and last is not None:
            return Lead(last.agent, last.mode)
    return None


def _leads_items(passage: Passage, draft: Draft) -> bool:
    """Tell whether an act is "Decides:" alone, or "Requests the Director:", over the items of its block."""
    if draft.verb not in DIRECTIVE or not passage.source.document.children(passage.block.id):
        return False
    if draft.verb == "decides":
        return _says_only(passage, draft)
    return passage.text[draft.end :].strip() in {"：", ":"}


def _says_only(passage: Passage, draft: Draft) -> bool:
    """Tell whether an act is "decides:" alone, so that what is decided stands below."""
    said = passage.text[draft.after : draft.end].strip("：: ").rpartition(",")[2].strip()
    return draft.verb == "decides" and (not said or said in passage.list("act_list_words"))


def _over_items(passage: Passage, acts: Sequence[Act], chapeau: Draft) -> list[Act]:
    """Return the acts with the chapeau's running over the items of its block, due when an item says."""
    items = passage.source.document.children(passage.block.id)
    last: Block = max(items, key=lambda b: b.end)
    view = passage.source.document.view(last.id)
    _, end = clauses.trim(view.text, 0, len(view.text))
    over = Span(chapeau.span.start, view.ends[end - 1] if end else last.end)
    led = [replace(a, span=over) if a.span == chapeau.span else a for a in acts]
    if chapeau.verb in ("decides", "recommends"):
        return led
    dues = [d for item in items if (d := parts.due_in_item(Passage.of(passage.source, item))) is not None]
    if not dues:
        return led
    name = "due_meeting" if ":" in dues[-1].value else "due_date"
    return [
        replace(a, due=dues[-1].value, parts={**a.parts, name: (dues[-1],)})
        if a.span == over and a.due is None
        else a
        for a in led
    ]
