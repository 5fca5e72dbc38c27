"""Text as a reader would say it: width folded, layout taken out, every character's place kept.

Rules match on this form, so that a document reads the same whatever its line width, blank lines,
line ends or width of digits and brackets. How a language joins lines is data (``pack.toml``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from igr_kg.model import Span, View

_WIDE_KEPT = "，；：？！"
_NARROW_TO_WIDE = dict(zip(",;:?!", _WIDE_KEPT, strict=True))
_SIGNS = dict.fromkeys("‐‑‒–−－", "-") | dict.fromkeys("∗⁎﹡", "*") | {"〔": "[", "〕": "]"}
_IGNORED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640\u0670") | {
    *map(chr, range(0x064B, 0x0660)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
}
"""What readers do not say: soft hyphens, marks of direction, stretched lines and vowel signs of Arabic."""
_SIGNED = frozenset(char for char in _IGNORED if unicodedata.category(char) in ("Mn", "Lm"))
"""What of this is printed all the same: vowel signs and the stretching of Arabic letters."""

_LINE_ENDS = frozenset("\n\r")
_COMBINING = range(0x0300, 0x0370)


@dataclass(frozen=True, slots=True)
class FoldRules:
    """How a language writes across lines.

    :param join: what stands between two lines: ``""`` for Chinese, ``" "`` elsewhere
    :param cjk_punctuation: write ``，；：？！`` after an ideograph where the source has ``,;:?!``
    :param variants: other ways to write a character, and how rules write it: ``聯`` as ``联``
    :param unwritten: a letter that is said and not written, and an expression behind which it is: Arabic
        ``للأمين`` is ``ل`` and ``الأمين``
    :param turned_quotes: quotation marks open and close as they stand, whichever way they are turned
    """

    join: str = " "
    cjk_punctuation: bool = False
    variants: Mapping[str, str] = field(default_factory=dict, hash=False)
    unwritten: tuple[str, str] | None = None
    turned_quotes: bool = False


@cache
def is_cjk(char: str) -> bool:
    """Tell whether a character is an ideograph or punctuation of Chinese text.

    >>> [is_cjk(c) for c in "环。《A1 "]
    [True, True, True, False, False, False]
    """
    point = ord(char)
    return (
        0x3001 <= point <= 0x303F
        or 0x3400 <= point <= 0x9FFF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x3FFFF
        or char in "“”‘’—…·" + _WIDE_KEPT
    )


@cache
def fold_char(char: str) -> str:
    """Return a character in the width that rules are written in (always one character).

    >>> "".join(map(fold_char, "（ａ）２０１０–１１，"))
    '(a)2010-11，'
    """
    if char.isascii():
        return " " if char.isspace() else char
    point = ord(char)
    if char in _WIDE_KEPT:
        return char
    if 0xFF01 <= point <= 0xFF5E:
        return _SIGNS.get(char, chr(point - 0xFEE0))
    if char == "\u3000" or char.isspace() or unicodedata.category(char) == "Zs":
        return " "
    return _SIGNS.get(char, char)


def fold(text: str) -> str:
    r"""Return a text with each character in the width that rules are written in.

    >>> fold("（ａ）\t１")
    '(a) 1'
    """
    return text.translate(_FOLDS)


def _presented(char: str) -> str:
    """Return the letters that a presentation form of Arabic stands for, or the character itself."""
    point = ord(char)
    if 0xFB50 <= point <= 0xFDFF or 0xFE70 <= point <= 0xFEFE:
        return unicodedata.normalize("NFKC", char)
    return char


def reading(text: str, spans: Iterable[Span], rules: FoldRules) -> View:
    r"""Return the reader's text of some ranges of a text.

    White space between two characters goes when a Chinese character stands on either side (in a
    language that joins with nothing), and is one blank otherwise; none stands at the ends. An accent
    written as a character of its own is one with its letter; what is only a way to write Arabic
    letters (presentation forms, stretching, vowel signs) goes.

    :param text: the text as read
    :param spans: the ranges to say, in order (what lies between them, furniture say, is not said)
    :param rules: the language's rules

    >>> reading("2010 年 7 \n月，第３\n号", [Span(0, 16)], FoldRules("", True)).text
    '2010年7月，第3号'
    >>> reading("聯合國", [Span(0, 3)], FoldRules("", True, {"聯": "联", "國": "国"})).text
    '联合国'
    >>> reading("re\u0301union", [Span(0, 8)], FoldRules()).text == "r\u00e9union"
    True
    >>> reading("\ufee3\u0640\u064fجلس", [Span(0, 6)], FoldRules()).text
    'مجلس'
    """
    spans = tuple(spans)
    if _is_simple(text, spans, rules):
        return _by_words(text, spans)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gap: int | None = None
    for offset, char in _characters(text, spans):
        if char in _IGNORED:
            continue
        folded = fold_char(char)
        folded = rules.variants.get(folded, folded) if rules.variants else folded
        if folded == " ":
            gap = offset if gap is None and out else gap
            continue
        if gap is not None:
            if not (rules.join == "" and (is_cjk(out[-1]) or is_cjk(folded))):
                out.append(" ")
                starts.append(gap)
                ends.append(gap + 1)
            gap = None
        elif ord(folded) in _COMBINING and out:
            out[-1] = _composed(out[-1], folded)
            ends[-1] = offset + 1
            continue
        if rules.cjk_punctuation and folded in _NARROW_TO_WIDE and out and _after_cjk(out):
            folded = _NARROW_TO_WIDE[folded]
        for letter in _presented(folded):
            out.append(letter)
            starts.append(offset)
            ends.append(offset + 1)
    if rules.turned_quotes:
        _turn(out)
    said = View("".join(out), tuple(starts), tuple(ends))
    return _with_unwritten(said, *rules.unwritten) if rules.unwritten else said


class _Folds(dict[int, str]):
    """How each character is folded, as :meth:`str.translate` asks for it."""

    def __missing__(self, point: int) -> str:
        self[point] = folded_char = fold_char(chr(point))
        return folded_char


_FOLDS = _Folds()
_RUN = re.compile("[^ ]+(?: [^ ]+)*")
"""Words with one blank between any two, which stand in the reader's text as they are."""

