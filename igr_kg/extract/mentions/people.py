"""Offices and the persons named with them."""

from __future__ import annotations

import re

from igr_kg.extract.mentions.gazetteer import Gazetteer
from igr_kg.extract.mentions.phrases import Phrases, Text
from igr_kg.extract.mentions.scene import Found, marked, words
from igr_kg.packs.language import LanguagePack

_DOT = "·"
_LONGEST_NAME = 10
_LATIN_WORD = r"[A-ZÀ-ÖØ-ÞŁŚŠŞŽČĆĐ][A-Za-zÀ-ÖØ-öø-ɏ'’-]{1,24}"
_LATIN_LINKS = "d[aei]|dos|del|la|van|von|der|bin|al|el"
_LATIN_INITIALS = r"(?:[A-Z]\. ?){1,3}"
_LATIN_NAME = re.compile(
    rf"(?<![A-Za-z.])(?:{_LATIN_INITIALS}{_LATIN_WORD}"
    rf"|{_LATIN_WORD}(?: (?:[A-Z]\.|{_LATIN_WORD}|{_LATIN_LINKS})){{0,5}})"
)


class People:
    """Finds offices and persons.

    :param states: names of States, name -> key
    """

    def __init__(self, pack: LanguagePack, phrases: Phrases, states: Gazetteer) -> None:
        self._phrases = phrases
        self._states = states
        titles, heads = words(pack, "role_titles"), words(pack, "role_state_titles")
        ministers = words(pack, "role_ministers")
        self._titles = Gazetteer(
            {
                **dict.fromkeys(titles, "office"),
                **dict.fromkeys(heads, "state"),
                **dict.fromkeys(ministers, "minister"),
            }
        )
        self._not = Gazetteer(words(pack, "role_not"))
        self._state_words = Gazetteer(words(pack, "state_words"))
        self._honorifics = Gazetteer(words(pack, "honorifics"))
        self._families = Gazetteer(words(pack, "family_names"))
        self._letters = frozenset("".join(words(pack, "transliteration")))

    def find(self, on: Text) -> list[Found]:
        """Return the offices and persons of a block and wall them off from other names."""
        people = self._dotted(on)
        for person in people:
            on.wall(person.start, person.end)
        offices = [f for f in self._offices(on, people) if not any(p.overlaps(f) for p in people)]
        for office in offices:
            on.wall(office.start, office.end)
        people += self._addressed(on)
        people += self._of_office(on, offices)
        people += self._in_latin(on, offices)
        return [*people, *offices]

    def _dotted(self, on: Text) -> list[Found]:
        """Return names such as 科菲·安南: characters that write foreign names, around a middle dot."""
        text, found, reached = on.scene.text, [], 0
        for index, char in enumerate(text):
            if char != _DOT or index < reached:
                continue
            start = self._back(text, index, reached)
            end = self._on(text, index)
            if start < index and end > index + 1:
                found.append(on.scene.found("person", start, end, "person.dotted"))
                reached = end
        return found

    def _back(self, text: str, index: int, limit: int) -> int:
        start = index
        while start > max(limit, index - _LONGEST_NAME) and self._writes(text, start - 1):
            if self._titles.before(text, start) >= 0:
                break
            start -= 1
        return start

    def _on(self, text: str, index: int) -> int:
        end = index
        last_dot = index
        while end < len(text) and end - last_dot <= _LONGEST_NAME:
            if text[end] == _DOT:
                last_dot = end
            elif not self._writes(text, end) or (end > last_dot + 1 and self._ends(text, end)):
                break
            end += 1
        return end

    def _writes(self, text: str, index: int) -> bool:
        """Tell whether a character is part of a foreign name; a hyphen is between two that are."""
        if text[index] == "-":
            return 0 < index < len(text) - 1 and {text[index - 1], text[index + 1]} <= self._letters
        return text[index] in self._letters

    def _ends(self, text: str, index: int) -> bool:
        return self._phrases.stops_at(text, index) or self._honorifics.at(text, index) > index

    def _addressed(self, on: Text) -> list[Found]:
        """Return names with a form of address behind them and an office or the start of a phrase before."""
        text, found = on.scene.text, []
        for start, _, _ in self._honorifics.scan(text):
            left = self._phrases.start(on, start, joins=False)
            if text[left:start] in self._honorifics:
                continue
            if 2 <= start - left <= 4 and (left == 0 or on.walls[left - 1] or self._is_free(on, left)):
                found.append(on.scene.found("person", left, start, "person.addressed"))
                on.wall(left, start)
        return found

    def _of_office(self, on: Text, offices: list[Found]) -> list[Found]:
        """Return family name and given name right behind an office: 秘书长|潘基文|任命."""
        text, found = on.scene.text, []
        for office in offices:
            family = self._families.at(text, office.end)
            end = family + 2
            if family < 0 or end > len(text) or not text[office.end : end].isalpha():
                continue
            inside = any(self._phrases.stops_at(text, i) for i in range(office.end, end))
            closed = end == len(text) or not text[end].isalpha() or self._phrases.stops_at(text, end)
            if (
                closed
                and not inside
                and not any(on.walls[office.end : end])
                and not any(on.solid[office.end : end])
            ):
                found.append(on.scene.found("person", office.end, end, "person.of-office"))
                on.wall(office.end, end)
        return found

    def _in_latin(self, on: Text, offices: list[Found]) -> list[Found]:
        """Return names in Latin letters behind an office, before a form of address or a State in brackets."""
        text, found = on.scene.text, []
        ends = {office.end for office in offices}
        for match in _LATIN_NAME.finditer(text):
            start, end = match.span()
            addressed = self._honorifics.at(text, end) > end
            several = not match[0].isalpha()
            of_state = text[end : end + 1] == "(" and self._is_state(text, end + 1)
            if addressed or (several and (start in ends or of_state)):
                found.append(on.scene.found("person", start, end, "person.latin", value=match[0]))
                on.wall(start, end)
        return found

    def _is_state(self, text: str, start: int) -> bool:
        """Tell whether a State's name and nothing else stands before a closing bracket."""
        end = self._states.at(text, start)
        return end > start and text[end : end + 1] == ")"

    def _is_free(self, on: Text, index: int) -> bool:
        return not on.scene.text[index - 1].isalpha() or self._phrases.stop_before(on, index) >= 0

    def _offices(self, on: Text, people: list[Found]) -> list[Found]:
        text, found = on.scene.text, []
        not_offices = marked(len(text), self._not.every(text))
        named = {p.start for p in people}
        for start, end, sort in self._titles.scan(text):
            if any(not_offices[start:end]):
                continue
            if sort == "office":
                found.append(on.scene.found("role", start, end, "role.title"))
                continue
            left = self._phrases.start(on, start)
            state = self._state(text, left, start)
            if state:
                data = {"state": text[left:state], "title": text[state:end]}
                found.append(on.scene.found("role", left, end, f"role.{sort}", data=data))
            elif end in named and sort == "state":
                found.append(on.scene.found("role", left, end, "role.state", data={"title": text[start:end]}))
            elif sort == "state":
                found.append(on.scene.found("role", start, end, "role.state"))
        return found

    def _state(self, text: str, left: int, title: int) -> int:
        """Return where the State's name ends that begins an office's name, or 0."""
        end = self._states.at(text, left)
        if left < end <= title:
            return end
        before = self._state_words.before(text, title)
        return title if before > left else 0
