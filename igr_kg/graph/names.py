"""Local names of everything that a reading speaks of: entities, acts, facts and parts.

Statement-like things are counted under the smallest labelled part that they are read from, in
reading order, so that the language versions of a document agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from igr_kg import ids
from igr_kg.model import Act, Block, Entity, Fact, Reading, Slot

_ACT_TYPES = frozenset({"request", "submission", "view", "thanks", "honour", "extension"})
_EFFECTS = frozenset({"reporting", "termination", "amendment", "agenda"})
"""Facts that say more of an act; one that no act was read for is an act of its own."""
_NUMBERED_MEETING = re.compile(r"(?P<body>.*):(?P<kind>session|special-session|meeting):(?P<ordinal>\d+)")
_ANNEX = re.compile(r"(?:.*/)?annex/[^/]+")
_FIGURES = re.compile(r"[a-z_]+=(?:[0-9.,:/-]+|[a-z]{1,4})")
_TYPES = {"role": "office", "officer": "office", "city": "place"}
_COUNTED = {"response-list": "list", "officer": "holding"}
_COUNTED_AS_NAMED = (
    "measure",
    "aim",
    "assessment",
    "response",
    "option",
    "option-set",
    "finding",
    "principle",
    "participation",
    "input",
    "citation",
    "product",
    "constraint",
    "result",
    "vote",
)


def authority_name(key: str, kind: str = "") -> str:
    """Return the local name of what an authority row names.

    :param key: key of the row
    :param kind: a process has a type of its own in IRIs

    >>> authority_name("country/KEN"), authority_name("instrument/x-process", "process")
    ('id/country/ken', 'id/process/x-process')
    """
    type_, _, slug = key.partition("/")
    return ids.thing("process" if kind == "process" else _TYPES.get(type_, type_), slug)


class Names:
    """Finds the local name of an entity, act, fact or block by its id.

    :param reading: what was read
    :param document: local name of the document
    :param numbers: number of each statement-like thing of a part, in reading order, where other language
        versions decide it; default: as they are counted
    """

    def __init__(
        self, reading: Reading, document: str, numbers: Mapping[str, Sequence[int]] | None = None
    ) -> None:
        self.document = document
        self.numbered: dict[str, list[str]] = {}
        """What is counted under each part, in reading order: see :mod:`igr_kg.graph.versions`."""
        self._numbers = numbers or {}
        self._entities = reading.entities
        self._deciding = dict(_deciding(reading))
        self.adopting = dict(_adopting(reading))
        """Meeting that adopted the text, where nothing names its body -> the body whose decision it is."""
        self._blocks: Mapping[str, Block] = {b.id: b for b in reading.document.blocks}
        self._names: dict[str, str] = {b.id: self.part(b.id) for b in reading.document.blocks}
        for entity in reading.entities.values():
            self._names[entity.id] = self.entity(entity, reading.entities)
        for act in sorted(reading.acts, key=lambda a: (a.span.start, -a.span.end, a.id)):
            self._names[act.id] = self.count(act.block, "act", act.verb)
        self._known = frozenset(f.id for f in reading.facts)
        self._members: dict[tuple[str, int], str] = {}
        for fact in sorted(reading.facts, key=self._order):
            name = self._fact(fact, reading.acts)
            if name is not None:
                self._names[fact.id] = name
        self._described = dict(_described(reading))
        self._names |= {e: self._names[f] for e, f in self._described.items() if f in self._names}

    def get(self, ident: str | None) -> str | None:
        """Return the local name of what has this id, or None."""
        return self._names.get(ident) if ident else None

    def is_described(self, entity: str) -> bool:
        """Tell whether an entity is another mention of what a fact describes, which has a name of its own."""
        return entity in self._described

    def member(self, fact: Fact, number: int) -> str | None:
        """Return the local name of one of several things that a fact states, counted from 0, or None."""
        return self._members.get((fact.id, number))

    def options_of(self, fact: Fact) -> list[Slot]:
        """Return the options that a view is on, each once."""
        slots = (*fact.slots.get("option", ()), *fact.slots.get("options", ()))
        return list({slot.ref: slot for slot in slots if slot.ref in self._known}.values())

    @staticmethod
    def _order(fact: Fact) -> tuple[int, int, str, int, str, str]:
        """Return what facts are numbered by: their place, then the label of the option that they are on."""
        option = fact.first("option")
        at, label = (option.spans[0].start, option.value) if option else (0, "")
        return fact.spans[0].start, -fact.spans[0].end, fact.type, at, label, fact.id

    def part(self, block_id: str) -> str:
        """Return the local name of a block's part; of the document for page furniture."""
        path = self._blocks[block_id].path
        return f"{self.document}/{path}" if path else self.document

    def home(self, block_id: str) -> str:
        """Return the local name of the smallest labelled part that holds a block."""
        block: Block | None = self._blocks[block_id]
        container = self._blocks[block_id].container
        while block is not None:
            if block.path and not block.path.rpartition("/")[2].startswith("-"):
                return f"{self.document}/{block.path}"
            container = block.container
            block = self._blocks.get(block.parent) if block.parent else None
        return f"{self.document}/{container}" if container else self.document

    def annex(self, block_id: str) -> str | None:
        """Return the local name of the annex that a block stands in, or None in the main body."""
        block = self._blocks[block_id]
        found = _ANNEX.match(block.path or block.container)
        return f"{self.document}/{found[0]}" if found else None

    def count(self, block_id: str, kind: str, what: str = "") -> str:
        """Return a new local name for a statement-like thing read from a block.

        :param what: tells the thing from others of its kind in whatever language: a verb class, a date
        """
        prefix = f"{self.home(block_id)}/{kind}"
        counted = self.numbered.setdefault(prefix, [])
        counted.append(what)
        given = self._numbers.get(prefix)
        return f"{prefix}/{given[len(counted) - 1] if given else len(counted)}"

    def nameless(self, kind: str, name: str) -> str:
        """Return the local name of a thing without an authority row."""
        return ids.nameless(self.document, kind, name)

    def entity(self, entity: Entity, entities: Mapping[str, Entity]) -> str:
        """Return the local name of an entity."""
        if entity.kind == "document":
            return ids.document(entity.id.partition(":")[2] or entity.name)
        if entity.kind == "decision":
            body, _, number = entity.id.partition(":")[2].rpartition(":")
            return self._of_body("decision", self._deciding.get(entity.id, body), number, entities)
        if entity.kind == "meeting":
            return self._meeting(entity, entities)
        if entity.key:
            return authority_name(entity.key, entity.subkind)
        return self.nameless(entity.kind, entity.id.partition(":")[2] or entity.name)

    def meeting(self, body: str, kind: str, ordinal: str, entities: Mapping[str, Entity]) -> str:
        """Return the local name of a numbered meeting or session of a body.

        :param body: id of the body's entity, or its name
        """
        part = {"session": "", "special-session": "ss-"}.get(kind, "meeting-")
        return self._of_body("meeting", body, f"{part}{ordinal}", entities)

    def _meeting(self, entity: Entity, entities: Mapping[str, Entity]) -> str:
        rest = entity.id.partition(":")[2]
        found = _NUMBERED_MEETING.fullmatch(rest)
        if found:
            body = self.adopting.get(entity.id, found["body"])
            return self.meeting(body, found["kind"], found["ordinal"], entities)
        body = next(
            (
                b
                for b in sorted(entities, key=len, reverse=True)
                if rest.startswith(f"{b}:") and entities[b].kind == "body"
            ),
            "",
        )
        tail = rest[len(body) :].strip(":")
        place = next((p for p in entities if tail.startswith(f"{p}:")), "")
        key = entities[place].key if place else None
        if place:
            where = key.partition("/")[2] if key else entities[place].name
            tail = f"{where} {tail[len(place) :].strip(':')}"
        return self._of_body("meeting", body, tail, entities)

    def _act(self, fact: Fact, acts: tuple[Act, ...]) -> str | None:
        """Return the name of the smallest act that a fact is stated in, or None."""
        around = [a for a in acts if a.span.covers(fact.spans[0]) and _may_be(fact, a)]
        nearest = min(around, key=lambda a: a.span.end - a.span.start, default=None)
        return self.get(nearest.id) if nearest else None

    def _stated_meeting(self, fact: Fact) -> str | None:
        """Return the name of the meeting that a fact is about, with or without an entity of its own."""
        for slot in (fact.first("meeting"), fact.first("ordinal")):
            entity = self._entities.get(slot.ref or "") if slot else None
            if entity is not None and entity.kind == "meeting":
                return self._names[entity.id]
        value = {name: slots[0].value for name, slots in fact.slots.items() if slots}
        body = fact.first("body")
        holder = (body.ref or body.value) if body else ""
        if "ordinal" in value:
            return self.meeting(holder, value.get("kind", "meeting"), value["ordinal"], self._entities)
        place = fact.first("place")
        known_place = self._entities.get(place.ref or "") if place else None
        key = known_place.key if known_place else None
        where = key.partition("/")[2] if key else value.get("place", "")
        return self._of_body("meeting", holder, f"{where} {value.get('start', '')}".strip(), self._entities)

    def _stated_decision(self, fact: Fact) -> str | None:
        number, body = fact.first("number"), fact.first("body")
        if number is None:
            return None
        holder = (body.ref or body.value) if body else "?"
        return self.get(number.ref) or self._of_body("decision", holder, number.value, self._entities)

    def _of_body(self, kind: str, body: str, rest: str, entities: Mapping[str, Entity]) -> str:
        holder = entities.get(body)
        if holder is not None and holder.key and holder.subkind != "proposed":
            return ids.thing(kind, holder.key.partition("/")[2], rest)
        return self.nameless(kind, f"{holder.name if holder else body}:{rest}")

    def _fact(self, fact: Fact, acts: tuple[Act, ...]) -> str | None:
        if fact.type == "annex-document":
            heading = fact.first("block")
            block = heading.ref if heading and heading.ref else fact.block
            return self.annex(block if block in self._blocks else fact.block) or self.count(
                fact.block, "document"
            )
        if fact.type == "meeting":
            return self._stated_meeting(fact)
        if fact.type == "decision":
            return self._stated_decision(fact)
        if fact.type in _ACT_TYPES:
            act = fact.first("act")
            return (
                self.get(act.ref if act else None) or self._act(fact, acts) or self.count(fact.block, "act")
            )
        if fact.type in _EFFECTS:
            done = fact.first("act")
            return self.get(done.ref if done else None) or self.count(fact.block, "act", fact.type)
        kind = fact.type if fact.type in _COUNTED_AS_NAMED else _COUNTED.get(fact.type)
        if kind is None:
            return None
        for number in self._stated(fact):
            self._members[fact.id, number] = self.count(fact.block, kind, _figures(fact))
        return next((self._members[fact.id, n] for n in self._stated(fact)), None)

    def _stated(self, fact: Fact) -> list[int]:
        """Return the numbers of the things that a fact states and that no other fact is about."""
        if fact.type == "assessment":
            return list(range(max(1, len(self.options_of(fact)))))
        if fact.type == "result":
            contents = fact.slots.get("content", ())
            return [n for n, slot in enumerate(contents) if slot.ref not in self._known]
        return [0]


