"""Symbols of documents, numbers of decisions, ordinals of meetings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from igr_kg.extract.mentions.scene import Found, Scene, longest, makers
from igr_kg.packs import doctypes
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.numerals import number
from igr_kg.packs.patterns import Match, Patterns

_DIGIT = re.compile(r"\d")
_FORMS: dict[tuple[str, str], tuple[LanguagePack, Patterns]] = {}


def numbered(scene: Scene, pack: LanguagePack, own: str | None) -> list[Found]:
    """Return the documents, decisions and meetings that a block names by symbol or number.

    :param own: symbol or number of the document itself, which it does not cite by printing it
    """
    symbols = _symbols(scene, pack)
    numbers = _numbers(scene, pack, symbols)
    decisions = _decisions(scene, pack, numbers, own)
    taken = {(f.start, f.end) for f in decisions}
    cited = [f for f in symbols if (f.start, f.end) not in taken and f.value != own]
    sure = [n for n in numbers if n.data.get("confirmed") and n not in symbols]
    cited = [f for f in cited if not any(d.overlaps(f) for d in (*decisions, *sure))]
    return [*cited, *decisions, *_meetings(scene, pack)]


def _symbols(scene: Scene, pack: LanguagePack) -> list[Found]:
    found = [
        scene.found("document", match.start, match.end, match.pattern.id)
        for match in _forms(pack, "document").find(scene.view)
        if _DIGIT.search(match.texts[""])
    ]
    return longest(found)


def _forms(pack: LanguagePack, thing: str) -> Patterns:
    """Return the patterns of a language that make ``mention.<thing>``, then those of every language."""
    found = _FORMS.get((pack.tag, thing))
    if found is None or found[0] is not pack:
        common = (p for p in doctypes.numbers() if p.makes == f"mention.{thing}")
        found = _FORMS[pack.tag, thing] = pack, Patterns([*makers(pack, thing), *common])
    return found[1]


def _decisions(scene: Scene, pack: LanguagePack, numbers: list[Found], own: str | None) -> list[Found]:
    """Return the numbers that the words around them make decisions; a list hands the words on to the left."""
    tails, joins = makers(pack, "number.tail"), makers(pack, "number.join")
    leads = {m.end for m in makers(pack, "number.lead").find(scene.view)}
    confirmed: list[Found] = []
    following: Found | None = None
    for found in reversed(numbers):
        is_cited = (
            found.data.get("confirmed") == "true"
            or found.start in leads
            or any(tails.at(scene.view, found.end))
            or (tails and following is not None and _joined(scene, found, following, joins))
        )
        if not is_cited and found.rule.startswith("document.") and scene.view.text[found.start - 1] == "(":
            continue
        following = found if is_cited else None
        if is_cited and not _is_own(scene, found, own, pack):
            confirmed.append(found)
    return sorted([*confirmed, *_onward(scene, numbers, confirmed, leads, joins)], key=lambda f: f.start)


def _onward(
    scene: Scene, numbers: list[Found], confirmed: list[Found], leads: set[int], joins: Patterns
) -> list[Found]:
    """Return further numbers of lists whose word stands before the first: decisions 1/CP.16, 5/CP.17."""
    led = {f.start for f in confirmed if f.start in leads}
    found: list[Found] = []
    for left, right in itertools.pairwise(numbers):
        if left.start in led and _joined(scene, left, right, joins):
            led.add(right.start)
            if right not in confirmed:
                found.append(right)
    return found


def _numbers(scene: Scene, pack: LanguagePack, symbols: list[Found]) -> list[Found]:
    found = [Found("decision", s.start, s.end, s.value, s.rule) for s in symbols]
    for match in _forms(pack, "number").find(scene.view):
        start, end = _range(match, "number")
        data = {"confirmed": "true"} if match.pattern.set.get("confirmed") else {}
        found.append(scene.found("decision", start, end, match.pattern.id, data=data, rank=len(data)))
    return longest(found)


def _range(match: Match, group: str) -> tuple[int, int]:
    """Return where a group stands; the whole match when it has no such group."""
    if group not in match.texts:
        return match.start, match.end
    start = match.start + match.texts[""].index(match.texts[group])
    return start, start + len(match.texts[group])


def _joined(scene: Scene, left: Found, right: Found, joins: Patterns) -> bool:
    return any(match.end == right.start for match in joins.at(scene.view, left.end))


def _is_own(scene: Scene, found: Found, own: str | None, pack: LanguagePack) -> bool:
    """Tell whether a text prints its own number: in its title, at the start of a line.

    The word for it may stand before ("Resolution 5 (1946)").
    """
    if not scene.is_title:
        return False
    line = max((b for b in scene.breaks if b <= found.start), default=0)
    opened = makers(pack, "number.lead").at(scene.view, line)
    led = any(m is not None and m.end == found.start for m in opened)
    return found.value == own or found.start - line <= 1 or led


def _meetings(scene: Scene, pack: LanguagePack) -> list[Found]:
    found = []
    patterns = makers(pack, "meeting")
    ranks = {id(pattern): rank for rank, pattern in enumerate(patterns)}
    for pattern in patterns.may(scene.text):
        kind = str(pattern.set["kind"])
        for match in pattern.find(scene.view):
            ordinal = _ordinal(match.texts["n"], pack) if "n" in match.texts else 1
            if ordinal:
                data = {"ordinal": str(ordinal), "kind": kind}
                start, end = _place(scene, match)
                found.append(
                    Found(
                        "meeting",
                        start,
                        end,
                        f"{ordinal}:{kind}",
                        pattern.id,
                        data=data,
                        rank=-ranks[id(pattern)],
                    )
                )
    return longest(found)


def _place(scene: Scene, match: Match) -> tuple[int, int]:
    """Return where a meeting is named: in a group of its own, or by the whole match.

    The ordinal alone names the later ones of several meetings whose word stands before all of them.
    """
    if "meeting" not in match.spans:
        return match.start, match.end
    span = match.spans["meeting"]
    return scene.view.index(span.start), scene.view.index(span.end)


def _ordinal(text: str, pack: LanguagePack) -> int | None:
    """Return the value of an ordinal in digits, in Chinese, or in the pack's words, over two lines, too."""
    table: Mapping[str, int] = pack.words.get("ordinals", {})
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    text = text.replace("- ", "-")
    lower = text.casefold()
    hundreds: Mapping[str, int] = pack.words.get("hundreds", {})
    for word, value in hundreds.items():
        if lower.startswith(word + " ") and lower.rpartition(" ")[2] in table:
            return value + table[lower.rpartition(" ")[2]]
    endings = pack.words.get("ordinal_endings", ())
    return ordinal_value(text, table, endings) or number(text.replace("0", "〇"))


