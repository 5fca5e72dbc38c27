"""What stands between the blanks of a long line: words, or runs in a language without blanks."""

from __future__ import annotations

from collections.abc import Iterable

from igr_kg.model import View


class Stretches:
    """The stretches of a line, by number.

    :param view: what a reader would say
    :param starts: the places in it where the stretches begin, the first one left out
    :param most: how many characters tell what a stretch begins
    """

    def __init__(self, view: View, starts: Iterable[int], most: int) -> None:
        self.view = view
        self.starts = [0, *starts, len(view.text)]
        self._most = most

    def __len__(self) -> int:
        """Return the number of stretches."""
        return len(self.starts) - 1

    def text(self, i: int, j: int) -> str:
        """Return stretches ``i`` to ``j``, which is left out."""
        return self.view.text[self.starts[i] : self.starts[j]].rstrip()

    def lead(self, i: int) -> str:
        """Return the beginning of what stands from stretch ``i`` on."""
        return self.view.text[self.starts[i] : self.starts[i] + self._most]

    def blanks(self, i: int) -> int:
        """Return how many blanks stand before stretch ``i`` in the text as read."""
        at = self.starts[i]
        before = at - 2 if at > 1 and self.view.text[at - 1] == " " else at - 1
        return self.view.starts[at] - self.view.ends[before] if i else 0
