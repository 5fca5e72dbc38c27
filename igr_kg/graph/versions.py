"""Language versions of one document: which statement-like things of two versions are one.

An act, measure or citation has a number under its part. Where two versions of a document tell the same
things of a part, these are one thing with evidence in both; where they do not, what has no certain
counterpart is numbered apart, so that nothing is merged by guess.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Numbered = Mapping[str, Sequence[str]]
"""Local name of a part with the kind of thing (``.../par/3/act``) -> what each thing is, in reading order."""


@dataclass
class Versions:
    """What the versions of one document that were written so far number, part by part."""

    known: dict[str, list[str]] = field(default_factory=dict)

    def numbers(self, numbered: Numbered) -> dict[str, tuple[int, ...]]:
        """Return the number of each thing of another version, and take it up.

        :param numbered: what the version tells of each part, in reading order
        """
        found = {}
        for prefix, things in numbered.items():
            known = self.known.get(prefix)
            numbers = tuple(range(1, len(things) + 1)) if known is None else _numbers(known, things)
            whole = self.known.setdefault(prefix, [])
            for number, thing in sorted(zip(numbers, things, strict=True)):
                if number > len(whole):
                    whole.append(thing)
            found[prefix] = numbers
        return found


def _numbers(known: Sequence[str], things: Sequence[str]) -> tuple[int, ...]:
    """Return the number of each thing beside those that other versions have.

    The first of a kind is the first of that kind, if both have as many of it; others come after.

    >>> _numbers(["decides", "establishes", "requests"], ["decides", "requests"])
    (1, 3)
    >>> _numbers(["requests", "requests"], ["requests"])
    (3,)
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, thing in enumerate(known, 1):
        places[thing].append(number)
    many = Counter(things)
    free = iter(range(len(known) + 1, len(known) + len(things) + 1))
    waiting: dict[str, Iterator[int]] = {
        thing: iter(places[thing]) if len(places[thing]) == count else free for thing, count in many.items()
    }
    return tuple(next(waiting[thing]) for thing in things)


def differences(numbered: Numbered, numbers: Mapping[str, Sequence[int]], known: Numbered) -> list[str]:
    """Return the parts of which a version tells something that the others do not, or the other way about.

    :param numbered: what a version tells of each part
    :param numbers: the numbers that its things got
    :param known: what the versions before it told, before it was taken up
    """
    shared = (prefix for prefix in numbered if prefix in known)
    return sorted(
        prefix
        for prefix in shared
        if len(numbered[prefix]) != len(known[prefix]) or max(numbers[prefix]) > len(known[prefix])
    )
