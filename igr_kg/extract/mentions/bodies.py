"""Bodies: known by name, by form, by a short form that the text itself introduces."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import dataclass

from igr_kg.extract.mentions.gazetteer import Gazetteer
from igr_kg.extract.mentions.phrases import Phrases, Text
from igr_kg.extract.mentions.scene import Found, extent, longest, makers, marked, words
from igr_kg.packs.language import LanguagePack

_ABOUT = 40
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9-]{1,11}")


@dataclass(frozen=True, slots=True)
class Short:
    """A short form that the text introduces in brackets behind a name."""

    name: str
    full: str
    kind: str


class Bodies:
    """Finds bodies.

    :param known: official and short names, name -> key
    """

    def __init__(self, pack: LanguagePack, phrases: Phrases, known: Gazetteer) -> None:
        self._phrases = phrases
        self._known = known
        free, bound = words(pack, "body_heads"), words(pack, "body_heads_bound")
        self._heads = Gazetteer({**dict.fromkeys(bound, "bound"), **dict.fromkeys(free, "free")})
        self._not_first = Gazetteer(words(pack, "name_not_first"))
        self._as = Gazetteer(words(pack, "body_as"))
        self._of_office = Gazetteer(words(pack, "body_heads_of_office"))
        self._bound = bound
        self._pointing = Gazetteer(words(pack, "pointing"))
        self._members = Gazetteer(words(pack, "members"))
        self._shorts = words(pack, "body_heads_short")
        each = words(pack, "each")
        self._learn((), each)
        self._each = Gazetteer(each)
        self._groups = Gazetteer(words(pack, "body_groups"))
        self._leads_to_names = Gazetteer(words(pack, "body_groups_not_after"))
        self._not_heads = Gazetteer(words(pack, "body_not_heads"))
        self._generic = Gazetteer(words(pack, "body_generic"))
        self._openers = Gazetteer(words(pack, "name_openers"))
        self._conferences = frozenset(words(pack, "conference_heads"))
        self._before_conference = Gazetteer(words(pack, "conference_before"))
        self._describing = Gazetteer(words(pack, "body_describing"))
        self._kinds_of_bodies = frozenset(words(pack, "body_heads_describing"))
        self._about = words(pack, "decided_about"), words(pack, "decided_about_end")
        self._forms = makers(pack, "body")
        self._decided = makers(pack, "body.decided")
        self._bracket_words = Gazetteer(words(pack, "bracket_words"))

    def _learn(self, told: Collection[str], each: Collection[str]) -> None:
        """Take in the names that a document told."""
        shorts = {head for head in self._shorts if any(n.endswith(head) and n != head for n in told)}
        self._told = Gazetteer({*told, *shorts})
        self._told_heads = frozenset(head for head in self._bound if any(n.endswith(head) for n in told))
        classes = [n for n in told if any(e in n for e in each)]
        self._told_classes = frozenset(head for head in self._bound if any(n.endswith(head) for n in classes))

    def knowing(self, phrases: Phrases, told: Collection[str]) -> Bodies:
        """Return a finder that also knows the bodies that a document told."""
        more = copy(self)
        more._phrases = phrases
        more._learn(told, tuple(self._each.names()))
        return more

    def find(self, on: Text, decisions: list[Found]) -> list[Found]:
        """Return the bodies of a block; marks in ``on.ends`` where they end."""
        named = self._by_name(on)
        on.ends.update(f.end for f in named)
        shaped = self._by_form(on, named)
        found = longest([*named, *shaped])
        found = self._with_parent(on, found)
        found = self._jointly(on, found)
        found = self._by_decision(on, found, decisions)
        on.ends.update(f.end for f in found)
        return found

    def _by_name(self, on: Text) -> list[Found]:
        text, found = on.scene.text, []
        for names, rule, rank in ((self._known, "authority", 3), (self._told, "told", 2)):
            for start, end, key in names.scan(text):
                if any(on.walls[start:end]) or self._is_cut(text, end):
                    continue
                for a, b, row in self._lines(on, names, start, end, key):
                    found.append(on.scene.found("body", a, b, rule, key=row or None, rank=rank))
        for start, end, _ in self._groups.scan(text):
            if self._leads_to_names.before(text, start) >= 0:
                continue
            found.append(on.scene.found("body", start, end, "body.group", rank=1, data={"group": "true"}))
        for match in self._forms.find(on.scene.view):
            start, end = extent(on.scene.view, match, "body")
            found.append(on.scene.found("body", start, end, match.pattern.id, rank=1))
        return found

    @staticmethod
    def _lines(on: Text, names: Gazetteer, start: int, end: int, key: str) -> list[tuple[int, int, str]]:
        """Return the one name, or two when a title prints two known names on two lines: 联合国 / 大会."""
        breaks = [b for b in on.scene.breaks if start < b < end] if on.scene.is_title else []
        text = on.scene.text
        for border in breaks:
            if names.at(text, start) >= end and text[start:border] in names and text[border:end] in names:
                first, second = names.get(text[start:border]), names.get(text[border:end])
                return [(start, border, first or ""), (border, end, second or "")]
        return [(start, end, key)]

    def _is_cut(self, text: str, end: int) -> bool:
        """Tell whether a match ends inside a longer word that names no body: 大会|堂."""
        return any(self._not_heads.at(text, start) > end for start in range(max(0, end - 4), end))

    def _by_form(self, on: Text, named: list[Found]) -> list[Found]:
        text, found = on.scene.text, []
        blocked = marked(len(text), self._not_heads.every(text))
        by_end = {f.end: f for f in sorted(named, key=lambda f: (f.rank, f.end - f.start))}
        for start, end, sort in self._all_heads(on):
            if any(on.walls[start:end]) or any(blocked[start:end]):
                continue
            left = self._left(on, start, end, sort)
            inside = [by_end[i].start for i in range(left + 1, start + 1) if i in by_end]
            left = min([left, *inside])
            on_name = self._trimmed(on, left, by_end.get(end))
            spoken = self._not_first.at(text, on_name)
            on_name = spoken if on_name < spoken < start else on_name
            if sort == "bound" and not (
                self._is_name(text, on_name, start, end, on) or self._is_told_head(text, on_name, start, end)
            ):
                continue
            known = self._known.at(text, on_name) > on_name
            if not (known or self._is_head_alone(text[on_name:end])) and self._is_listed_thing(on, on_name):
                continue
            if text[start:end] in self._kinds_of_bodies and end not in on.ends:
                on.open_ends.add(end)
            on.ends.add(end)
            found.append(on.scene.found("body", on_name, end, f"body.{sort}"))
        return found

    def _all_heads(self, on: Text) -> Iterator[tuple[int, int, str]]:
        """Yield the heads with their sort; some are heads only before their office: 环境局|局长."""
        text = on.scene.text
        yield from self._heads.scan(text)
        for start, end, _ in self._of_office.scan(text):
            if on.walls[end : end + 1] == b"\1" and text[end : end + end - start] == text[start:end]:
                yield start, end, "bound"

    def _left(self, on: Text, start: int, end: int, sort: str) -> int:
        """Return where a name begins that ends in a head; 会议 joins nothing without an opener."""
        text = on.scene.text
        if text[start:end] not in self._conferences:
            return self._phrases.start(on, start, bound=sort == "bound")
        left = self._phrases.start(on, start)
        if self._openers.at(text, left) > 0:
            return left
        left = self._phrases.start(on, start, joins=False)
        beyond = self._phrases.over_conjunction(on, left)
        return beyond if beyond < left and self._openers.at(text, beyond) > 0 else left

    def _trimmed(self, on: Text, left: int, known: Found | None) -> int:
        """Return where a name begins that ends in a known one: what stands before must be a body, too."""
        if known is None or known.rule != "authority" or known.start <= left:
            return left
        if self._phrases.instrument_at(on.scene.text, left) > known.start or known.start in on.ends:
            return left
        is_whole = self._is_head_alone(known.value) or self._phrases.opens(on.scene.text, left)
        return left if is_whole else known.start

    def _is_head_alone(self, name: str) -> bool:
        return self._heads.at(name, 0) == len(name)

    def _is_name(self, text: str, left: int, head: int, end: int, on: Text) -> bool:
        """Tell whether the words before a bound head make it a name rather than 有关组织, 国际机构."""
        before = text[left:head]
        if text[head:end] in self._kinds_of_bodies and self._as.before(text, left) >= 0:
            return False
        if text[head:end] in self._conferences:
            return self._is_conference(before)
        if self._describing.before(before, len(before)) >= 0:
            return False
        rest = self._beyond_generic(before)
        if not rest:
            return self._phrases.introduces(text, left) and len(before) > 1 and before not in self._generic
        return len(before) >= 2 and (head not in on.ends or head in on.open_ends)

    def _is_told_head(self, text: str, left: int, head: int, end: int) -> bool:
        """Tell whether a bound head stands for a body that the text has named so: 该平台, 平台成员.

        Behind "each" it does where the text has named such a class: 某署各办事处, 各办事处.
        """
        if left != head or text[head:end] not in self._told_heads:
            return False
        if text[head:end] in self._told_classes and self._each.before(text, head) >= 0:
            return True
        return self._pointing.before(text, head) >= 0 or self._members.at(text, end) > end

    def _is_conference(self, before: str) -> bool:
        if self._openers.at(before, 0) > 0:
            return len(before) > 3
        start = self._before_conference.before(before, len(before))
        return start > 1

    def _beyond_generic(self, words_before: str) -> str:
        index = 0
        while (end := self._generic.at(words_before, index)) > index:
            index = end
        return words_before[index:]

    def _is_listed_thing(self, on: Text, start: int) -> bool:
        """Tell whether a phrase is one of several things of which the one before is no body."""
        text = on.scene.text
        if self._phrases.opens(text, start) or self._phrases.instrument_at(text, start) > start:
            return False
        if start < 2 or text[start - 1] != "、":
            return False
        return start - 1 not in on.ends and text[start - 2] not in "》)" and not on.walls[start - 2]

    def _with_parent(self, on: Text, found: list[Found]) -> list[Found]:
        """Join 「某理事会的委员会」: a body, 的 and a head alone are one name."""
        joined: list[Found] = []
        for body in found:
            last = joined[-1] if joined else None
            if last and self._links(on, last, body):
                joined[-1] = on.scene.found("body", last.start, body.end, "body.of", data=body.data)
            else:
                joined.append(body)
        return joined

    def _links(self, on: Text, last: Found, body: Found) -> bool:
        between = on.scene.text[last.end : body.start]
        return between == "的" and body.key is None and self._is_head_alone(body.value)

    def _jointly(self, on: Text, found: list[Found]) -> list[Found]:
        """Join two bodies with nothing but a slash between them: they act as one."""
        joined: list[Found] = []
        for body in found:
            last = joined[-1] if joined else None
            if last and on.scene.text[last.end : body.start] == "/":
                name = on.scene.text[last.start : body.end]
                key = self._known.get(name) or last.key
                joined[-1] = on.scene.found(
                    "body", last.start, body.end, "body.joint", key=key, data={"joint": "true"}
                )
            else:
                joined.append(body)
        return joined

    def _by_decision(self, on: Text, found: list[Found], decisions: list[Found]) -> list[Found]:
        """Name a body by the decision that set it up: 「第…号决议所设委员会」."""
        bodies = {f.start: f for f in found}
        for decision in decisions:
            for match in self._decided.at(on.scene.view, decision.end):
                body = bodies.get(match.end)
                if body is None:
                    continue
                start = (
                    decision.start - 1 if on.scene.text[decision.start - 1 : decision.start] == "第" else -1
                )
                start = decision.start if start < 0 else start
                start = self._maker_start(on.scene.text, found, start)
                data = {"decision": decision.value, "head": body.value}
                whole = on.scene.found("body", start, body.end, match.pattern.id, data=data)
                found = [f for f in found if not whole.covers(f)] + [whole]
        return sorted(found, key=lambda f: f.start)

    def _maker_start(self, text: str, found: list[Found], start: int) -> int:
        """Return where the body begins that decided, when it stands before the number; else ``start``."""
        openings, closings = self._about
        for body in found:
            gap = text[body.end : start] if body.end <= start <= body.end + _ABOUT else None
            if gap == "" or (gap and gap.startswith(openings) and gap.endswith(closings)):
                return body.start
        return start

    def shorts(self, on: Text, names: list[Found]) -> list[Short]:
        """Return the short forms that stand in brackets right behind a name."""
        text, found = on.scene.text, []
        for name in names:
            start = name.end
            if text[start : start + 1] != "(":
                continue
            close = text.find(")", start, start + 24)
            if close < 0:
                continue
            inner = start + 1
            inner = max(inner, self._bracket_words.at(text, inner))
            short = text[inner:close].strip('“”《》"：: ，')
            if self._abbreviates(short, name.value):
                found.append(Short(short, name.value, name.kind))
        return found

    @staticmethod
    def _abbreviates(short: str, full: str) -> bool:
        """Tell whether a name shortens another: its characters come in order in it, or it is in capitals."""
        if len(short) < 2 or len(short) >= len(full) or short.isdecimal():
            return False
        if _ABBREVIATION.fullmatch(short):
            return any(not c.isascii() for c in full) or short.isupper()
        rest = iter(full)
        common = sum(char in rest for char in short if char in full)
        return common == len(short) or (short[-1] == full[-1] and 2 * common >= len(short))
