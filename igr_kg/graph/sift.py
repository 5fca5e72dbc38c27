"""What cannot be is not written: links to the wrong class of thing, second values, half-read statements.

No rule reads every text rightly. A body that is only proposed holds no meeting, a
measure belongs to a response, a session has one first day: a triple against that is left out of the
graph and told, so that one misreading does not stop a release. The shapes check the same independently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Triple = tuple[str, str, str]

_ACTORS = frozenset(
    {"GovernanceBody", "ActorGroup", "GroupMembers", "Person", "Office", "Process", "Country"}
)
_ADDRESSEES = _ACTORS | {"Meeting"}
_BODIES = frozenset({"GovernanceBody", "ActorGroup"})
_PLACES = frozenset({"DocumentPart", "Document"})
_MEETING = frozenset({"Meeting"})
_DECISION = frozenset({"Decision"})
_DOCUMENT = frozenset({"Document"})
_EXISTING = _BODIES | {"Instrument", "Process"}

RANGES: Mapping[str, frozenset[str]] = {
    "igr:agent": _ADDRESSEES | _DECISION,
    "igr:issuer": _ADDRESSEES,
    "igr:addressee": _ADDRESSEES | {"ProposedBody"},
    "igr:channel": _ADDRESSEES,
    "igr:receiver": _ADDRESSEES,
    "igr:appreciates": _ADDRESSEES,
    "igr:heldBy": _ACTORS,
    "igr:inputFrom": _ACTORS,
    "igr:inputChannel": _ACTORS,
    "igr:inputTo": _ADDRESSEES,
    "igr:participant": _ACTORS,
    "igr:bodyNamed": _BODIES | {"ProposedBody", "GroupMembers"},
    "igr:beneficiary": frozenset({"ActorGroup"}),
    "igr:instrumentNamed": frozenset({"Instrument", "Process"}),
    "igr:capacity": frozenset({"Office"}),
    "igr:office": frozenset({"Office"}),
    "igr:holder": frozenset({"Person"}),
    "igr:ofBody": _BODIES,
    "igr:ofState": frozenset({"Country"}),
    "igr:officeOf": _BODIES | {"Country", "Meeting", "Process"},
    "igr:meetingOf": frozenset({"GovernanceBody"}),
    "igr:decidedBy": frozenset({"GovernanceBody"}),
    "igr:parentBody": frozenset({"GovernanceBody"}),
    "igr:membersOf": _BODIES,
    "igr:memberOfGroup": _BODIES,
    "igr:exampleOf": frozenset({"ProposedBody"}),
    "igr:wouldEstablish": frozenset({"ProposedBody"}),
    "igr:wouldStrengthen": _EXISTING,
    "igr:wouldReform": _EXISTING,
    "igr:heldIn": frozenset({"Place"}),
    "igr:heldInCountry": frozenset({"Country"}),
    "igr:country": frozenset({"Country"}),
    "igr:partOfSession": frozenset({"Session"}),
    "igr:dueMeeting": _MEETING,
    "igr:atMeeting": _MEETING,
    "igr:basedOn": frozenset({"Principle", "Result", "OptionSet", "Decision", "Document"}),
    "igr:inMeeting": _MEETING,
    "igr:forMeeting": _MEETING,
    "igr:adoptedAt": _MEETING,
    "igr:namedAfterVenueOf": _MEETING,
    "igr:inDecision": _DECISION,
    "igr:underDecision": _DECISION,
    "igr:establishedBy": _DECISION,
    "igr:buildsOnWorkOf": _BODIES | {"Process"},
    "igr:workOf": _BODIES,
    "igr:produced": frozenset({"Result", "OptionSet", "Document"}),
    "igr:submittedTo": _BODIES | _MEETING,
    "igr:contributesTo": frozenset({"Meeting", "Process", "GovernanceBody", "Instrument"}),
    "igr:putForwardIn": frozenset({"Process", "Document", "Meeting", "GovernanceBody"}),
    "igr:cites": frozenset({"Document", "Decision", "Instrument", "DocumentPart"}),
    "igr:submits": frozenset({"Document", "DocumentPart", "Result", "OptionSet", "Decision", "Instrument"}),
    "igr:adopts": frozenset({"Document", "DocumentPart", "Decision", "Instrument"}),
    "igr:modifies": frozenset({"Document", "DocumentPart", "Decision", "Instrument"}),
    "igr:reportTo": _ACTORS | _MEETING,
    "igr:agenda": _DOCUMENT,
    "igr:issuedBy": _BODIES | {"Office", "Person"},
    "igr:maker": _BODIES | {"GroupMembers", "Office", "Person", "Meeting"},
    "igr:elects": frozenset({"OfficeHolding"}),
    "igr:electedAt": _MEETING,
    "igr:asHolding": frozenset({"OfficeHolding"}),
    "igr:governmentOf": frozenset({"Country"}),
    "igr:voteOn": frozenset({"Decision", "Document", "Instrument"}),
    "igr:dischargedBy": _PLACES | {"Result", "Act"},
    "igr:hasReportedResult": _PLACES | {"Result", "Act", "Input", "OptionSet"},
    "igr:constrains": frozenset({"SystemWideResponse", "Measure", "Product", "ReformOption"}),
}
"""Property -> the classes that it may lead to."""

OF_CLASS: Mapping[tuple[str, str], frozenset[str]] = {
    ("Participation", "igr:participant"): _ACTORS - {"ActorGroup"},
}
"""Class of the subject and property -> the classes that it may lead to: fewer than for other subjects."""

SINGLE = frozenset(
    {
        "igr:adoptionDate",
        "igr:dissolvedOn",
        "igr:documentDate",
        "igr:effectiveDate",
        "igr:endDate",
        "igr:entryIntoForce",
        "igr:establishedOn",
        "igr:heldInCountry",
        "igr:impliedOrdinal",
        "igr:inDecision",
        "igr:issueDate",
        "igr:meetingKind",
        "igr:number",
        "igr:openEnded",
        "igr:optionCount",
        "igr:ordinal",
        "igr:startDate",
        "igr:statesRepresented",
        "igr:untilDate",
    }
)
"""Properties of which a thing has one value; the one read first stands."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    "Aim": ("igr:content", "^igr:hasAim"),
    "Assessment": ("igr:assesses", "igr:stance"),
    "Citation": ("igr:cites",),
    "Constraint": ("igr:content", "igr:constrains"),
    "Election": ("igr:elects",),
    "Finding": ("igr:findingKind", "igr:content"),
    "GroupMembers": ("igr:membersOf",),
    "Input": ("igr:inputFrom",),
    "Measure": ("igr:content", "^igr:hasMeasure"),
    "OfficeHolding": ("igr:office", "igr:holder"),
    "Participation": ("igr:participant", "igr:participationKind"),
    "Product": ("igr:content",),
    "ReformOption": ("igr:inSet", "igr:content"),
    "SystemWideResponse": ("igr:inList", "igr:order"),
}
"""Class -> what a thing of it must have to say anything; ``^`` marks what must lead to it."""