_ONE_ON = (1).__add__
_NOT_SIMPLE = re.compile(f"[{re.escape(''.join(sorted(_IGNORED)))}\u0300-\u036f\ufb50-\ufdff\ufe70-\ufefe]")


def _is_simple(text: str, spans: Sequence[Span], rules: FoldRules) -> bool:
    """Tell whether every character is read as one and lines are joined by a blank."""
    special = rules.variants or rules.cjk_punctuation or rules.unwritten or rules.turned_quotes
    if rules.join != " " or special:
        return False
    return not any(_NOT_SIMPLE.search(text, span.start, span.end) for span in spans)


def _by_words(text: str, spans: Sequence[Span]) -> View:
    """Return the reader's text of simple ranges, run by run: what :func:`reading` says of them."""
    out: list[str] = []
    starts: list[int] = []
    gap: int | None = None
    for number, span in enumerate(spans):
        if number and out and gap is None:
            gap = span.start
        last = 0
        said = text[span.start : span.end].translate(_FOLDS)
        for run in _RUN.finditer(said):
            if run.start() > last and out and gap is None:
                gap = span.start + last
            if gap is not None:
                out.append(" ")
                starts.append(gap)
                gap = None
            out.append(run[0])
            last = run.end()
            starts.extend(range(span.start + run.start(), span.start + last))
        if last < len(said) and out and gap is None:
            gap = span.start + last
    return View("".join(out), tuple(starts), tuple(map(_ONE_ON, starts)))


def folded(text: str, rules: FoldRules) -> str:
    r"""Return a name, a word or an expression in the letters that texts are read in.

    >>> (
    ...     folded("大會", FoldRules("", True, {"會": "会"})),
    ...     folded("للجميع", FoldRules(unwritten=("ا", r"\bل(?=ل)"))),
    ... )
    ('大会', 'لالجميع')
    """
    written = "".join(rules.variants.get(char, char) for char in text) if rules.variants else text
    if rules.unwritten is None:
        return written
    letter, behind = rules.unwritten
    return _expression(behind).sub(lambda m: m[0] + letter, written)


def either(expression: str, rules: FoldRules) -> str:
    r"""Return an expression that matches letters as printed and as read.

    >>> either(r"(?:大會|[會x])\d", FoldRules("", True, {"會": "会"}))
    '(?:大[會会]|[會会x])\\d'
    """
    out, inside, escaped = [], False, False
    for char in expression:
        read = rules.variants.get(char)
        if read is None or escaped:
            inside = (inside or char == "[") and char != "]" if not escaped else inside
            out.append(char)
        else:
            out.append(char + read if inside else f"[{char}{read}]")
        escaped = char == "\\" and not escaped
    return "".join(out)


def _with_unwritten(view: View, letter: str, behind: str) -> View:
    """Return a view with the letters that are said and not written; each has the place of the next one."""
    places = [m.end() for m in _expression(behind).finditer(view.text) if m.end() < len(view.text)]
    if not places:
        return view
    order = sorted([*range(len(view.text)), *places])
    added = set(places)
    out = []
    for index in order:
        out.append(letter if index in added else view.text[index])
        added.discard(index)
    starts, ends = (tuple(row[index] for index in order) for row in (view.starts, view.ends))
    return View("".join(out), starts, ends)


