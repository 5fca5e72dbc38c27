"""Where a name begins: from its last word leftwards to what cannot belong to it.

Chinese writes no blanks between words, so a name such as 「可持续城市问题高级别小组」 is known by
its head and by what stands before it: a verb, a preposition, a pronoun, punctuation. Those words,
the words in which the same characters mean something else, and the rules for conjunctions are data.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field

from igr_kg.extract.mentions.gazetteer import Gazetteer
from igr_kg.extract.mentions.scene import Scene, words
from igr_kg.packs.language import LanguagePack

REACH = 48
"""The longest name looked for, in characters."""

_SHORT, _NOUN = 6, 2
_OPEN_TITLE, _CLOSE_TITLE = "《", "》"
_JOINERS = "·-"
_SENTENCE = "。；：:;“”《》*.)"


@dataclass(slots=True)
class Text:
    """One block's text with what a name cannot run through.

    :param walls: characters of mentions that no name contains
    :param ends: indexes at which a body is known to end
    :param open_ends: those of them at which a head ends that can describe another one: 联盟|组织
    """

    scene: Scene
    solid: bytearray
    walls: bytearray
    ends: set[int] = field(default_factory=set)
    open_ends: set[int] = field(default_factory=set)

    def wall(self, start: int, end: int) -> None:
        """Let no name run through a range."""
        self.walls[start:end] = b"\1" * (end - start)


class Phrases:
    """The pack's knowledge of where names begin."""

    def __init__(
        self, pack: LanguagePack, known: tuple[str, ...] = (), instruments: tuple[str, ...] = ()
    ) -> None:
        self._stops = Gazetteer(words(pack, "name_stops"))
        solids = dict.fromkeys((*words(pack, "name_solids"), *(n for n in known if len(n) > 1)), "solid")
        self._solids = Gazetteer(solids | dict.fromkeys(words(pack, "name_solids_not"), ""))
        self._instruments = Gazetteer(instruments)
        self._conjunctions = Gazetteer(words(pack, "name_conjunctions"))
        self._loose = frozenset(words(pack, "name_conjunctions_loose"))
        self._enders = Gazetteer(words(pack, "name_enders"))
        self._nominal = frozenset(words(pack, "name_nominal"))
        self._predicates = frozenset(words(pack, "name_predicates"))
        self._actors = Gazetteer(words(pack, "name_actors"))
        self._openers = Gazetteer(words(pack, "body_openers"))
        self._modifiers = Gazetteer(words(pack, "name_modifiers"))
        self._topics = Gazetteer(words(pack, "name_topics"))
        self._indefinite = Gazetteer(words(pack, "name_indefinite"))
        self._trims = Gazetteer(words(pack, "name_after_date"))
        self._each = words(pack, "name_each") or ("各",)

    def knowing(self, names: Iterable[str], instruments: Iterable[str]) -> Phrases:
        """Return the knowledge with names that a document told."""
        more = copy(self)
        more._solids = self._solids.plus((n for n in names if len(n) > 1), "solid")
        more._instruments = self._instruments.plus(instruments)
        return more

    def text(self, scene: Scene) -> Text:
        """Return a block's text, ready for :meth:`start`."""
        text = scene.text
        solid = bytearray(len(text))
        for start, end, sort in self._solids.scan(text):
            solid[start:end] = (b"\1" if sort else b"\0") * (end - start)
        return Text(scene, solid, bytearray(len(text)))

    def stop_before(self, on: Text, end: int) -> int:
        """Return where the word begins that ends at ``end`` and that no name contains, or -1."""
        start = self._stops.before(on.scene.text, end)
        return start if start >= 0 and not any(on.solid[start:end]) else -1

    def stops_within(self, on: Text, start: int, end: int) -> bool:
        """Tell whether a word that no name contains stands in a range."""
        return any(self.stop_before(on, i) >= start for i in range(start + 1, end + 1))

    def stops_at(self, text: str, start: int) -> bool:
        """Tell whether a word that no name contains begins at ``start``."""
        return self._stops.at(text, start) > start

    def opens(self, text: str, start: int) -> bool:
        """Tell whether a word stands at ``start`` with which names begin."""
        return self._openers.at(text, start) > start

    def instrument_at(self, text: str, start: int) -> int:
        """Return where the known instrument ends that begins at ``start``, or -1."""
        return self._instruments.at(text, start)

    def introduces(self, text: str, index: int) -> bool:
        """Tell whether "a", "a new" or "to set up" stands before ``index``."""
        return self._indefinite.before(text, index) >= 0

    def ends_one(self, phrase: str) -> bool:
        """Tell whether a phrase ends in a word that ends a noun phrase of its own: 各缔约方."""
        return self._enders.before(phrase, len(phrase)) >= 0

    def start(self, on: Text, end: int, *, joins: bool = True, bound: bool = False) -> int:
        """Return where the phrase begins that leads up to ``end``.

        :param end: index of the first character of the name's last word
        :param joins: a conjunction may stand inside
        :param bound: the last word cannot stand alone, so a verb right before it describes it: 援助|机构
        """
        text, index = on.scene.text, end
        verb = self._stops.before(text, end) if bound else -1
        acts = text[verb:end] in self._predicates or text[verb:end] in self._indefinite
        if 0 <= verb < end - 1 and not acts and not any(on.walls[verb:end]):
            index = verb
        limit = max(0, end - REACH) if self._openers.at(text, end) <= end else end
        while index > limit:
            if on.walls[index - 1]:
                return self._after_date(text, index, end)
            instrument = self._instruments.before(text, index)
            if index - instrument > 2 and instrument >= 0 and (index == end or not self._breaks(on, index)):
                index = instrument
                continue
            if self._breaks(on, index):
                return index
            if text[index - 1] == _CLOSE_TITLE and (opened := text.rfind(_OPEN_TITLE, limit, index)) >= 0:
                index = opened
                continue
            if not self._may_belong(text[index - 1]):
                return index
            onward = self._past_stop(on, index, joins and index < end)
            if onward == index:
                return index
            index = onward
            if self._openers.at(text, index) > index:
                return index
        return index

    def over_conjunction(self, on: Text, index: int) -> int:
        """Return where the phrase begins that a conjunction joins to the one at ``index``, or ``index``."""
        before = self._conjunctions.before(on.scene.text, index)
        if before < 1 or before in on.ends or on.walls[before - 1] or any(on.solid[before:index]):
            return index
        left = self.start(on, before, joins=False)
        return index if left == before or self._enders.before(on.scene.text, before) >= left else left

    @staticmethod
    def _breaks(on: Text, index: int) -> bool:
        """Tell whether a line of a title ends before ``index``."""
        return on.scene.is_title and index in on.scene.breaks

    def _after_date(self, text: str, index: int, end: int) -> int:
        """Return where a name begins behind a mention: 2015年|后|某议程小组."""
        after = self._trims.at(text, index)
        return after if index < after <= end and not self._solids.at(text, index) > after else index

    @staticmethod
    def _may_belong(char: str) -> bool:
        return (char.isalpha() or char in _JOINERS) and not char.isdecimal()

    def _past_stop(self, on: Text, index: int, joins: bool) -> int:
        """Return the next index to the left, or ``index`` itself when the phrase begins here."""
        text = on.scene.text
        stop = self.stop_before(on, index)
        conjunction = self._conjunctions.before(text, index)
        if conjunction >= 0 and not any(on.solid[conjunction:index]) and not 0 <= stop < conjunction:
            return self._past_conjunction(on, conjunction, index) if joins else index
        modifier = self._modifiers.before(text, index)
        if modifier >= 0:
            return modifier
        topic = self._topics.before(text, index)
        if topic >= 0:
            onward = self.start(on, topic, joins=False)
            if onward < topic and self._indefinite.before(text, onward) >= 0:
                return onward
        if stop < 0:
            return index - 1
        if text[stop:index] in self._nominal and self._describes(on, stop):
            return stop
        is_each = text[stop:index] in self._each and stop in on.ends
        return stop - 1 if is_each else index

    def _describes(self, on: Text, index: int) -> bool:
        """Tell whether a noun that cannot act stands before a verb, which so is a noun itself: 选举|改革."""
        text = on.scene.text
        if index < _NOUN or on.walls[index - 1] or index in on.ends or self._breaks(on, index):
            return False
        enders = (self._enders, self._actors, self._conjunctions, self._modifiers)
        free = text[index - 1].isalpha() and not any(e.before(text, index) >= 0 for e in enders)
        return free and all(self.stop_before(on, i) < 0 for i in (index, index - 1))

    def _past_conjunction(self, on: Text, start: int, end: int) -> int:
        """Decide whether a conjunction stands inside the name or before it."""
        text = on.scene.text
        if start in on.ends or not start or on.walls[start - 1]:
            return end
        left = self.start(on, start, joins=False)
        if left == start or self._enders.before(text, start) >= left:
            return end
        if text[start:end] in self._loose or self._is_firm(on, left) or self._is_part(on, left, start):
            return left
        return end

    @staticmethod
    def _is_part(on: Text, left: int, conjunction: int) -> bool:
        """Tell whether a body with more words behind it stands here: 某组织粮食|和农业委员会."""
        first = max(left + 1, conjunction - _SHORT)
        return any(end in on.ends for end in range(first, conjunction))

    def _is_firm(self, on: Text, index: int) -> bool:
        """Tell whether a name certainly begins here: a sentence, a line, or "a", "a new" before it."""
        text = on.scene.text
        if index == 0 or (index in on.scene.breaks and on.scene.is_title):
            return True
        return text[index - 1] in _SENTENCE or self._indefinite.before(text, index) >= 0
