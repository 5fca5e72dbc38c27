"""All finders together, twice: what a document teaches about its names holds for all of it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TypeVar, cast

from igr_kg.extract.mentions.bodies import Bodies
from igr_kg.extract.mentions.dates import Dates
from igr_kg.extract.mentions.gazetteer import Gazetteer
from igr_kg.extract.mentions.instruments import Instruments
from igr_kg.extract.mentions.numbers import numbered
from igr_kg.extract.mentions.people import People
from igr_kg.extract.mentions.phrases import Phrases
from igr_kg.extract.mentions.places import Places
from igr_kg.extract.mentions.scene import Found, Scene, scenes
from igr_kg.extract.mentions.told import Told, choose
from igr_kg.extract.mentions.worded import WordedFinder
from igr_kg.model import Document, Mention
from igr_kg.packs.authority import Authority
from igr_kg.packs.language import LanguagePack

_LONG_NAME = 6
T = TypeVar("T")


class Finder:
    """The finders of one language with one authority, before a document has told them names."""

    def __init__(self, pack: LanguagePack, authority: Authority) -> None:
        self._pack = pack
        tag = pack.tag
        places = authority.names(tag, "place")
        states = {n: k for n, k in places.items() if k.startswith("country/")}
        cities = {n: k for n, k in places.items() if n not in states}
        bodies, instruments = authority.names(tag, "body"), authority.names(tag, "instrument")
        phrases = Phrases(pack, (*places, *(n for n in bodies if len(n) > 3)), tuple(instruments))
        known_states = Gazetteer(states)
        self._dated = Gazetteer(n for n in bodies if n[0].isdigit())
        self._dates = Dates(pack)
        self._phrases = phrases
        self._people = People(pack, phrases, known_states)
        self._bodies = Bodies(pack, phrases, Gazetteer(bodies))
        self._places = Places(pack, phrases, known_states, Gazetteer(cities))
        self._instruments = Instruments(
            pack, phrases, Gazetteer(instruments), Gazetteer(places), known_states
        )

    def knowing(self, told: Told) -> Finder:
        """Return the finders with the names that a document told, for one pass over it."""
        more = copy(self)
        more._phrases = phrases = self._phrases.knowing((*told.body, *told.place), told.instrument)
        more._people = self._people.knowing(phrases)
        more._bodies = self._bodies.knowing(phrases, told.body)
        more._places = self._places.knowing(phrases, told.place)
        more._instruments = self._instruments.knowing(phrases, told.instrument, told.place)
        return more

    def begin(self) -> None:
        """Begin a document: nothing of another one counts."""
        self._dates.begin()

    def numbers(self, scene: Scene, own: str | None) -> list[Found]:
        """Return the documents, decisions, meetings and dates of a block, whatever the document teaches."""
        return [*numbered(scene, self._pack, own), *self._times(scene)]

    def find(self, scene: Scene, numbers: list[Found], told: Told) -> list[Found]:
        """Return the mentions of a block; adds to ``told`` what the block teaches.

        :param numbers: what :meth:`numbers` returns for the block
        """
        on = self._phrases.text(scene)
        for number in numbers:
            on.wall(number.start, number.end)
        people = self._people.find(on)
        bodies = self._bodies.find(on, [f for f in numbers if f.kind == "decision"])
        instruments = self._instruments.find(on, bodies)
        places = self._places.find(on, bodies, instruments)
        chosen = choose([*numbers, *people, *bodies, *places, *instruments])
        self._learn(on.scene, chosen, told)
        for short in self._bodies.shorts(on, chosen):
            if short.kind in {"body", "instrument"}:
                getattr(told, short.kind).add(short.name)
        return chosen

    def _times(self, scene: Scene) -> list[Found]:
        """Return the dates of a block; the year with which a body's name begins is none."""
        names = [(start, end) for start, end, _ in self._dated.scan(scene.text)]
        return [
            found
            for found in self._dates.find(scene)
            if not any(start <= found.start and found.end <= end for start, end in names)
        ]

    @staticmethod
    def _learn(scene: Scene, found: list[Found], told: Told) -> None:
        for name in found:
            if name.kind == "place" and name.rule.startswith("place."):
                told.place.add(name.value)
            elif name.kind == "instrument" and name.data.get("titled") and len(name.value) > 3:
                told.instrument.add(name.value)
            elif name.kind == "body" and not scene.is_title and _is_lasting(name):
                told.body.add(name.value)


def _is_lasting(body: Found) -> bool:
    """Tell whether a body's name is one that other places can be searched for."""
    return len(body.value) >= _LONG_NAME and "decision" not in body.data


def _written_together(names: set[str]) -> set[str]:
    """Return the names that are two of the others without anything between.

    >>> _written_together({"丙国", "乙城", "丙国乙城"})
    {'丙国乙城'}
    """
    return {n for n in names if any(n[:i] in names and n[i:] in names for i in range(1, len(n)))}


def find(document: Document, pack: LanguagePack, authority: Authority) -> tuple[Mention, ...]:
    """Return the mentions of a document in reading order, an outer one before those inside it.

    :param document: a structured document with its views
    :param pack: the pack of its language
    :param authority: names that are known; :func:`igr_kg.packs.authority.empty` for none
    :returns: mentions whose offsets are code points of the text as read; none crosses a block
    """
    if pack.rules.join != "":
        found = _by_words(document, pack, authority)
    else:
        found = _by_characters(document, pack, authority)
    mentions = [scene.mention(f) for scene, f in found]
    return tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))


def _by_characters(document: Document, pack: LanguagePack, authority: Authority) -> list[tuple[Scene, Found]]:
    """Return the mentions of a text that writes no blanks between words."""
    read = tuple(scenes(document))
    told = Told()
    first = _kept(Finder, pack, authority, lambda: Finder(pack, authority))
    first.begin()
    numbers = [first.numbers(scene, document.symbol) for scene in read]
    for scene, found in zip(read, numbers, strict=True):
        first.find(scene, found, told)
    told.place -= _written_together(told.place)
    second = first.knowing(told)
    return [
        (scene, f)
        for scene, found in zip(read, numbers, strict=True)
        for f in second.find(scene, found, Told())
    ]


_KEPT: dict[tuple[type, int, int], tuple[object, object, object]] = {}
_MOST_KEPT = 32


def _kept(kind: type[T], pack: LanguagePack, authority: Authority, make: Callable[[], T]) -> T:
    """Return the finder of a pack and an authority that nothing was told to: made once for all documents."""
    key = kind, id(pack), id(authority)
    if key not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = make(), pack, authority
    return cast(T, _KEPT[key][0])


def _by_words(document: Document, pack: LanguagePack, authority: Authority) -> list[tuple[Scene, Found]]:
    """Return the mentions of a text that writes words apart; what teaches nothing new is read once."""
    finder = _kept(WordedFinder, pack, authority, lambda: WordedFinder(pack, authority))
    finder.begin()
    read = [finder.read(scene, document.symbol) for scene in scenes(document)]
    told, nothing = Told(), finder.shorts(Told())
    alone = [finder.find(block, Told(), nothing) for block in read]
    for block, found in zip(read, alone, strict=True):
        finder.teaches(block.scene, found, told)
    shorts = finder.shorts(told)
    taught = (
        finder.find(block, told, shorts) if finder.touched(block, told, shorts) else found
        for block, found in zip(read, alone, strict=True)
    )
    return [(block.scene, f) for block, found in zip(read, taught, strict=True) for f in found]
