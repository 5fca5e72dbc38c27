"""All finders of one language that writes words apart: known names, heads, patterns, what is told.

Numbers, dates and persons come first and are walls to other names. Then known names are found word by word,
names by their heads (:mod:`igr_kg.extract.mentions.runs`), names by the pack's patterns, of which the tagged
ones see what was found so far as one character each. What the text itself introduces in brackets is
known from then on.

What a pack holds for it, all of it optional: word lists ``body_heads``, ``body_alone`` (heads that
stand for the one meant), ``body_alone_lower`` with ``name_pointing`` (the same without a capital,
behind "that"), ``body_groups``, the same of ``instrument_``, ``role_titles``, ``former_states``; for
names in capitals ``name_links``, ``name_links_after``, ``name_articles``, ``name_conjunctions``,
``name_breaks``, ``name_not_first``, ``name_not``, ``name_vague``, ``bracket_words``; for places the
lists of :class:`igr_kg.extract.mentions.settings.Settings`; and patterns that make ``mention.body``,
``instrument``, ``role``, ``person`` and ``place``, plain or tagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from igr_kg.extract.mentions.dates import Dates
from igr_kg.extract.mentions.inflected import Lexicon, inflections
from igr_kg.extract.mentions.numbers import numbered
from igr_kg.extract.mentions.runs import Name, Runs
from igr_kg.extract.mentions.scene import Found, Scene, extent, longest, makers, words
from igr_kg.extract.mentions.settings import Settings
from igr_kg.extract.mentions.told import Told, choose
from igr_kg.packs.authority import Authority
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Match, Pattern, Patterns, tag

_ABBREVIATION = re.compile(r"\w[\w+&/-]{1,14}")
_BRACKET = re.compile(r" ?\(([^()]{2,60})\)")
_QUOTES = "“”\"«»„'‘’"
_VAGUE = 16
_KNOWN, _TOLD, _FORMED, _ALONE = 4, 3, 2, 1
_KINDS = ("body", "instrument", "role")
_CITED = frozenset({"document", "decision"})


@dataclass(frozen=True, slots=True)
class Read:
    """What a block says whatever the rest of the document teaches.

    :param numbers: documents, decisions, meetings and dates
    :param names: bodies, instruments and offices that are known or that patterns find
    :param headed: names by their heads, short forms included
    :param states: names of States, wherever they stand
    :param cities: names of cities, wherever they stand
    """

    scene: Scene
    numbers: tuple[Found, ...]
    people: tuple[Found, ...]
    names: tuple[Found, ...]
    headed: tuple[Name, ...]
    states: tuple[Found, ...]
    cities: tuple[Found, ...]
    blocked: tuple[tuple[int, int], ...]


class WordedFinder:
    """The finders of one language with one authority, made for one document.

    A document is read with :meth:`read` block by block; then :meth:`find` returns the mentions of each block,
    given what all blocks teach (:meth:`teaches`).
    """

    def __init__(self, pack: LanguagePack, authority: Authority) -> None:
        self._pack = pack
        self._dates = Dates(pack)
        self._runs = Runs(pack)
        self._inflections = inflections(pack)
        self._lexicon, self._known = _known_names(pack, authority)
        stem = self._inflections.stem
        self._alone = {
            kind: frozenset(stem(w) for w in words(pack, f"{kind}_alone")) for kind in ("body", "instrument")
        }
        self._vague = words(pack, "name_vague")
        lower = "|".join(map(re.escape, words(pack, "body_alone_lower")))
        pointing = "|".join(map(re.escape, words(pack, "name_pointing")))
        self._pointed = re.compile(rf"\b(?i:{pointing}) ({lower})(?![\w-]| of )") if lower else None
        self._bracket_words = words(pack, "bracket_words")
        self._articles = tuple(f"{a} " for a in words(pack, "name_articles"))
        self._settings = Settings(pack)
        self._plain = {
            kind: Patterns(p for p in makers(pack, kind) if not p.tagged)
            for kind in (*_KINDS, "person", "place")
        }
        self._tagged = Patterns(
            p for kind in (*_KINDS, "person", "place") for p in makers(pack, kind) if p.tagged
        )

    def begin(self) -> None:
        """Begin a document: nothing of another one counts."""
        self._dates.begin()

    def read(self, scene: Scene, own: str | None) -> Read:
        """Return what a block says by itself.

        :param own: symbol or number of the document itself
        """
        numbers = [*numbered(scene, self._pack, own), *self._dates.find(scene)]
        cited = [(f.start, f.end) for f in numbers if f.kind in _CITED]
        if own:
            cited += [m.span() for m in re.finditer(re.escape(own), scene.text)]
        known: dict[str, list[Found]] = {}
        blocked = []
        for start, end, sort, key in self._lexicon.scan(scene.text):
            if any(a <= start and end <= b for a, b in cited):
                continue
            if sort == "not":
                blocked.append((start, end))
            else:
                known.setdefault(sort, []).append(_known(scene, start, end, sort, key))
        people = [*known.get("person", ()), *self._by_pattern(scene, "person")]
        walls = bytearray(len(scene.text))
        scenes = _with_state(scene.text, known.get("city", ()), known.get("state", ()))
        for found in (*numbers, *people, *scenes):
            walls[found.start : found.end] = b"\1" * (found.end - found.start)
        names = [f for kind in _KINDS for f in self._by_pattern(scene, kind)]
        names = [f for f in names if f.kind != "role" or not any(p.overlaps(f) for p in people)]
        names += [f for sort in (*_KINDS, "body group", "instrument group") for f in known.get(sort, ())]
        return Read(
            scene,
            tuple(numbers),
            tuple(people),
            tuple(names),
            tuple(n for n in self._runs.find(scene, walls) if n.kind != "role"),
            tuple(known.get("state", ())),
            tuple(known.get("city", ())),
            tuple(blocked),
        )

    def find(self, read: Read, told: Told, shorts: Lexicon) -> list[Found]:
        """Return the mentions of a block.

        :param told: what the document teaches
        :param shorts: the names in it (:meth:`shorts`)
        """
        scene = read.scene
        found: list[Found] = [*read.names, *self._headed(read, told), *self._pointed_at(scene, told)]
        places: list[Found] = []
        for start, end, kind, _ in shorts.scan(scene.text):
            if any(f.kind in _CITED and f.start <= start and end <= f.end for f in read.numbers):
                continue
            short = scene.found(kind, start, end, "told", rank=_TOLD)
            (places if kind == "place" else found).append(short)
        found = [f for f in found if not any(a <= f.start and f.end <= b for a, b in read.blocked)]
        best: dict[tuple[int, int], int] = {}
        for name in found:
            best[name.start, name.end] = max(name.rank, best.get((name.start, name.end), 0))
        found = [f for f in found if f.rank == best[f.start, f.end]]
        names = [
            f for kind in _KINDS for f in self._jointly(scene, longest([f for f in found if f.kind == kind]))
        ]
        names += self._around(read, names)
        places += [n for n in names if n.kind == "place"]
        places = self._settings.places(
            [*places, *self._by_pattern(scene, "place")], read.cities, read.states, scene
        )
        return choose([*read.numbers, *read.people, *(n for n in names if n.kind != "place"), *places])

    def touched(self, read: Read, told: Told, shorts: Lexicon) -> bool:
        """Tell whether what a document teaches may change the mentions that a block has without it."""
        if shorts.scan(read.scene.text):
            return True
        meant = (n.alone and (n.kind, n.head) in told.heads for n in read.headed)
        return bool(told.heads) and (any(meant) or any(self._pointed_at(read.scene, told)))

    def shorts(self, told: Told) -> Lexicon:
        """Return what a document taught in a form that texts are searched for."""
        lexicon = Lexicon(self._inflections)
        for kind in ("body", "instrument", "place"):
            for name in getattr(told, kind):
                if self._known.get(name, kind) == kind and not (kind != "body" and name in told.body):
                    lexicon.add(name, kind, "")
        return lexicon

    def _headed(self, read: Read, told: Told) -> Iterator[Found]:
        for name in read.headed:
            rule, rank = f"{name.kind}.form", _FORMED
            if name.alone:
                meant = name.head in self._alone[name.kind] or (name.kind, name.head) in told.heads
                before = " " + read.scene.text[max(0, name.start - _VAGUE) : name.start]
                if not meant or (self._vague and before.endswith(self._vague)):
                    continue
                rule, rank = f"{name.kind}.alone", _ALONE
            yield read.scene.found(name.kind, name.start, name.end, rule, rank=rank, data={"head": name.head})

    def _pointed_at(self, scene: Scene, told: Told) -> Iterator[Found]:
        """Yield ordinary words that stand for a body which the text has named so: that group."""
        for match in self._pointed.finditer(scene.text) if self._pointed and told.heads else ():
            if ("body", self._inflections.stem(match[1])) in told.heads:
                yield scene.found("body", match.start(1), match.end(1), "body.pointed", rank=_ALONE)

    def _by_pattern(self, scene: Scene, kind: str) -> list[Found]:
        return [_matched(scene, kind, match.pattern, match) for match in self._plain[kind].find(scene.view)]

    def _around(self, read: Read, names: list[Found]) -> list[Found]:
        """Return the names that patterns see around other names."""
        whole = [f for f in names if f.rank > _ALONE and not f.data.get("group")]
        seen = choose([*read.numbers, *read.people, *whole, *read.states, *read.cities])
        view = tag(read.scene.view, [read.scene.mention(f) for f in seen])
        return [
            _matched(read.scene, match.pattern.makes.partition(".")[2], match.pattern, match)
            for match in self._tagged.find(view)
        ]

    @staticmethod
    def _jointly(scene: Scene, found: list[Found]) -> list[Found]:
        """Join two bodies with nothing but a slash between them: they act as one."""
        joined: list[Found] = []
        for name in found:
            last = joined[-1] if joined else None
            if last and name.kind == "body" and scene.text[last.end : name.start].strip() == "/":
                joined[-1] = scene.found(
                    "body",
                    last.start,
                    name.end,
                    "body.joint",
                    key=last.key,
                    data={"joint": "true"},
                    rank=max(last.rank, _FORMED),
                )
            else:
                joined.append(name)
        return joined

    def teaches(self, scene: Scene, chosen: list[Found], told: Told) -> None:
        """Take up what a block teaches: heads of names, short forms in brackets, names of venues."""
        for name in chosen:
            if name.kind == "place" and name.rule.startswith("place."):
                told.place.add(name.value)
            if name.kind not in {"body", "instrument"}:
                continue
            text = scene.text[name.start : name.end]
            head = name.data.get("head")
            if head and " " in text:
                told.heads.add((name.kind, head))
            short = self._short(scene.text, name.end, text)
            inner = any(o.end == name.end and o.start < name.start for o in chosen)
            if short and not inner:
                getattr(told, name.kind).add(short)

    def _short(self, text: str, end: int, full: str) -> str | None:
        """Return the short form that stands in brackets right behind a name, or None."""
        bracket = _BRACKET.match(text, end)
        if not bracket:
            return None
        inner = bracket[1]
        for word in self._bracket_words:
            if inner.startswith(word):
                inner = inner[len(word) :].lstrip(" :,")
        quoted = inner[:1] in _QUOTES
        short = inner.strip(_QUOTES + " ")
        for article in self._articles:
            short = short.removeprefix(article)
        if len(short) < 2 or len(short) >= len(full):
            return None
        if _ABBREVIATION.fullmatch(short) and sum(c.isupper() for c in short) > 1:
            return (
                short if short[0].casefold() in {w[0] for w in re.findall(r"\w+", full.casefold())} else None
            )
        return short if quoted or inner != bracket[1] else None


_BUILT: dict[str, tuple[Authority, LanguagePack, Lexicon, dict[str, str]]] = {}


def _known_names(pack: LanguagePack, authority: Authority) -> tuple[Lexicon, dict[str, str]]:
    """Return what is known beforehand, and the kind of each known name; made once for an authority."""
    built = _BUILT.get(pack.tag)
    if built is None or built[0] is not authority or built[1] is not pack:
        kinds = ("body", "instrument", "place")
        known = {name: kind for kind in kinds for name in authority.names(pack.tag, kind)}
        built = _BUILT[pack.tag] = authority, pack, _lexicon(pack, authority), known
    return built[2], built[3]


def _lexicon(pack: LanguagePack, authority: Authority) -> Lexicon:
    """Return all that is known beforehand, in one lexicon."""
    lexicon = Lexicon(inflections(pack))
    for kind in ("body", "instrument", "person"):
        for name, key in authority.names(pack.tag, kind).items():
            lexicon.add(name, kind, key)
    for name, key in authority.names(pack.tag, "place").items():
        lexicon.add(name, "state" if key.startswith("country/") else "city", key)
    lists = {
        "role_titles": "role",
        "body_groups": "body group",
        "instrument_classes": "instrument group",
        "name_not": "not",
        "former_states": "state",
    }
    for listed, sort in lists.items():
        for name in words(pack, listed):
            lexicon.add(name, sort, "")
    return lexicon


def _with_state(text: str, cities: Sequence[Found], states: Sequence[Found]) -> Iterator[Found]:
    """Yield the cities that stand before their State: no name runs on into them."""
    starts = {state.start for state in states}
    for city in cities:
        if text.startswith(", ", city.end) and city.end + 2 in starts:
            yield city


def _known(scene: Scene, start: int, end: int, sort: str, key: str) -> Found:
    kind, _, group = sort.partition(" ")
    if group:
        data = {"group": "true"} if kind == "body" else {"class": "true"}
        return scene.found(kind, start, end, f"{kind}.group", data=data, rank=_FORMED)
    if kind == "role":
        return scene.found(kind, start, end, "role.title", rank=_FORMED)
    if kind in {"state", "city"}:
        data = {"kind": "country" if kind == "state" else "city"}
        return scene.found("place", start, end, "authority", key=key or None, data=data, rank=_KNOWN)
    return scene.found(kind, start, end, "authority", key=key or None, rank=_KNOWN)


def _matched(scene: Scene, kind: str, pattern: Pattern, match: Match) -> Found:
    """Return the mention of a match: the group that is called like its kind, or ``name``, or all of it."""
    start, end = extent(scene.view, match, "name", kind, "named")
    data = {k: str(v) for k, v in pattern.set.items() if k != "rank"}
    data |= {name: match.texts[name] for name in ("state", "title") if name in match.texts}
    value = scene.text[start:end] if kind == "person" else ""
    rank = int(pattern.set.get("rank", _FORMED))
    return scene.found(kind, start, end, pattern.id, rank=rank, data=data, value=value)