@cache
def _expression(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _turn(out: list[str]) -> None:
    """Write quotation marks that open and close as such."""
    opened = False
    for index, char in enumerate(out):
        if char in "“”":
            opens = not opened or index == 0 or out[index - 1] in " (["
            out[index] = "“" if opens else "”"
            opened = opens


def _composed(letter: str, accent: str) -> str:
    """Return a letter with its accent as one character; without it where there is no such character."""
    whole = unicodedata.normalize("NFC", letter + accent)
    return whole if len(whole) == 1 else letter


def _after_cjk(out: Sequence[str]) -> bool:
    """Tell whether punctuation that comes now belongs to Chinese: brackets and quotes are looked through."""
    for char in reversed(out):
        if char in ")]\"'":
            continue
        return is_cjk(char)
    return False


def _characters(text: str, spans: Iterable[Span]) -> Iterable[tuple[int, str]]:
    for number, span in enumerate(spans):
        if number:
            yield span.start, "\n"
        for offset in range(span.start, span.end):
            yield offset, text[offset]


def pieces(text: str, view: View, spans: Sequence[Span] = (), *, lines: bool = False) -> list[str]:
    r"""Return what is printed for each character of a reader's text, nothing folded.

    A letter that is said and not written has the place of the next one: nothing is printed for it. Signs
    over or between letters that rules do not read (vowel signs, stretching) go with the letter before.

    :param text: the text as read, of which ``view`` is a reader's text
    :param spans: the ranges that the view was made of; signs outside them do not count
    :param lines: keep line ends, where a line says something by itself (title pages)

    >>> pieces("第一\n号", View("第一号", (0, 1, 3), (1, 2, 4)), lines=True)
    ['第', '一', '\n号']
    >>> pieces("\u062a\u064f\u0639", reading("\u062a\u064f\u0639", [Span(0, 3)], FoldRules()))[0]
    '\u062a\u064f'
    """
    bounds = iter(spans or [Span(0, len(text))])
    bound = next(bounds)
    found: list[str] = []
    last = view.starts[0] if view.starts else 0
    for index, (said, start, end) in enumerate(zip(view.text, view.starts, view.ends, strict=True)):
        while start >= bound.end:
            bound = next(bounds, Span(start, len(text)))
        broken = lines and not _LINE_ENDS.isdisjoint(text[last:start])
        if index + 1 < len(view.starts) and view.starts[index + 1] == start:
            found.append("")
        elif said == " ":
            found.append("\n" if broken or (lines and text[start] in _LINE_ENDS) else " ")
        else:
            end = _past_signs(text, end, bound.end)
            found.append(("\n" if broken else "") + text[start:end])
        last = start if not (said == " " and found[-1] == "\n") else end
    return found


def quote(text: str, spans: Iterable[Span], rules: FoldRules) -> str:
    r"""Return the words of some ranges as printed: layout joined as the language does, nothing folded.

    >>> quote("规划\n署（环境 署）", [Span(0, 10)], FoldRules("", True))
    '规划署（环境署）'
    """
    whole = tuple(spans)
    return "".join(pieces(text, reading(text, whole, rules), whole))


def printed(text: str, places: Iterable[Sequence[Span]], rules: FoldRules, words: str) -> str:
    r"""Return words that rules read somewhere in the characters and with the blanks of the text.

    Width and layout stay folded, so that they change no name; other ways to write a character are undone,
    and blanks that a value leaves out are put back.

    :param places: where the words may stand, each the ranges of one place; the first that has them counts
    :param words: a value as rules read it; one that was computed is returned as it is

    >>> printed(
    ...     "聯合國\n大會",
    ...     [[Span(0, 6)]],
    ...     FoldRules("", True, {"聯": "联", "國": "国", "會": "会"}),
    ...     "联合国大会",
    ... )
    '聯合國大會'
    >>> printed("the Security\nCouncil of", [[Span(0, 23)]], FoldRules(" "), "SecurityCouncil")
    'Security Council'
    >>> printed("في عمّان،", [[Span(3, 8)]], FoldRules(" "), "عمان")
    'عمّان'
    """
    wanted = words.replace(" ", "")
    plain = replace(rules, variants={}, unwritten=None)
    letter = rules.unwritten[0] if rules.unwritten else ""
    for spans in places:
        said, shown = reading(text, spans, rules), reading(text, spans, plain)
        solid = [index for index, char in enumerate(said.text) if char != " "]
        letters = "".join(said.text[index] for index in solid)
        for lead in {"": 0, letter: 0}:
            rest = wanted.removeprefix(lead)
            at = letters.find(rest)
            if rest and at >= 0:
                first = solid[at]
                found = _signed(text, shown, said.span(first, solid[at + len(rest) - 1] + 1))
                begins = rules.variants.get(found[:1], found[:1]) == said.text[first]
                return (lead if begins else letter) + found
    return words


def _signed(text: str, view: View, span: Span) -> str:
    """Return the reader's text of a range with the signs that are written over or between its letters."""
    places = range(view.index(span.start), view.index(span.end))
    ends = ((index, view.ends[index]) for index in places)
    return "".join(view.text[i] + text[end : _past_signs(text, end, span.end)] for i, end in ends)


def _past_signs(text: str, at: int, end: int) -> int:
    """Return the offset behind the signs that belong to the letter before an offset."""
    while at < end and text[at] in _SIGNED:
        at += 1
    return at


def without(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """Return what is left of a range when others are cut out; the range itself when all is cut.

    >>> without(Span(0, 10), [Span(3, 5)])
    (Span(start=0, end=3), Span(start=5, end=10))
    """
    left, at = [], span.start
    for hole in sorted(h for h in holes if h.overlaps(span)):
        if hole.start > at:
            left.append(Span(at, hole.start))
        at = max(at, hole.end)
    if at < span.end:
        left.append(Span(at, span.end))
    return tuple(left) or (span,)