def ordinal_value(text: str, table: Mapping[str, int], endings: Sequence[str] = ()) -> int | None:
    """Return the value of an ordinal in words: one of the table, or several that add up.

    :param text: the ordinal
    :param table: words, or stems of words, and what they are worth
    :param endings: what may follow a stem in a language that inflects its ordinals

    >>> table = {"vigésimo": 20, "decimo": 10, "quinto": 5}
    >>> [ordinal_value(t, table) for t in ("Quinto", "vigésimo quinto", "decimoquinto", "sexto")]
    [5, 25, 15, None]
    >>> ordinal_value("fifth after hundred", {"fifth": 5, "after": 0, "hundred": 100})
    105
    >>> ordinal_value("двадцать пятой", {"двадцать": 20, "пят": 5}, ("ой", "ая"))
    25
    """
    word = text.casefold()
    stems = (word.removesuffix(e) for e in ("", *endings) if word.endswith(e))
    stem = next((s for s in stems if s in table), None)
    if stem is not None:
        return table[stem]
    parts = re.split(r"[ -]+", word)
    if len(parts) > 1:
        values = [ordinal_value(part, table, endings) for part in parts if part]
        return sum(v for v in values if v) if values and None not in values else None
    cuts = (n for n in range(1, len(word)) if word[:n] in table and word[n:] in table)
    cut = next(cuts, 0)
    return table[word[:cut]] + table[word[cut:]] if cut else None
