"""Content negotiation: which of the offered representations a request asks for.

Media types follow RFC 9110, section 12.5.1, languages RFC 4647, section 3.4 (lookup). Parameters of a
media range other than ``q`` are ignored: a client that asks for JSON-LD with a profile gets JSON-LD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ITEM = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETER = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+')
_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z")
_RANGE = re.compile(r"[\w!#$%&'*+.^`|~-]+/[\w!#$%&'*+.^`|~-]+\Z")
_LANGUAGE_RANGE = re.compile(r"(?:\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\Z")


@dataclass(frozen=True, slots=True)
class Weighted:
    """One item of an ``Accept`` or ``Accept-Language`` header with its weight from 0 to 1."""

    value: str
    weight: float


def _weight(parameters: Sequence[str]) -> float | None:
    """Return the weight among the parameters, 1 without one, None when it is malformed."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            value = value.strip()
            return float(value) if _WEIGHT.match(value) else None
    return 1.0


def parse(header: str) -> Iterator[Weighted]:
    """Yield the items of an ``Accept``-like header in order, lower-cased; malformed ones are left out.

    >>> [(item.value, item.weight) for item in parse("text/turtle;q=0.5, */*;q=x, text/html")]
    [('text/turtle', 0.5), ('text/html', 1.0)]
    """
    for item in _ITEM.findall(header):
        value, *parameters = _PARAMETER.findall(item) or [""]
        weight = _weight(parameters)
        value = value.strip().lower()
        if value and weight is not None:
            yield Weighted(value, weight)


def _specificity(media_range: str, offer: str) -> int:
    """Return how closely a range names an offer: 3 exactly, 2 its type, 1 anything, 0 not at all."""
    if media_range == offer:
        return 3
    if media_range == offer.split("/", 1)[0] + "/*":
        return 2
    return 1 if media_range == "*/*" else 0


def weight_of(ranges: Sequence[Weighted], offer: str) -> float:
    """Return the weight that the most specific matching range gives an offer (0: excluded).

    >>> weight_of(list(parse("text/*;q=0.5, text/csv;q=0.1")), "text/csv")
    0.1
    """
    best = max((_specificity(r.value, offer) for r in ranges), default=0)
    if best == 0:
        return 0.0
    return max(r.weight for r in ranges if _specificity(r.value, offer) == best)


def media_type(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return the offer that an ``Accept`` header prefers, or None when it takes none of them.

    :param accept: the header; None, empty or without one well-formed range means anything
    :param offers: media types in the server's order of preference, which settles ties

    >>> offers = ["text/html", "text/turtle", "application/ld+json"]
    >>> media_type("text/turtle, */*;q=0.1", offers), media_type("image/png", offers)
    ('text/turtle', None)
    """
    ranges = [r for r in parse(accept or "") if _RANGE.match(r.value)]
    if not ranges:
        return offers[0]
    best = max(offers, key=lambda offer: weight_of(ranges, offer))
    return best if weight_of(ranges, best) > 0 else None


def language(accept: str | None, offers: Sequence[str]) -> str:
    """Return the offered language that an ``Accept-Language`` header prefers; the first one otherwise.

    A range matches an offer when both are equal or the range is longer by subtags (``zh-Hant-TW``
    finds ``zh``); ``*`` stands for whatever no other range names.

    >>> language("fr, zh-Hans-CN;q=0.8, en;q=0.5", ["en", "zh"])
    'zh'
    """
    ranges = [r for r in parse(accept or "") if _LANGUAGE_RANGE.match(r.value)]
    best, best_weight = offers[0], 0.0
    for offer in offers:
        weights = [r.weight for r in ranges if (r.value + "-").startswith(offer.lower() + "-")]
        weights = weights or [r.weight for r in ranges if r.value == "*"]
        if weights and max(weights) > best_weight:
            best, best_weight = offer, max(weights)
    return best