SUPER = {
    "Session": "Meeting",
    "SpecialSession": "Session",
    "City": "Place",
    "Country": "Place",
    "Request": "Act",
    "Recommendation": "Act",
    "Establishment": "Act",
    "Submission": "Act",
    "Adoption": "Act",
    "View": "Act",
    "Appreciation": "Act",
    "Opening": "Act",
    "Election": "Act",
    "Extension": "Act",
    "Termination": "Act",
    "Amendment": "Act",
    "ReportingDuty": "Request",
}
"""Class -> the class above it, as the ontology has it."""


def sift(triples: Sequence[Triple], parts: str) -> tuple[set[Triple], list[str]]:
    """Return the triples that can stand together, and a sentence for each that was left out.

    :param triples: in the order in which they were read: local names, prefixed names or terms
    :param parts: how local names of the parts of the document begin

    >>> kept, told = sift([("m", "igr:ordinal", "2"), ("m", "igr:ordinal", "3")], "doc/")
    >>> kept, told
    ({('m', 'igr:ordinal', '2')}, ['m igr:ordinal 3: it has another value already.'])
    """
    told: list[str] = []
    kept = _single(triples, told)
    while True:
        left = _whole(_fitting(kept, parts, told), told)
        if len(left) == len(kept):
            return set(kept), told
        kept = left


def _single(triples: Iterable[Triple], told: list[str]) -> list[Triple]:
    first: dict[tuple[str, str], str] = {}
    kept = []
    for s, p, o in triples:
        if p in SINGLE and first.setdefault((s, p), o) != o:
            told.append(f"{s} {p} {o}: it has another value already.")
        else:
            kept.append((s, p, o))
    return kept


def _classes(triples: Iterable[Triple]) -> dict[str, set[str]]:
    """Return the classes of each thing, with those above them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for s, p, o in triples:
        if p == "rdf:type":
            name: str | None = o.removeprefix("igr:")
            while name:
                found[s].add(name)
                name = SUPER.get(name)
    return found


def _fitting(triples: Sequence[Triple], parts: str, told: list[str]) -> list[Triple]:
    """Return the triples whose object is of a class that the property may lead to."""
    classes, kept = _classes(triples), []
    for s, p, o in triples:
        narrow = (OF_CLASS[c, p] for c in classes.get(s, ()) if (c, p) in OF_CLASS)
        allowed = next(narrow, RANGES.get(p))
        found = classes.get(o) or ({"DocumentPart"} if o.startswith(parts) else set())
        if allowed is not None and found and not found & allowed:
            told.append(f"{s} {p} {o}: this cannot be a {' or '.join(sorted(found))}.")
        else:
            kept.append((s, p, o))
    return kept


def _whole(triples: Sequence[Triple], told: list[str]) -> list[Triple]:
    """Return the triples without things that lack what makes them a statement."""
    has: defaultdict[str, set[str]] = defaultdict(set)
    for s, p, o in triples:
        has[s].add(p)
        has[o].add(f"^{p}")
    gone = set()
    for thing, classes in _classes(triples).items():
        lacking = [p for c in sorted(classes) for p in NEEDED.get(c, ()) if p not in has[thing]]
        if lacking:
            gone.add(thing)
            told.append(f"{thing}: nothing was read for {', '.join(lacking)}.")
    return [t for t in triples if t[0] not in gone and t[2] not in gone]
