"""The tokens of a query in which search properties are looked for: brackets, IRIs, and what braces open."""

from __future__ import annotations

import re

from igr_kg.store import messages
from igr_kg.store.port import QueryError
from igr_kg.store.scanner import Prologue, Token, tokens

NAMESPACE = "search#"
"""Path of the namespace of the search properties, under the base IRI."""
PROPERTIES = ("matches", "nameMatches", "textMatches")

_EXAMPLE = 'Write ?thing search:matches "words" in a group, after a brace or a dot, and end it with a dot.'
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_BEFORE_A_GROUP = re.compile("(?:WHERE|EXISTS|OPTIONAL|UNION|MINUS|ASK|TRUE|FALSE)$")
_OPERANDS = frozenset(("variable", "string", "language", "number", "name", "iri"))


class Row:
    """The tokens of a query, with their brackets and the IRIs that they stand for.

    :param base: IRI that relative IRIs are resolved against
    :raises QueryError: ``QUERY_MALFORMED`` where a property stands beside what can be read in two ways
    """

    def __init__(self, text: str, base: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.inside: list[int] = []
        """Of each token, the innermost open bracket, or -1."""
        self.partner: dict[int, int] = {}
        """Of each bracket that has one, the bracket that it belongs to."""
        self.iris: dict[int, str] = {}
        """Of each IRI and prefixed name that is no declaration, the IRI."""
        self._namespace = base + NAMESPACE
        self._pair()
        self._resolve(base)
        self.uses = {i: iri for i, iri in self.iris.items() if self._is_ours(iri)}

    def _is_ours(self, iri: str) -> bool:
        return iri.startswith(self._namespace) and iri != self._namespace

    def _pair(self) -> None:
        open_ones: list[int] = []
        for i, token in enumerate(self.tokens):
            if open_ones and token.text == _PAIRS[self.tokens[open_ones[-1]].text]:
                start = open_ones.pop()
                self.partner[start], self.partner[i] = i, start
            self.inside.append(open_ones[-1] if open_ones else -1)
            if token.text in _PAIRS:
                open_ones.append(i)

    @property
    def balanced(self) -> bool:
        """Whether every bracket has its partner."""
        signs = (*_PAIRS, *_PAIRS.values())
        return len(self.partner) == sum(token.text in signs for token in self.tokens)

    def _resolve(self, base: str) -> None:
        prologue = Prologue(base)
        for i, token in enumerate(self.tokens):
            declared = prologue.feed(token) or (i and self.tokens[i - 1].text.upper() == "PREFIX")
            if token.kind == "iri" and not declared:
                self.iris[i] = prologue.resolve(token)
                self._check_reading(i, prologue)
            elif token.kind == "name" and not declared and prologue.declares(token):
                self.iris[i] = prologue.resolve(token)

    def _check_reading(self, i: int, prologue: Prologue) -> None:
        """Refuse what may be a comparison with more behind it, where a property stands in either reading."""
        if not self._two_faced(i):
            return
        token = self.tokens[i]
        others = [*self.tokens[i:], *tokens(self.text[token.start + 1 :])]
        named = [prologue.resolve(t) for t in others if t.kind in ("iri", "name")]
        if any(map(self._is_ours, [*named, *self.iris.values()])):
            problem = "Beside a search property this could be an IRI or a comparison"
            hint = "Put a blank after the sign <, or write the IRI in full."
            raise messages.located(self.text, token.start, "search_unclear", problem, hint)

    def _two_faced(self, i: int) -> bool:
        """Tell whether an IRI could also be the sign of a comparison, a variable, string or comment after it.

        So it is behind an operand inside round brackets, which are not those of a row of values. No
        expression holds two slashes outside a string.
        """
        token, before, opener = self.tokens[i], self.tokens[i - 1], self.inside[i]
        operand = before.kind in _OPERANDS or before.text == ")"
        if not operand or opener < 1 or self.tokens[opener].text != "(":
            return False
        sign = re.search(r"['#?$]", token.text)
        in_values = self.tokens[opener - 1].text in ("{", ")")
        return sign is not None and "//" not in token.text[: sign.start()] and not in_values

    def start(self, i: int) -> int:
        """Return the first token of the statement in which a property stands.

        :raises QueryError: the property stands in no group in which it can be answered
        """
        opener = self.inside[i]
        self._check_group(i, opener)
        at = i - 1
        while at > opener:
            token = self.tokens[at]
            if token.text == "." or (token.kind in ("number", "word") and token.text.endswith(".")):
                break
            if token.text == "}" and self.tokens[at - 1].text != "|":
                break
            if token.text in _PAIRS.values():
                begin = self.partner.get(at, -1)
                if token.text == ")" and self._constrains(begin):
                    break
                at = begin
            at -= 1
        return at + 1

    def _constrains(self, bracket: int) -> bool:
        """Tell whether a round bracket opens what FILTER or BIND takes."""
        before = [token.text.upper() for token in self.tokens[max(0, bracket - 2) : bracket]]
        return before[-1:] in (["FILTER"], ["BIND"]) or before[:1] == ["FILTER"]

    def _check_group(self, i: int, opener: int) -> None:
        """Refuse a property whose innermost bracket opens no group, or that stands in GRAPH or SERVICE."""
        if opener < 0 or self.tokens[opener].text != "{":
            raise self.misplaced(i)
        while opener >= 0:
            kind = self._kind(opener) if self.tokens[opener].text == "{" else "group"
            if kind in ("GRAPH", "SERVICE"):
                raise messages.located(
                    self.text,
                    self.tokens[i].start,
                    "search_in_graph",
                    f"A search property stands inside {kind}, but what it finds depends on no graph",
                    f"Put it before {kind}; the variable joins both.",
                    keyword=kind,
                )
            if kind != "group":
                raise self.misplaced(i)
            opener = self.inside[opener]

    def _kind(self, brace: int) -> str:
        """Return what a brace opens: a group, GRAPH, SERVICE, or something else (an empty string)."""
        before = self.tokens[max(0, brace - 2) : brace]
        words = ["", "", *(token.text.upper() for token in before)][-2:]
        last = before[-1] if before else Token("other", "-", 0)
        if self.opens_annotation(brace) or (self.inside[brace] < 0 and self._constructs(brace)):
            return ""
        if last.kind == "word":
            return "group" if _BEFORE_A_GROUP.search(words[-1]) else ""
        if last.text == ")":
            start = self.partner.get(brace - 1, 0)
            return "" if start and self.tokens[start - 1].text.upper() == "VALUES" else "group"
        if last.kind in ("variable", "iri", "name"):
            for keyword in (words[-2], words[-1] if last.kind == "name" else ""):
                if keyword.startswith(("SILENT", "SERVICE")):
                    return "SERVICE"
                if keyword.startswith("GRAPH"):
                    return "GRAPH"
            return "" if words[-2] == "VALUES" else "group"
        return (
            "group" if last.kind in ("string", "number", "language", "blank") or last.text in "{}.;]*" else ""
        )

    def opens_annotation(self, i: int) -> bool:
        """Tell whether a token opens statements about a triple, ``{| ... |}`` (SPARQL 1.2)."""
        return (
            self.tokens[i].text == "{" and self.tokens[i + 1 : i + 2] != [] and self.tokens[i + 1].text == "|"
        )

    def _constructs(self, brace: int) -> bool:
        """Tell whether an outermost brace is the first one of a CONSTRUCT: its template, or both in one."""
        head = self.tokens[:brace]
        words = [token.text.upper() for token in head if token.kind == "word"]
        return all(token.text != "{" for token in head) and any(w.startswith("CONSTRUCT") for w in words)

    def misplaced(self, i: int) -> QueryError:
        """Return the error at a property that stands where it is not answered, or that is none."""
        name = self.uses[i].removeprefix(self._namespace)
        if name not in PROPERTIES:
            known = ", ".join(PROPERTIES)
            return messages.located(
                self.text,
                self.tokens[i].start,
                "search_unknown",
                f"There is no search property {name}",
                f"There are: {known}.",
                name=name,
                known=known,
            )
        problem = f"The search property {name} stands where it cannot be answered"
        return messages.located(self.text, self.tokens[i].start, "search_place", problem, _EXAMPLE, name=name)

    def name(self, i: int) -> str:
        """Return the local name of the search property at a token, or an empty string."""
        return self.uses.get(i, "").removeprefix(self._namespace)
