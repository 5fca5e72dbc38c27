"""Where acts begin: verbs that open a clause, alone, after a subject or carried over from one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from igr_kg.extract.acts.clauses import Clause, body_start, sentences
from igr_kg.extract.acts.passage import DIRECTIVE, Passage
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Match

_AGAIN = frozenset({"requests", "urges", "decides", "calls-upon", "demands"})
_CALLS = frozenset({"urges", "calls-upon", "encourages", "demands"})
TOLD = frozenset(
    {"decides", "adopts", "establishes", "extends", "requests", "invites", "instructs"}
    | {"urges", "calls-upon", "demands", "authorizes"}
)
"""What a recital may tell that another has done; what others hold, note or stress is its content."""
_OWN = frozenset({"recalls", "notes", "welcomes", "bearing-in-mind", "concerned", "appreciates", "guided-by"})
"""What a body does in recitals of its own even behind a clause about another one."""
_CONTENT = frozenset({"bearing-in-mind", "guided-by", "other", "determines", "endorses"})


@dataclass(frozen=True, slots=True)
class Head:
    """A verb with the clause that it opens.

    :param start: index where the act's words begin: the subject, or what stands before it
    :param topic: the subject named by an earlier clause of the sentence, as a match, or None
    :param sentence: number of the sentence in the block
    :param stop: index where the sentence ends
    :param past: whether a word before the verb says that it has already happened
    :param inner: whether a recital tells what another did, inside what the body recalls or notes
    """

    match: Match
    verbs: tuple[str, ...]
    start: int
    topic: Match | None
    sentence: int
    stop: int
    past: bool = False
    inner: bool = False

    @property
    def has_subject(self) -> bool:
        """Tell whether the clause names its subject."""
        return "subject" in self.match.spans

    @property
    def form(self) -> str | None:
        """How the verb stands (``present``, ``participle``, ``past`` ...), where the language tells forms."""
        return self.match.pattern.set.get("form")

    @property
    def weak(self) -> bool:
        """Tell whether the verb is an ordinary word too."""
        return self.match.pattern.set.get("strength") == "weak"

    @property
    def passive(self) -> bool:
        """Tell whether who performs the act is not its subject: "the secretariat was requested"."""
        return self.match.pattern.set.get("voice") == "passive"

    @property
    def of_cited(self) -> bool:
        """Tell whether a past verb goes on with what a cited decision did, in a recital."""
        return self.form == "past" and not self.has_subject and "conj" in self.match.spans

    @property
    def by_issuer(self) -> bool:
        """Tell whether the words are those of who issues the document: "hereby transmits"."""
        return self.match.pattern.set.get("by") == "issuer"

    @property
    def told(self) -> bool:
        """Tell whether the verb is marked as past."""
        return self.past or "aspect" in self.match.spans or self.form == "past"


@dataclass(slots=True)
class _State:
    """What is known when a clause is read."""

    number: int
    stop: int
    first: bool = True
    previous: Head | None = None
    topic: Match | None = None
    topic_start: int = 0
    adjunct: int | None = None
    read_to: int = 0
    inner: bool = False
    form: str | None = None


_OTHER_TABLES = ("act_heard", "act_been")
_TABLES = ("act_verbs", "act_weak", "act_feelings", "act_effects", "act_base", "act_gerunds", *_OTHER_TABLES)
"""Where the class of a verb is looked up that the table of its pattern does not hold."""


def verb_classes(match: Match, pack: LanguagePack) -> tuple[str, ...]:
    """Return the classes of the verbs that a pattern matched, looked up in the pack's tables.

    A language that inflects looks up what ``verbstem`` holds: the verb without its ending.
    """
    fixed = match.pattern.set.get("verb")
    if fixed:
        return (str(fixed),)
    tables = (match.pattern.set.get("table", ""), *_TABLES)
    found = []
    for group in ("verb", "second"):
        word = (match.texts.get(f"{group}stem") or match.texts.get(group, "")).casefold()
        classes = [pack.words[t][word] for t in tables if word and word in pack.words.get(t, {})]
        found.extend(classes[:1])
    return tuple(found)


def find(passage: Passage, *, opens: bool, led: bool) -> list[Head]:
    """Return the heads of a block in order.

    :param passage: the block
    :param opens: whether a verb without any subject may open it: a recital, an operative paragraph, an
        item of a list that says what is decided
    :param led: whether an opening line or a chapeau names the body, so that ordinary verbs may open too
    """
    heads: list[Head] = []
    begin = body_start(passage.tagged.view, passage.block)
    for number, whole in enumerate(sentences(passage.text, begin)):
        clauses = [part for clause in whole for part in _parted(passage, clause)]
        form = heads[-1].form if heads else None
        state = _State(number, clauses[-1].end, first=number == 0, form=form)
        for clause in clauses:
            if clause.start < state.read_to or _asked_of_others(passage, clause, state):
                continue
            head = _head(passage, clause, state, opens=opens or _carried_on(passage, state, heads), led=led)
            if head is None or _held_by_others(passage, clause, head) or _only_joined(passage, head):
                _remember(passage, clause, state)
                continue
            state.inner = _inner(passage, head, state, bool(heads))
            if state.inner and head.verbs[-1] not in TOLD:
                continue
            head = replace(head, inner=state.inner)
            heads.append(head)
            state.previous, state.first, state.adjunct, state.topic = head, False, None, None
            state.form = head.form or state.form
            state.read_to = passage.index(head.match.spans.get("verb", head.match.span).end)
    return heads


def _carried_on(passage: Passage, state: _State, heads: Sequence[Head]) -> bool:
    """Tell whether a sentence may go on with the subject of the one before it, which it leaves out."""
    left_out = bool(passage.source.pack.words.get("act_subject_carries_on"))
    return left_out and bool(heads) and state.previous is None and heads[-1].sentence == state.number - 1


def _asked_of_others(passage: Passage, clause: Clause, state: _State) -> bool:
    """Tell whether a clause begins with what one who is asked is to ask of others ("as Chair, to invite")."""
    if state.previous is None or state.previous.verbs[-1] not in DIRECTIVE:
        return False
    after = passage.index(state.previous.match.spans.get("verb", state.previous.match.span).end)
    nested = passage.source.pack.makers("act.nested").at(passage.tagged, after)
    return any(m is not None and passage.index(m.spans["verb"].start) == clause.start for m in nested)


def _inner(passage: Passage, head: Head, state: _State, later: bool) -> bool:
    """Tell whether a verb of a recital says what another did, not what the body of the text does.

    It does with a subject of its own or with "in which" behind a verb of the body; a verb that is only
    joined to such a one says it of the same subject, unless it is one that recitals open with.
    """
    if _under_that(passage, head, state):
        return True
    if passage.block.kind != "preamble" or passage.opening is None or not later:
        return False
    if head.of_cited:
        return True
    conj = head.match.texts.get("conj", "")
    if head.has_subject or conj in passage.list("act_wherein"):
        return True
    return state.inner and bool(conj) and head.verbs[0] not in _OWN


def _under_that(passage: Passage, head: Head, state: _State) -> bool:
    """Tell whether a past verb with subject is what a verb before it tells: "recalled that the Group had"."""
    if state.previous is None or head.form != "past" or not head.has_subject:
        return False
    verb = state.previous.match.spans.get("verb", state.previous.match.span)
    said = passage.text[passage.index(verb.end) :].lstrip().casefold()
    return said.startswith(passage.list("act_that"))


def _held_by_others(passage: Passage, clause: Clause, head: Head) -> bool:
    """Tell whether a verb only spells out the opinion of others that the clause before it names."""
    if head.has_subject or "conj" in head.match.spans:
        return False
    before = passage.text[: clause.start].rstrip("， ")
    verb = head.match.spans.get("verb", head.match.span)
    first = passage.index(verb.start) == clause.start
    spelt = first and head.match.texts.get("verb") in passage.list("act_opinion_verbs")
    return spelt and before.endswith(passage.list("act_opinions"))


def _only_joined(passage: Passage, head: Head) -> bool:
    """Tell whether a word that joins names stands before what is no directive ("and the promise to").

    An infinitive is no name.
    """
    joined = head.match.texts.get("conj", "") in passage.list("act_noun_joins")
    if head.form == "base":
        return False
    return joined and not head.has_subject and head.verbs[0] not in DIRECTIVE - {"recommends", "decides"}


def _parted(passage: Passage, clause: Clause) -> Iterator[Clause]:
    """Yield a clause, or its parts where two directives are joined without a comma."""
    start = clause.start
    for match in passage.source.pack.makers("act.joined").find(passage.tagged, clause.start, clause.end):
        at = passage.index(match.spans["at"].start)
        yield Clause(start, at, clause.first and start == clause.start)
        start = at
    yield Clause(start, clause.end, clause.first and start == clause.start)


def _head(passage: Passage, clause: Clause, state: _State, *, opens: bool, led: bool) -> Head | None:
    for match in _candidates(passage, clause, state.stop):
        verbs = verb_classes(match, passage.source.pack)
        own = state.adjunct is None or ("conj" in match.spans and state.previous is not None)
        start = clause.start if own or state.adjunct is None else state.adjunct
        topic = state.topic if _of_topic(match, state) else None
        head = Head(match, verbs, start, topic, state.number, state.stop, past=_past(passage, match))
        if verbs and _agrees(passage, head, state) and _holds(head, state, opens=opens, led=led):
            if not head.has_subject and head.topic is not None:
                return replace(head, start=state.topic_start)
            return head
    return None


def _of_topic(match: Match, state: _State) -> bool:
    """Tell whether a verb may continue the subject of a clause before: in a narrative, where forms differ."""
    form = match.pattern.set.get("form")
    return state.topic is not None and (form is None or (form == "past" and state.previous is None))


def _agrees(passage: Passage, head: Head, state: _State) -> bool:
    """Tell whether the form of a verb without subject fits what stands before it.

    A language that tells forms goes on in the form that it began with: "requests ..., and urges",
    "recalling ..., and noting", "noted ..., and requested". A participle behind what is decided
    (``adds``) goes on with that. Patterns without ``form`` agree with everything.
    """
    rule = head.match.pattern.set
    if rule.get("unled") and _led(passage, state):
        return False
    if rule.get("opens") == "joint" or (head.form == "base" and passage.jointly and not head.has_subject):
        joined = "conj" in head.match.spans and state.form in rule["after"]
        return passage.jointly and (joined or _capital(passage, head))
    if "adds" in rule:
        asked = state.previous is not None and state.previous.verbs[-1] in DIRECTIVE - {
            "decides",
            "recommends",
        }
        return state.previous is not None and not asked and passage.block.kind != "preamble"
    if head.form is None or head.has_subject or rule.get("voice") == "passive":
        return True
    if _closes_relative(passage, head):
        return False
    if head.of_cited and passage.block.kind == "preamble" and state.previous is not None:
        return state.form == "past" or _cites(passage, state.previous, head)
    if state.form is not None and "after" in rule:
        anew = state.previous is None and _capital(passage, head) and rule.get("opens") != "never"
        return state.form in rule["after"] or anew or (state.topic is not None and head.form == "past")
    if head.form == "present" and state.form is None and not state.first and not _capital(passage, head):
        return passage.opening is not None
    opens = rule.get("opens")
    if opens == "item":
        return passage.listed or (state.topic is not None and head.form == "past")
    if opens == "decided":
        return passage.listed and state.previous is None
    if opens == "capital":
        return _capital(passage, head) or passage.block.kind == "preamble"
    return opens != "never" or (state.topic is not None and head.form == "past")


def _led(passage: Passage, state: _State) -> bool:
    """Tell whether verbs go without subject here, so that what stands behind them is their object."""
    return passage.opening is not None or (state.previous is not None and not state.previous.has_subject)


def _closes_relative(passage: Passage, head: Head) -> bool:
    """Tell whether a verb goes on behind a relative clause ("the plan, which helps ports, supports ...")."""
    relatives = passage.list("act_relatives")
    if not relatives or "conj" in head.match.spans or _capital(passage, head):
        return False
    before = passage.text[: head.match.start].rstrip(", ")
    return before[before.rfind(",") + 1 :].lstrip().casefold().startswith(relatives)


def _cites(passage: Passage, previous: Head, head: Head) -> bool:
    """Tell whether a recital cites a decision between its own verb and a later one."""
    start, end = previous.match.spans[""].start, head.match.span.start
    cited = (m for m in passage.tagged.mentions.values() if m.kind == "decision")
    return any(start <= m.start and m.end <= end for m in cited)


def _capital(passage: Passage, head: Head) -> bool:
    """Tell whether the first letter of an act is a capital, as where a text opens."""
    text = passage.text[head.match.start : head.match.end].lstrip(" “")
    return text[:1].isupper() and "conj" not in head.match.spans


def _past(passage: Passage, match: Match) -> bool:
    """Tell whether words such as "already" stand between what opens a clause and its verb."""
    start = passage.index(match.spans["subject"].end) if "subject" in match.spans else match.start
    before = passage.text[start : passage.index(match.spans.get("verb", match.span).start)]
    return before.removeprefix(match.texts.get("conj", "")).startswith(passage.list("act_past"))


def _candidates(passage: Passage, clause: Clause, stop: int) -> Iterable[Match]:
    """Return how a clause may begin an act, as the pack lists it or by the nearest verb."""
    found = passage.source.pack.makers("act.clause").at(passage.tagged, clause.start)
    fitting = (m for m in found if m.end <= stop)
    if not passage.source.pack.words.get("act_nearest_verb"):
        return fitting
    return sorted(fitting, key=lambda m: m.spans.get("verb", m.span).start)


def _holds(head: Head, state: _State, *, opens: bool, led: bool) -> bool:
    """Tell whether a verb at the beginning of a clause performs or tells an act here.

    After a directive ("requests X to ..., and to consider ...") verbs that say what somebody is to do
    are its content; a verb without subject needs a text that opens with verbs, or a subject before it.
    """
    directive = state.previous is not None and state.previous.verbs[-1] in DIRECTIVE
    if head.by_issuer and state.previous is None:
        return True
    if head.has_subject or head.passive:
        return not (directive and state.previous is not None and not state.previous.has_subject)
    if directive and state.previous is not None and not _goes_on(head, state.previous):
        return False
    if state.first:
        return (opens and (led or head.told or not head.weak)) or _prelude(head)
    if state.previous is None and state.topic is None:
        return opens and not head.weak
    if head.weak and not head.told:
        return state.previous is not None and led and "conj" in head.match.spans
    return True


def _prelude(head: Head) -> bool:
    """Tell whether a clause without subject looks ahead to one: "having considered ..., the Group"."""
    told = head.form == "participle" if head.form is not None else head.told
    return told or head.verbs[0] == "guided-by"


def _goes_on(head: Head, previous: Head) -> bool:
    """Tell whether a verb after a directive begins a new act of the same body.

    Without "and" a further directive is one only after a call; after a request to do something it may
    be part of what is requested; a form that cannot (``apart``) is always one.
    """
    if {"adds", "apart"} & head.match.pattern.set.keys():
        return True
    if head.form is None and (head.weak or head.verbs[0] in _CONTENT):
        return head.told and (not head.weak or ("conj" in head.match.spans and previous.has_subject))
    if "conj" in head.match.spans or head.verbs[0] in _AGAIN:
        return True
    return previous.verbs[-1] in _CALLS


def _remember(passage: Passage, clause: Clause, state: _State) -> None:
    """Keep the subject or the circumstance that a clause without act gives for those after it."""
    state.first = False
    pack = passage.source.pack
    text = passage.text[clause.start : clause.end]
    topics = pack.makers("act.topic").at(passage.tagged, clause.start)
    topic = next((m for m in topics if m.end <= clause.end), None)
    if topic is not None and not any(word in text for word in pack.words["act_modals"]):
        state.topic, state.topic_start = topic, clause.start
    adjunct = any(pack.makers("act.adjunct").at(passage.tagged, clause.start))
    if adjunct and state.adjunct is None:
        state.adjunct = clause.start
    elif not adjunct:
        state.adjunct = None


def ends(passage: Passage, heads: Sequence[Head]) -> list[int]:
    """Return the index where each act ends: where the next one of its sentence begins, or the sentence.

    What a recital tells of others inside an act is part of it.
    """
    found = []
    for number, head in enumerate(heads):
        later = (h for h in heads[number + 1 :] if h.inner <= head.inner)
        following = next(later, None)
        same = following is not None and following.sentence == head.sentence
        found.append(following.start if same and following is not None else head.stop)
    return found
