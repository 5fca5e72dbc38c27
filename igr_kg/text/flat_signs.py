"""What the words of a long line begin: numbers, openings, decisions, annexes, sections.

Questions about words that :mod:`igr_kg.text.flat_body` asks where it looks for the beginnings of lines.
"""

from __future__ import annotations

from functools import cache, cached_property

from igr_kg.model import View
from igr_kg.text.signs import Label, Signs
from igr_kg.text.words import Words

NAME = 24
BESIDE = 3
NUMBER = 8
TITLE = 26
CLOSING = 60
VOTES = 240
FRONT = 120
COMMAS = (",", "،")


class Beginnings:
    """The words of a line, and what begins at them.

    :param view: what a reader would say
    :param signs: the signs of the language
    :param flat: the text has few lines, so that blanks may stand for line breaks
    """

    def __init__(self, view: View, signs: Signs, *, flat: bool) -> None:
        self.words = Words(view, signs)
        self.signs = signs
        self.flat = flat
        self.opening = cache(self._opening)

    @cached_property
    def numbered(self) -> dict[int, int]:
        """The words that number paragraphs, with their numbers."""
        return self._numbers()

    @cached_property
    def opened(self) -> dict[int, int]:
        """The words that begin a line which names the body, with the word behind it."""
        return self._openings()

    def _numbers(self) -> dict[int, int]:
        """Return the words that number paragraphs, with their numbers: 1, and what goes on with one."""
        found: list[tuple[int, int]] = []
        for i in range(len(self.words)):
            labels = self.signs.labels(self.words.lead(i))
            value = next((x.value for x in labels if x.role == "paragraph"), None)
            if value is not None and not self._cites(i):
                found.append((i, value))
        kept: dict[int, int] = {}
        last = 0
        for at, (i, value) in enumerate(found):
            after = found[at + 1][1] if at + 1 < len(found) else None
            sure = value == last + 1 or (value == 1 and self._stands(i))
            if sure or (after == value + 1 and self._stands(i) and (value > last or self.words.parts(i))):
                kept[i] = last = value
        return kept

    def _cites(self, i: int) -> bool:
        """Tell whether the number at word ``i`` ends what stands before it."""
        words = self.words
        if i == 0 or words.ended(i) or words.parts(i):
            return False
        return words.open_ended(i) or words.mark(i) in COMMAS or not self._capital_behind(i)

    def _capital_behind(self, i: int) -> bool:
        """Tell whether a capital stands behind the label at word ``i``, as at the beginning of a sentence."""
        return any(self.words.capital(k) for k in (i + 1, i + 2) if k < len(self.words))

    def _stands(self, i: int, most: int = TITLE) -> bool:
        return self.words.ended(i) or self.words.parts(i) or self._after_heading(i, most)

    def _after_heading(self, i: int, most: int) -> bool:
        """Tell whether a few words without an end stand before word ``i``."""
        k = i
        while k > 0 and not self.words.ended(k) and i - k < most:
            k -= 1
        return self.words.ended(k) and self.words.capital(k)

    def _openings(self) -> dict[int, int]:
        """Return the words that begin a line which names the body, with the word behind it."""
        found: dict[int, int] = {}
        for j in range(1, len(self.words)):
            if self.words.mark(j) in COMMAS and self._leads(j):
                i = self.opening(j)
                if i is not None:
                    found[i] = j
        return found

    def _leads(self, j: int) -> bool:
        """Tell whether recitals, what is decided or paragraph 1 begin at word ``j``."""
        return self._clause(j) is not None or self.numbered.get(j) == 1

    def _clause(self, j: int) -> str | None:
        lead = self.words.lead(j)
        if lead.startswith(self.signs.words("continuing") or "\0"):
            return None
        kinds = ("recital", "operative")
        return next((kind for kind in kinds if self.signs.find(f"structure.{kind}", lead)), None)

    def _opening(self, j: int) -> int | None:
        """Return where the line begins that names the body and ends before word ``j``."""
        words, found = self.words, None
        for i in range(j - 1, max(-1, j - NAME), -1):
            if found is not None and (found - i > BESIDE or not self._linked(i + 1, found)):
                break
            if words.small(i) or (i < j - 1 and words.ended(i + 1)):
                if i < j - 1 and words.ended(i + 1):
                    break
                continue
            if self.signs.find("structure.opening", words.text(i, j)):
                found = i
        if found is None or words.label(found - 1 if found else 0) or words.open_ended(found):
            return None
        if not self._stands(found, FRONT) or (not words.ended(found) and self._clause(j) == "operative"):
            return None
        return found

    def _linked(self, i: int, j: int) -> bool:
        """Tell whether words ``i`` to ``j`` may stand within a name: capitals and conjunctions."""
        conjunctions = self.signs.words("conjunctions")
        between = (self.words.text(k, k + 1) for k in range(i, j) if self.words.small(k))
        return all(f" {word}" in conjunctions for word in between)

    def _annexed(self, i: int) -> int | None:
        """Return the word behind the head of an annex at word ``i``."""
        words = self.words
        for j in (i + 2, i + 1):
            if j >= len(words) or not self.signs.find("structure.annex", words.text(i, j)):
                continue
            if words.small(j):
                return None
            if not self._headed(j):
                continue
            ends = range(j + 1, min(j + BESIDE, len(words)) + 1)
            if any(self.signs.masthead(words.text(i, k)) == "record" for k in ends):
                return None
            return j
        return None

    def _headed(self, i: int) -> bool:
        """Tell whether a heading or a masthead stands at word ``i``: a beginning comes before an end."""
        words = self.words
        for k in range(i, min(i + TITLE, len(words))):
            if k > i and words.ended(k) and not words.label(k - 1):
                return False
            if k in self.numbered or k in self.opened or (k > i and words.parts(k) and self.flat):
                return True
            if self._labelled(k) is not None and k > i:
                return True
        return self._dated(i)

    def _dated(self, i: int) -> bool:
        return any(
            self.signs.masthead(self.words.text(i, j)) in ("date", "symbol", "days", "session")
            for j in range(i + 1, min(i + 6, len(self.words) + 1))
        )

    def _decided(self, i: int) -> tuple[int, bool] | None:
        """Return the word behind the number of a decision, and whether its title stands on the line."""
        words, best = self.words, None
        if words.small(i) or not any(c.isdecimal() for c in words.rest(i, CLOSING)):
            return None
        for j in range(i + 1, min(i + NUMBER, len(words)) + 1):
            text = words.text(i, j)
            found = [m.groupdict() for m in self.signs.every("structure.decision", text)]
            if not found:
                continue
            adopted = next((m["adopted"] for m in found if m.get("adopted")), None)
            titled = next((m["title"] for m in found if m.get("title")), None)
            if adopted and self.signs.masthead(adopted) in ("adopted", "date"):
                return j, False
            if best is None and not adopted:
                j -= len(titled.split()) if titled else 0
                best = j, bool(titled) or (text[-1] in ".:" and words.capital(j))
            elif best and not best[1] and not titled and not adopted:
                best = j, text[-1] in ".:" and words.capital(j)
        return best

    def _labelled(self, i: int) -> Label | None:
        labels = self.signs.labels(self.words.lead(i))
        return next((x for x in labels if x.role == "section"), None)

    def _chapeau(self, i: int) -> int | None:
        """Return the word behind a line that says that the body decides, up to its colon."""
        for j in range(i + 1, min(i + NAME, len(self.words)) + 1):
            if self.words.text(j - 1, j).endswith(":"):
                return j if self.signs.find("structure.chapeau", self.words.text(i, j)) else None
        return None

    def _record(self, i: int) -> int | None:
        """Return the word behind the record of a vote, which stands in brackets."""
        words = self.words
        if words.lead(i)[0] != "[":
            return None
        for j in range(i + 1, min(i + VOTES, len(words)) + 1):
            if words.text(j - 1, j).endswith("]"):
                return j if self.signs.find("structure.adoption", words.text(i, j)) else None
        return None

    def _page_head(self, one: str, other: str) -> bool:
        """Tell whether two words are the symbol and the page number that stand at the head of a page."""
        pairs = ((one, other), (other, one))
        return any(n.isdecimal() and len(n) < 4 and self.signs.masthead(s) == "symbol" for s, n in pairs)