def _may_be(fact: Fact, act: Act) -> bool:
    """Tell whether what a fact tells can be this act: not where somebody else does it.

    "Having considered the report submitted by the Secretary-General" tells two acts of two actors. What is
    told of an act of extending is that act, though it tells the decision and the act the body.
    """
    if fact.type == "extension" and act.verb == "extends" and act.span == fact.spans[0]:
        return True
    by, agents = fact.first("by"), act.parts.get("by", ())
    return (
        by is None or not agents or any(by.value == a.value or (by.ref and by.ref == a.ref) for a in agents)
    )


def _deciding(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield each decision that its words alone give no body, and the body that a fact tells.

    "Its resolutions 713 (1991) and 721 (1991)" are those of the body that speaks, though only the first is
    said to be.
    """
    for fact in reading.facts:
        number, body = fact.first("number"), fact.first("body")
        if fact.type != "decision" or number is None or body is None or body.ref is None:
            continue
        if number.ref is not None and number.ref.startswith("decision:?:"):
            yield number.ref, body.ref


def _adopting(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the meeting of a decision's adoption line and the body that its opening line names.

    "Adopted at the 1821st meeting" does not say whose meeting; who decides adopts at its own.
    """
    fields, entities = reading.fields, reading.entities
    kind, meeting, body = (fields.get(name, ()) for name in ("kind", "meeting", "body"))
    if not (kind and meeting and body) or kind[0].value not in ("decision", "resolution"):
        return
    ident, holder = meeting[0].ref or "", body[0].ref or ""
    decided = holder in entities and entities[holder].kind == "body"
    if decided and ident in entities and ident.startswith("meeting:?:"):
        yield ident, holder


def _figures(fact: Fact) -> str:
    """Return the figures, dates and labels of a fact, which are the same in every language."""
    values = (f"{name}={slots[0].value}" for name, slots in sorted(fact.slots.items()) if slots)
    return " ".join([fact.type, *(value for value in values if _FIGURES.fullmatch(value))])


def _described(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield each entity whose name is that of an annexed outcome or a set of options, and the fact of it."""
    for fact in reading.facts:
        named = {
            "annex-document": ("outcome", "title"),
            "option-set": ("chapeau", "content"),
        }.get(fact.type, ())
        places = {span for slot in named for value in fact.slots.get(slot, ()) for span in value.spans}
        for entity in reading.entities.values() if places else ():
            unknown = entity.kind == "instrument" and entity.key is None
            if unknown and any(span in places for _, spans in entity.names for span in spans):
                yield entity.id, fact.id
