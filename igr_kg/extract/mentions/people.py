"""Offices and the persons named with them."""

from __future__ import annotations

import re
from copy import copy

from igr_kg.extract.mentions.gazetteer import Gazetteer
from igr_kg.extract.mentions.phrases import Phrases, Text
from igr_kg.extract.mentions.scene import Found, longest, makers, marked, words
from igr_kg.packs.language import LanguagePack

_DOT = "·"
_LONGEST_NAME = 10
_LONGEST_PART = 6
_MINISTRY = 28
_OWN_NAME = range(2, 5)
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
        self._behind = Gazetteer(words(pack, "role_behind_persons"))
        self._titles = Gazetteer(
            {
                **dict.fromkeys(titles, "office"),
                **dict.fromkeys(heads, "state"),
                **dict.fromkeys(ministers, "minister"),
            }
        )
        self._capacities = makers(pack, "role")
        self._shaped = makers(pack, "person")
        self._not = Gazetteer(words(pack, "role_not"))
        self._of_office_holder = frozenset(words(pack, "role_of_office"))
        self._matters = words(pack, "role_matters")
        self._state_words = Gazetteer(words(pack, "state_words"))
        self._honorifics = Gazetteer(words(pack, "honorifics"))
        self._not_names = Gazetteer(words(pack, "person_not"))
        self._before = Gazetteer((*words(pack, "person_before"), *words(pack, "name_conjunctions"), "、"))
        self._elects = Gazetteer(words(pack, "person_elected"))
        self._families = Gazetteer(words(pack, "family_names"))
        self._letters = frozenset("".join(words(pack, "transliteration")))

    def knowing(self, phrases: Phrases) -> People:
        """Return a finder that also knows where the names begin that a document told."""
        more = copy(self)
        more._phrases = phrases
        return more

    def find(self, on: Text) -> list[Found]:
        """Return the offices and persons of a block and wall them off from other names."""
        people = [*self._dotted(on), *self._by_shape(on)]
        for person in people:
            on.wall(person.start, person.end)
        offices = [f for f in self._offices(on, people) if not any(p.overlaps(f) for p in people)]
        offices = self._of_offices(on, offices)
        offices += [*self._behind_persons(on, people), *self._of_capacity(on)]
        for office in offices:
            on.wall(office.start, office.end)
        people += self._addressed(on)
        people += self._of_office(on, offices)
        people += self._in_latin(on, offices)
        people += self._of_states(on, people)
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
            if self._begins(text, start):
                break
            start -= 1
        bound = self._bound_before(text, index, limit)
        return bound if bound < start else start

    def _bound_before(self, text: str, index: int, limit: int) -> int:
        """Return where a name of any characters begins behind an office, a sign or a verb, or ``index``."""
        for start in range(index - 1, max(limit, index - _LONGEST_PART) - 1, -1):
            if not text[start].isalpha() and text[start] != "-":
                return start + 1
            if self._begins(text, start):
                return start
        return index

    def _begins(self, text: str, start: int) -> bool:
        """Tell whether a name may begin at ``start``: an office, a form of address, a verb stands before."""
        return start == 0 or any(
            g.before(text, start) >= 0 for g in (self._titles, self._honorifics, self._before)
        )

    def _on(self, text: str, index: int) -> int:
        end = index
        last_dot = index
        while end < len(text) and end - last_dot <= _LONGEST_NAME:
            if text[end] == _DOT:
                last_dot = end
            elif not self._writes(text, end) or (end > last_dot + 1 and self._ends(text, end)):
                break
            end += 1
        bound = self._bound_behind(text, last_dot + 1)
        return max(bound, end)

    def _bound_behind(self, text: str, start: int) -> int:
        """Return where a name ends before a form of address or a bracket, whatever its characters, or -1."""
        for end in range(start + 1, min(len(text), start + _LONGEST_PART) + 1):
            if self._honorifics.at(text, end) > end or (
                text[end : end + 1] == "(" and self._is_state(text, end + 1)
            ):
                return end
            if end < len(text) and not text[end].isalpha():
                return -1
        return -1

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
            if on.scene.is_title and start in on.scene.breaks:
                continue
            left = self._foreign(on, start)
            left = self._elected(on, start) if left == start else left
            if left == start:
                left = self._phrases.start(on, start, joins=False)
                behind = left == 0 or on.walls[left - 1]
                longest = _OWN_NAME.stop if behind else _OWN_NAME.stop - 1
                free = behind or self._begins(text, left) or self._is_free(on, left)
                alone = text[left:start] in self._families
                if not (free and (alone or _OWN_NAME.start <= start - left <= longest)):
                    continue
            if text[left:start] not in self._honorifics and self._not_names.before(text, start) < left:
                found.append(on.scene.found("person", left, start, "person.addressed"))
                on.wall(left, start)
        return found

    def _elected(self, on: Text, end: int) -> int:
        """Return where a name of two to four characters begins behind a verb of electing, or ``end``."""
        for start in range(end - _OWN_NAME.start, max(-1, end - _OWN_NAME.stop), -1):
            if any(on.walls[start:end]) or not on.scene.text[start:end].isalpha():
                break
            if self._elects.before(on.scene.text, start) >= 0:
                return start
        return end

    def _foreign(self, on: Text, end: int) -> int:
        """Return where a foreign family name begins that ends at ``end``, or ``end``."""
        text = on.scene.text
        for start in range(end - 1, max(-1, end - _LONGEST_NAME), -1):
            if on.walls[start] or not self._writes(text, start):
                break
            bounded = start == 0 or on.walls[start - 1] or self._begins(text, start)
            free = bounded or not (text[start - 1].isalpha() or text[start - 1] == "-")
            if free and (end - start > 1 or text[start:end] in self._families):
                return start
        return end

    def _of_states(self, on: Text, people: list[Found]) -> list[Found]:
        """Return names of two to four characters before a State in brackets: 选出|小林智彦|(日本).

        A verb of electing, another such person or an item's label stands before.
        """
        text, found = on.scene.text, []
        ends = {person.end for person in people}
        for bracket in range(2, len(text)):
            if text[bracket] != "(" or not self._is_state(text, bracket + 1) or bracket in ends:
                continue
            for start in range(bracket - _OWN_NAME.start, max(-1, bracket - _OWN_NAME.stop), -1):
                name = text[start:bracket]
                if any(on.walls[start:bracket]) or not name.isalpha():
                    break
                if self._elects.before(text, start) >= 0 or self._follows(text, start, ends):
                    found.append(on.scene.found("person", start, bracket, "person.of-state"))
                    on.wall(start, bracket)
                    ends.add(bracket)
                    break
        return found

    def _follows(self, text: str, start: int, ends: set[int]) -> bool:
        """Tell whether another person with a State in brackets stands right before ``start``."""
        between = self._before.before(text, start)
        if between < 0 or text[between - 1 : between] != ")":
            return False
        return text.rfind("(", 0, between) in ends

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
            if not state:
                left, state = self._ministry(on, start) or (left, 0)
            if state:
                data = {"state": text[left:state], "title": text[state:end]}
                found.append(on.scene.found("role", left, end, f"role.{sort}", data=data))
            elif end in named and (sort == "state" or left < start):
                found.append(on.scene.found("role", left, end, "role.state", data={"title": text[start:end]}))
            elif sort == "state":
                found.append(on.scene.found("role", start, end, "role.state"))
        return found

    def _behind_persons(self, on: Text, people: list[Found]) -> list[Found]:
        """Return the titles right behind persons that are offices, too: 卡尔·菲舍尔|大使."""
        ends = ((p.end, self._behind.at(on.scene.text, p.end)) for p in people)
        return [on.scene.found("role", a, b, "role.title") for a, b in ends if a < b]

    def _by_shape(self, on: Text) -> list[Found]:
        """Return names that the pack's patterns know by what stands around them: г-н|Иван Петров."""
        view = on.scene.view
        spans = [(m.pattern.id, m.spans["person"]) for m in self._shaped.find(view)]
        places = [(view.index(s.start), view.index(s.end), rule) for rule, s in spans]
        return longest([on.scene.found("person", a, b, rule, value=view.text[a:b]) for a, b, rule in places])

    def _of_capacity(self, on: Text) -> list[Found]:
        """Return the offices that are ordinary words unless somebody acts in that capacity.

        A pattern may say which words are the State of a minister and which the bare title.
        """
        view, found = on.scene.view, []
        for match in self._capacities.find(view):
            span = match.spans["role"]
            start, end = view.index(span.start), view.index(span.end)
            data = {name: match.texts[name] for name in ("state", "title") if name in match.texts}
            if not any(on.walls[start:end]):
                found.append(on.scene.found("role", start, end, match.pattern.id, data=data))
        return found

    def _of_offices(self, on: Text, offices: list[Found]) -> list[Found]:
        """Join the office of somebody's envoy with that person's: 秘书长|苏丹问题|特使."""
        joined: list[Found] = []
        for office in offices:
            last = joined[-1] if joined else None
            if last and office.value in self._of_office_holder and last.rule == "role.title":
                between = on.scene.text[last.end : office.start]
                about = between.isalpha() and between.endswith(self._matters) and len(between) < _MINISTRY
                if not between or (about and not self._phrases.stops_within(on, last.end, office.start)):
                    joined[-1] = on.scene.found("role", last.start, office.end, "role.title")
                    continue
            joined.append(office)
        return joined

    def _ministry(self, on: Text, title: int) -> tuple[int, int] | None:
        """Return where a State begins and ends before a ministry of several matters: 印度|卫生和农业|部长."""
        text = on.scene.text
        for start in range(title - 2, max(-1, title - _MINISTRY), -1):
            if not text[start].isalpha() and text[start] != "、":
                return None
            end = self._states.at(text, start)
            if start < end < title:
                clear = not self._phrases.stops_within(on, end, title) and not any(on.walls[start:title])
                return (start, end) if clear else None
        return None

    def _state(self, text: str, left: int, title: int) -> int:
        """Return where the State's name ends that begins an office's name, or 0."""
        end = self._states.at(text, left)
        if left < end <= title:
            return end
        before = self._state_words.before(text, title)
        return title if before > left else 0
