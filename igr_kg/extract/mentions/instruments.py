"""Treaties, plans, named processes and outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from igr_kg.extract.mentions.gazetteer import Gazetteer
from igr_kg.extract.mentions.phrases import Phrases, Text
from igr_kg.extract.mentions.scene import Found, extent, longest, makers, marked, words
from igr_kg.model import View
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Patterns

_TITLE_MARKS = {"《": "》"}
_QUOTES = {"“": "”"}
_LONGEST = 160
_AFTER_PLACE = 16
_LINKED, _LONGEST_PLACE = 2, 6


class Instruments:
    """Finds instruments.

    :param known: official and short names, name -> key
    :param places: names of cities and States, which treaties and processes are called after
    :param states: those of States
    """

    def __init__(
        self,
        pack: LanguagePack,
        phrases: Phrases,
        known: Gazetteer,
        places: Gazetteer,
        states: Gazetteer,
    ) -> None:
        self._phrases = phrases
        self._known, self._told = known, Gazetteer(())
        self._places, self._states = places, states
        self._heads = Gazetteer(words(pack, "instrument_heads"))
        self._alone = frozenset(words(pack, "instrument_alone"))
        self._vague = Gazetteer(words(pack, "instrument_not_before"))
        self._related = Gazetteer(words(pack, "instrument_related"))
        self._outcomes = Gazetteer(words(pack, "outcome_heads"))
        self._place_outcomes = Gazetteer(words(pack, "place_outcome_heads"))
        self._not_outcomes = Gazetteer(words(pack, "place_outcome_not"))
        self._classes = Gazetteer(words(pack, "instrument_classes"))
        self._generic = Gazetteer(words(pack, "instrument_generic"))
        self._verbs = Gazetteer(words(pack, "quotation_verbs"))
        self._letters = frozenset("".join(words(pack, "transliteration")))
        self._openers = Gazetteer(words(pack, "body_openers"))
        self._bodies = Gazetteer((*words(pack, "body_heads"), *words(pack, "body_heads_bound")))
        self._linked = makers(pack, "instrument.linked")
        self._forms = makers(pack, "instrument")
        self._publications = makers(pack, "instrument.not")
        self._all_forms = Patterns([*self._forms, *makers(pack, "instrument.running")])

    def knowing(self, phrases: Phrases, told: Iterable[str], places: Iterable[str]) -> Instruments:
        """Return a finder that also knows the instruments and places that a document told."""
        more = copy(self)
        more._phrases = phrases
        more._told, more._places = Gazetteer(told), self._places.plus(places)
        return more

    def find(self, on: Text, bodies: list[Found]) -> list[Found]:
        """Return the instruments of a block."""
        text, scene = on.scene.text, on.scene
        found = self._titled(on)
        found += [
            scene.found("instrument", a, b, "authority", key=key, rank=3)
            for a, b, key in self._known.scan(text)
        ]
        found += [scene.found("instrument", a, b, "told", rank=2) for a, b, _ in self._told.scan(text)]
        found += [
            scene.found("instrument", a, b, "instrument.class", data={"class": "true"}, rank=1)
            for a, b, _ in self._classes.scan(text)
        ]
        forms = self._forms if scene.is_title else self._all_forms
        shaped = [
            (m.pattern.id, extent(scene.view, m, "instrument", "named")) for m in forms.find(scene.view)
        ]
        found += [scene.found("instrument", a, b, rule) for rule, (a, b) in shaped]
        found += [*self._after_places(on), *self._by_links(on), *self._by_form(on, bodies)]
        return longest([self._keyed(f) for f in found])

    def _keyed(self, found: Found) -> Found:
        key = found.key or self._known.get(found.value)
        return Found(
            found.kind, found.start, found.end, found.value, found.rule, key or None, found.data, found.rank
        )

    def _titled(self, on: Text) -> list[Found]:
        text, found, index = on.scene.text, [], 0
        while index < len(text):
            end = -1
            if text[index] in _TITLE_MARKS:
                end = _closing(text, index, _TITLE_MARKS[text[index]])
            elif text[index] in _QUOTES and self._is_title(text, index):
                end = _closing(text, index, _QUOTES[text[index]])
            if end > index + 1 and self._is_publication(on, index + 1, end):
                end = -1
            if end > index + 1:
                data = {"titled": "true"}
                found.append(
                    on.scene.found("instrument", index + 1, end, "instrument.titled", data=data, rank=4)
                )
                index = end
            index += 1
        return found

    def _is_publication(self, on: Text, start: int, end: int) -> bool:
        """Tell whether words in title marks name a report or a record, no treaty or plan."""
        view = on.scene.view
        inner = View(view.text[start:end], view.starts[start:end], view.ends[start:end])
        return any(self._publications.find(inner))

    def _is_title(self, text: str, start: int) -> bool:
        """Tell whether quoted words are a name: they end like one and make no clause."""
        end = _closing(text, start, _QUOTES[text[start]])
        inner = text[start + 1 : end] if end > 0 else ""
        return (
            bool(inner)
            and not any(mark in inner for mark in "，。；：？—")
            and self._verbs.at(inner, 0) < 0
            and self._outcomes.before(inner, len(inner)) > 0
        )

    def _after_places(self, on: Text) -> list[Found]:
        """Return what is called after a place: 马拉喀什协定, 加的夫进程."""
        text, found = on.scene.text, []
        for start, end, _ in self._places.scan(text):
            heads = self._heads if text[start:end] in self._states else self._place_outcomes
            stop = self._head_after(on, end, heads)
            if stop > 0:
                found.append(on.scene.found("instrument", start, stop, "instrument.place"))
        return found

    def _head_after(self, on: Text, index: int, heads: Gazetteer) -> int:
        text = on.scene.text
        for at in range(index, min(len(text), index + _AFTER_PLACE)):
            if (at in on.scene.breaks and on.scene.is_title) or self._not_outcomes.at(text, at) > at:
                return -1
            end = heads.at(text, at)
            if end > at:
                return end
            if not text[at].isalpha() and text[at] != "-":
                return -1
            if self._bodies.at(text, at) > at or on.walls[at]:
                return -1
            if self._phrases.stop_before(on, at + 1) >= index or self._places.at(text, at) > at > index:
                return -1
        return -1

    def _by_links(self, on: Text) -> list[Found]:
        found = []
        for match in self._linked.find(on.scene.view):
            start = self._linked_start(on, match.start + 1)
            if not self._phrases.stops_within(on, match.start + 1, match.end - 1):
                found.append(on.scene.found("instrument", start, match.end, match.pattern.id))
        return found

    def _linked_start(self, on: Text, dash: int) -> int:
        """Return where the first of two linked names begins; one of foreign letters is not cut short."""
        start = self._phrases.start(on, dash, joins=False)
        if dash - start >= _LINKED:
            return start
        while dash - start < _LONGEST_PLACE and start > 0 and on.scene.text[start - 1] in self._letters:
            start -= 1
        return start

    def _by_form(self, on: Text, bodies: list[Found]) -> list[Found]:
        """Return treaties and plans by their last word, with what leads up to it."""
        text, found = on.scene.text, []
        ends = {b.end: b for b in bodies}
        known = marked(len(text), ((b.start, b.end, "") for b in bodies if b.rule == "authority"))
        for start, end, _ in self._heads.scan(text):
            if any(on.walls[start:end]):
                continue
            left = start if known[start] else self._left(on, start)
            body = next((ends[i] for i in range(start, left, -1) if i in ends), None)
            if body is not None and self._openers.at(body.value, 0) != len(body.value):
                left = max(left, body.end)
            if self._phrases.introduces(text, left) or self._known.before(text, end) > left:
                continue
            before = text[left:start]
            rest = self._beyond_generic(before)
            if len(rest) >= 2 or (
                rest != before and left < start and self._openers.at(before, 0) > 0 and rest
            ):
                found.append(on.scene.found("instrument", left, end, "instrument.form"))
            elif text[start:end] in self._alone and self._vague.before(text, start) < 0:
                found.append(on.scene.found("instrument", start, end, "instrument.alone"))
        return found

    def _left(self, on: Text, head: int) -> int:
        """Return where the name begins that leads up to a head; subjects have treaties: 海洋有关公约."""
        related = self._related.before(on.scene.text, head)
        if related >= 0:
            left = self._phrases.start(on, related, joins=False)
            about = on.scene.text[left:related]
            if len(self._beyond_generic(about)) > 1 and not self._phrases.ends_one(about):
                return left
        return self._phrases.start(on, head)

    def _beyond_generic(self, before: str) -> str:
        index = 0
        while (end := self._generic.at(before, index)) > index:
            index = end
        return before[index:]


def _closing(text: str, start: int, mark: str) -> int:
    """Return where the mark stands that closes the one at ``start``, nested ones skipped, or -1.

    >>> _closing("《进一步执行《议程》方案》", 0, "》")
    12
    """
    opening, depth = text[start], 0
    for index in range(start, min(len(text), start + _LONGEST)):
        if text[index] == opening:
            depth += 1
        elif text[index] == mark:
            depth -= 1
            if not depth:
                return index
    return -1
