"""What persons, places, instruments, documents and offices a document names."""

from __future__ import annotations

import itertools

from igr_kg.extract.entities.context import Context, Register
from igr_kg.ids import fold_name
from igr_kg.model import Mention, Span


def persons(context: Context, register: Register) -> None:
    """Add persons: known ones by their whole name, others by the name that the document gives."""
    known = context.authority.names(context.pack.tag, "person")
    for mention in context.of("person"):
        key = known.get(mention.value)
        register.add(key or f"person:{fold_name(mention.value)}", mention, key)


def documents(context: Context, register: Register) -> None:
    """Add cited documents, by symbol."""
    for mention in context.of("document"):
        register.add(f"document:{mention.value}", mention)


def places(context: Context, register: Register) -> None:
    """Add places; a city gets its State where the text writes the two together."""
    last: Mention | None = None
    for mention in context.of("place"):
        ident = mention.key or f"place:{fold_name(mention.value)}"
        register.add(ident, mention, mention.key, mention.data.get("kind", ""))
        between = context.between(last, mention) if last else None
        if last is not None and between in {"", "，"} and _is_state(context, last, mention):
            state = register.of(last) or ""
            register.drafts[state].subkind = "country"
            register.drafts[ident].subkind = "city"
            register.link(ident, "country", state, [last.span, mention.span])
        elif (
            last is not None and between in context.words("place_gaps") and _is_state(context, mention, last)
        ):
            state, city = register.of(mention) or "", register.of(last) or ""
            register.drafts[city].subkind = "city"
            register.link(city, "country", state, [last.span, mention.span])
        last = mention
    for draft in register.drafts.values():
        if draft.kind == "place" and not draft.subkind:
            draft.subkind = "city"


def _is_state(context: Context, first: Mention, second: Mention) -> bool:
    """Tell whether of two places written together the first is the State that holds the second."""
    if second.data.get("kind") == "country":
        return False
    return first.data.get("kind") == "country" or not first.key


def instruments(context: Context, register: Register) -> None:
    """Add instruments; a short form such as 公约 takes up the one that the text has named."""
    alone = frozenset(context.words("instrument_alone"))
    mentions = context.of("instrument")
    full = [m for m in mentions if m.value not in alone]
    told = {
        short.value: long
        for long, short in itertools.pairwise(mentions)
        if short.value in alone and "(" in (context.between(long, short) or "") and long.value not in alone
    }
    for mention in mentions:
        meant = told.get(mention.value) or (
            _taken_up(context, mention, full) if mention.value in alone else mention
        )
        named = meant or mention
        ident = named.key or f"instrument:{fold_name(named.value)}"
        draft = register.add(ident, mention, named.key, _instrument_kind(context, named))
        if named is not mention:
            draft.premises.extend([named.span] if not draft.premises else [])
            draft.antecedents[mention.span] = named.span
            if context.ends_with(context.before(mention), "pointing"):
                draft.pointers.add(mention.span)


def _taken_up(context: Context, mention: Mention, full: list[Mention]) -> Mention | None:
    """Return the instrument that a short form means: the only one, or the last in the paragraph."""
    fitting = [m for m in full if m.value.endswith(mention.value)]
    if len({m.key or fold_name(m.value) for m in fitting}) == 1:
        return fitting[0]
    near = [m for m in fitting if m.block == mention.block and m.end <= mention.start]
    return near[-1] if near else None


def _instrument_kind(context: Context, mention: Mention) -> str:
    row = context.authority.get(mention.key)
    if row is not None:
        return row.kind
    if mention.data.get("class"):
        return "class"
    return "process" if context.ends_with(mention.value, "processes") else "instrument"


class Offices:
    """Offices: a title with the body or State that it belongs to."""

    def __init__(self, context: Context, register: Register) -> None:
        self._context, self._register = context, register
        self._common = frozenset(context.words("common_titles"))
        self._known = context.authority.names(context.pack.tag, "role")
        self._states = {
            name: key
            for name, key in context.authority.names(context.pack.tag, "place").items()
            if key.startswith("country/")
        }

    def resolve(self) -> None:
        """Add the offices; a title alone takes up the one office that the text names with its body."""
        held = [(m, self._body(m)) for m in self._context.of("role")]
        whose: dict[str, set[str]] = {}
        for mention, body in held:
            ident = self._register.of(body)
            if ident:
                whose.setdefault(mention.value, set()).add(ident)
        for mention, body in held:
            if "state" in mention.data:
                self._of_state(mention)
                continue
            owner = self._register.of(body)
            premise: Mention | None = None
            if owner is None and mention.value not in self._common and len(whose.get(mention.value, ())) == 1:
                owner = next(iter(whose[mention.value]))
                premise = next(m for m, b in held if m.value == mention.value and b is not None)
            self._add(mention, body, owner, premise)

    def _add(
        self, mention: Mention, body: Mention | None, owner: str | None, premise: Mention | None
    ) -> None:
        key = self._key(mention.value, owner)
        ident = key or (
            f"role:{fold_name(mention.value)}"
            if owner is None
            else f"role:{owner}:{fold_name(mention.value)}"
        )
        draft = self._register.add(ident, mention, key)
        if owner and body:
            self._register.link(ident, "body", owner, [body.span, mention.span])
        if premise is not None and not draft.premises:
            draft.premises.append(premise.span)

    def _key(self, title: str, owner: str | None) -> str | None:
        """Return the key of an office by its title and whose it is; alone it must name one."""
        rows = self._context.authority
        for row in rows.rows.values() if owner else ():
            if row.mention == "role" and row.related.get("body") == owner:
                names = row.names.get(self._context.pack.tag, ())
                if any(name.endswith(title) for name in names):
                    return row.key
        return self._known.get(title) if owner is None else None

    def _body(self, mention: Mention) -> Mention | None:
        """Return the body that stands right before a title, looking through a bracketed short form."""
        behind = self._context.behind(mention, self._context.of("body"), "office_of")
        if behind is not None:
            return behind
        before = [m for m in self._context.of("body") if m.end <= mention.start and m.block == mention.block]
        if not before:
            return None
        return (
            before[-1] if self._context.between(before[-1], mention) in {"", ")", "的", "》", "》)"} else None
        )

    def _of_state(self, mention: Mention) -> None:
        ident = f"role:{fold_name(mention.value)}"
        self._register.add(ident, mention)
        view = self._context.view(mention)
        start = view.index(mention.start)
        words = view.text[start : view.index(mention.end)]
        name = mention.data["state"]
        if not words.startswith(name):
            # A rule that tells only that there is a State: its name stands at the end of the title.
            name = max((n for n in self._states if words.endswith(n)), key=len, default="")
            start += len(words) - len(name)
        if not name:
            return
        key = self._states.get(name)
        state = key or f"place:{fold_name(name)}"
        span = view.span(start, start + len(name))
        draft = self._register.thing(state, "place", key, "country")
        draft.names.setdefault(name, []).append(span)
        self._register.link(ident, "state", state, [Span(mention.start, mention.end)])
