"""Cities, and States where they are the place of something."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from igr_kg.extract.mentions.gazetteer import Gazetteer
from igr_kg.extract.mentions.phrases import Phrases, Text
from igr_kg.extract.mentions.scene import Found, longest, makers, words
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Match

_FOREIGN, _LONG = 3, 12


class Places:
    """Finds places.

    :param states: names of States, name -> key
    :param cities: names of cities, name -> key
    """

    def __init__(self, pack: LanguagePack, phrases: Phrases, states: Gazetteer, cities: Gazetteer) -> None:
        self._phrases = phrases
        self._states, self._cities, self._told = states, cities, Gazetteer(())
        before = dict.fromkeys(words(pack, "place_before"), "place")
        self._before = Gazetteer(before | dict.fromkeys(words(pack, "place_before_not"), "other"))
        self._after = Gazetteer(words(pack, "place_after"))
        self._people = Gazetteer(words(pack, "place_people"))
        self._not_after = Gazetteer(words(pack, "place_not_after"))
        self._not = words(pack, "place_not")
        self._longest = int(pack.words.get("place_longest", _LONG))
        self._letters = frozenset("".join((*words(pack, "transliteration"), *words(pack, "place_letters"))))
        self._and = ("、", *words(pack, "name_conjunctions"))
        self._venues = makers(pack, "place")
        self._titles = makers(pack, "place.title")

    def knowing(self, phrases: Phrases, told: Iterable[str]) -> Places:
        """Return a finder that also knows the places that a document told."""
        more = copy(self)
        more._phrases = phrases
        more._told = Gazetteer(told)
        return more

    def find(self, on: Text, bodies: list[Found], instruments: list[Found]) -> list[Found]:
        """Return the places of a block; in 「巴塞尔、鹿特丹和某某公约」 the first two are none."""
        text = on.scene.text
        candidates = [on.scene.found("place", a, b, "told", rank=1) for a, b, _ in self._told.scan(text)]
        states = [(a, b, key) for a, b, key in self._states.scan(text)]
        in_states = {i for a, b, _ in states for i in range(a, b)}
        candidates += [
            on.scene.found("place", a, b, "authority", key=key, data={"kind": "city"}, rank=3)
            for a, b, key in self._cities.scan(text)
            if not in_states.issuperset(range(a, b)) and self._people.at(text, b) < 0
        ]
        candidates += self._venue_names(on, bodies)
        starts = {f.start for f in candidates}
        for a, b, key in states:
            if self._is_scene(text, a, b, starts) or self._on_own_line(on, a, b, starts):
                data = {"kind": "country"}
                candidates.append(on.scene.found("place", a, b, "authority", key=key, data=data, rank=4))
        return self._without_treaties(text, longest(candidates), instruments)

    def _without_treaties(self, text: str, places: list[Found], instruments: list[Found]) -> list[Found]:
        named = {f.start for f in instruments if f.rule in {"authority", "instrument.place"}}
        kept: list[Found] = []
        for place in reversed(places):
            behind = max((place.end + len(w) for w in self._and if text.startswith(w, place.end)), default=-1)
            if behind in named:
                named.add(place.start)
            else:
                kept.append(place)
        return kept[::-1]

    def _is_scene(self, text: str, start: int, end: int, cities: set[int]) -> bool:
        """Tell whether a State is a place here, not somebody who acts."""
        if self._not_after.at(text, end) > end:
            return False
        behind = end + 1 if text[end : end + 1] == "，" else end
        return (
            self._before.get(text[max(0, self._before.before(text, start)) : start]) == "place"
            or self._after.at(text, end) > end
            or end in cities
            or (behind in cities and text[start - 1 : start] == "，")
        )

    @staticmethod
    def _on_own_line(on: Text, start: int, end: int, cities: set[int]) -> bool:
        """Tell whether a line of a masthead gives a State and its city and nothing before: 秘鲁，利马."""
        first = start == 0 or start in on.scene.breaks
        return on.scene.is_title and first and on.scene.text[end : end + 1] == "，" and end + 1 in cities

    def _venue_names(self, on: Text, bodies: list[Found]) -> list[Found]:
        """Return names that stand where a venue stands, whether known or not."""
        found: list[Found] = []
        for match in self._venues.find(on.scene.view):
            start = on.scene.view.index(match.spans["place"].start)
            found += self._split(on, start, start + len(match.texts["place"]), match.pattern.id, bodies)
        if on.scene.is_title:
            for match in self._titles.find(on.scene.view):
                found += self._of_title(on, match, bodies)
        return found

    def _of_title(self, on: Text, match: Match, bodies: list[Found]) -> list[Found]:
        """Return the places of a masthead, as far as the line goes."""
        found: list[Found] = []
        at = match.start + 1
        for group in ("place", "city"):
            name = match.texts.get(group, "")
            if not name:
                break
            broken = [b for b in on.scene.breaks if at < b < at + len(name)]
            end = min([*broken, at + len(name)])
            following = on.scene.text[end : end + 1]
            if not broken and following and following.isalpha() and end not in on.scene.breaks:
                break
            found += self._split(on, at, end, match.pattern.id, bodies)
            if broken or on.scene.text[end : end + 1] != "，":
                break
            at = end + 1
        return found

    def _split(self, on: Text, start: int, end: int, rule: str, bodies: list[Found]) -> list[Found]:
        """Return the State and the city of a venue written together, 荷兰鹿特丹; none if it is no name."""
        text = on.scene.text
        name = text[start:end]
        if len(name) < 2 or any(on.walls[start:end]) or name.endswith(self._not):
            return []
        if any(b.start < end and start < b.end for b in bodies):
            return []
        if not self._is_foreign(name) and self._phrases.stops_within(on, start, end):
            return []
        border = self._states.at(text, start)
        if border >= end or border < 0:
            ends = [i for i in range(start + 1, end) if self._told.at(text, i) == end]
            border = ends[0] if ends else -1
        if len(name) > self._longest and not start < border < end:
            return []
        known = self._cities.at(text, max(border, start))
        end = known if start < known < end else end
        if not start < border < end:
            kind = {"kind": "country"} if name in self._states else {}
            return [self._place(on, start, end, rule, kind)]
        return [
            self._place(on, start, border, rule, {"kind": "country"}),
            self._place(on, border, end, rule, {"kind": "city"}),
        ]

    def _is_foreign(self, name: str) -> bool:
        """Tell whether a name is written in the characters of foreign names, in which no word is a word."""
        return len(name) >= _FOREIGN and self._letters.issuperset(name)

    def _place(self, on: Text, start: int, end: int, rule: str, data: dict[str, str]) -> Found:
        name = on.scene.text[start:end]
        key = self._states.get(name) or self._cities.get(name)
        return on.scene.found("place", start, end, rule, key=key or None, data=data, rank=2)
