"""Which cities and States are the place of something, in languages that write words apart."""

from __future__ import annotations

from collections.abc import Sequence

from igr_kg.extract.mentions.scene import Found, Scene, longest, words
from igr_kg.packs.language import LanguagePack


class Settings:
    """What a pack knows of the words around places.

    ``place_before`` are words behind which a State is a scene and not somebody who acts,
    ``place_before_not`` those that only end so; ``place_not_after`` stand behind names that are part of
    something else; ``place_gaps`` stand between a city and its State.
    """

    def __init__(self, pack: LanguagePack) -> None:
        self._before = words(pack, "place_before")
        self._before_not = words(pack, "place_before_not")
        self._not_after = words(pack, "place_not_after")
        self._gaps = words(pack, "place_gaps") or (", ",)

    def places(
        self, named: list[Found], cities: Sequence[Found], states: Sequence[Found], scene: Scene
    ) -> list[Found]:
        """Return the places of a block: venues, cities, and States that are a scene here.

        :param named: places by patterns, and those that the document used elsewhere
        :param cities: known cities
        :param states: known States, wherever they stand
        """
        text = scene.text
        inside = [(s.start, s.end) for s in states]
        found = [
            *named,
            *(
                c
                for c in cities
                if not any(a <= c.start and c.end <= b for a, b in inside)
                and not (self._not_after and text.startswith(self._not_after, c.end))
            ),
        ]
        ends = {f.end for f in found}
        for state in states:
            if self._not_after and text.startswith(self._not_after, state.end):
                continue
            if self._is_beside(text, state.start, ends) or self._is_scene(text, state.start):
                found.append(state)
                ends.add(state.end)
        return longest(found)

    def _is_beside(self, text: str, start: int, ends: set[int]) -> bool:
        """Tell whether a place stands right before: Nairobi, Kenya."""
        gaps = (g for g in self._gaps if text.endswith(g, 0, start))
        return any(start - len(gap) in ends for gap in gaps)

    def _is_scene(self, text: str, start: int) -> bool:
        if not self._before or not text.endswith(self._before, 0, start):
            return False
        return not (self._before_not and text.endswith(self._before_not, 0, start))
