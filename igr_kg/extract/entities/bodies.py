"""Which body a name means: full names, short forms, 该小组, proposals, pluralities.

Nothing is merged by guess. A short form takes up one fuller name that the text gives; where
several would do and none is the document's own subject, the short form stays a thing of its own.
"""

from __future__ import annotations

from bisect import bisect_left

from igr_kg.extract.entities.context import Context, Draft, Register
from igr_kg.extract.entities.inflected_names import heads_alone, stems
from igr_kg.ids import fold_name
from igr_kg.model import Mention, Span

_LONG_ENOUGH = 6


class BodyNames:
    """The names of bodies in a document and what each means."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.mentions = context.of("body")
        self._stems = stems(context, self.mentions)
        heads = heads_alone(context)
        self._heads = frozenset(map(self._plain, heads)) if self._stems else frozenset(heads)
        self._fillers = context.words("fillers")
        keyed = {m.value: m.key for m in self.mentions if m.key}
        self._known = {**context.authority.names(context.pack.tag, "body"), **keyed}
        self.aliases, self.introductions = self._introduced()
        self.first: dict[str, Mention] = {}
        for mention in self.mentions:
            if not self.pointing(mention) and not self.each(mention) and mention.value not in self.aliases:
                self.first.setdefault(mention.value, mention)
        self._bare_at = self._bare_uses()
        self._bare_in: dict[str, set[str]] = {}
        for mention in self.mentions:
            self._bare_in.setdefault(mention.value, set()).add(mention.block)
        self._treaties = self._treaties_inside()
        self._own_treaties = set().union(
            *(self._treaties.get(m.value, set()) for m in self.mentions if context.is_title(m))
        )
        self._subjects = (
            {m.value for m in self.mentions if self._opens(m)},
            {m.value for m in self.mentions if context.is_cover(m)}
            | {full.value for full in self.aliases.values()},
            {m.value for m in self.mentions if context.is_title(m)},
        )
        self._meaning: dict[str, str] = {}

    def _opens(self, mention: Mention) -> bool:
        """Tell whether a mention is the opening line that names who speaks."""
        block = self._context.document.block(mention.block)
        return block.kind == "preamble" and self._context.before(mention) == ""

    def _treaties_inside(self) -> dict[str, set[str]]:
        """Return for each name the treaties that stand in it."""
        found: dict[str, set[str]] = {}
        treaties = self._context.of("instrument")
        starts = [t.start for t in treaties]
        for mention in self.mentions:
            near = treaties[bisect_left(starts, mention.start) : bisect_left(starts, mention.end)]
            inside = {t.key or t.value for t in near if t.end <= mention.end}
            if inside:
                found.setdefault(mention.value, set()).update(inside)
        return found

    def pointing(self, mention: Mention) -> bool:
        """Tell whether "that" or "this" stands before a name."""
        return bool(self._context.ends_with(self._context.before(mention), "pointing"))

    def each(self, mention: Mention) -> str:
        """Return the word for "each" or "all" that makes a name that of a plurality, or ``""``."""
        return self._context.ends_with(self._context.before(mention), "each")

    def introduced(self, mention: Mention) -> bool:
        """Tell whether "a" or "to set up a" stands before a name: something not named before."""
        before = self._context.before(mention)
        return bool(self._context.ends_with(before, "one") or self._context.ends_with(before, "establishing"))

    def _introduced(self) -> tuple[dict[str, Mention], dict[str, Span]]:
        """Return short form -> mention of the full name, for those that stand in brackets behind it.

        The second mapping gives the place that says so: the name with the brackets.
        """
        found: dict[str, Mention] = {}
        places: dict[str, Span] = {}
        for full, short in zip(self.mentions, self.mentions[1:], strict=False):
            between = self._context.between(full, short)
            if (
                between is not None
                and between.lstrip().startswith("(")
                and ")" not in between
                and len(between) < 8
            ):
                found.setdefault(short.value, full)
                view = self._context.view(short)
                at = view.index(short.end)
                closing = at + (view.text[at : at + 1] == ")")
                places.setdefault(short.value, Span(full.start, view.ends[closing - 1]))
        return found, places

    def _bare_uses(self) -> dict[str, int]:
        """Return where each name is first used in running text."""
        found: dict[str, int] = {}
        for mention in self.mentions:
            if not self._context.is_title(mention):
                found.setdefault(mention.value, mention.start)
        return found

    def meaning(self, name: str) -> str:
        """Return the fullest name that a name stands for in this document."""
        if name not in self._meaning:
            self._meaning[name] = name
            self._meaning[name] = self._fullest(name)
        return self._meaning[name]

    def _fullest(self, name: str) -> str:
        if name in self.aliases:
            return self.meaning(self.aliases[name].value)
        if "/" in name and self._is_short(name.partition("/")[0]):
            return self.meaning(name.partition("/")[0])
        known = self._by_treaty(name)
        if name in self._known or known:
            return known or name
        whole = self._expanded(name)
        if whole != name and (whole in self.first or whole in self._known):
            return self.meaning(whole)
        fuller = {m: self.meaning(m) for m in self.first if self._takes_up(name, m)}
        before = {c for m, c in fuller.items() if self.first[m].start < self._bare_at.get(name, 0)}
        beside = {c for m, c in fuller.items() if self.first[m].block in self._bare_in.get(name, ())}
        for choice in (before, before | beside):
            if len({self.ident(c) for c in choice}) == 1:
                return min(choice, key=self._place)
        for named in self._subjects:
            subjects = {
                c for c in sorted(before, key=self._place) or fuller.values() if self._is_among(c, named)
            }
            if len({self.ident(c) for c in subjects}) == 1:
                return min(subjects, key=self._place)
        return name

    def _place(self, name: str) -> tuple[int, str]:
        """Return what names are ordered by: where each stands first, so that no run chooses another."""
        return (self.first[name].start if name in self.first else 0), name

    def _by_treaty(self, name: str) -> str | None:
        """Return the known name of an organ of a treaty that the text calls by the treaty's other title."""
        authority, tag = self._context.authority, self._context.pack.tag
        treaties = authority.names(tag, "instrument")
        bare = name.replace("《", "").replace("》", "", 1)
        for border in range(len(bare) - 1, 1, -1):
            row = authority.get(treaties.get(bare[:border]))
            for title in row.names.get(tag, ()) if row else ():
                for known in (f"《{title}》{bare[border:]}", f"{title}{bare[border:]}"):
                    if known in self._known:
                        return known
        return None

    def _is_among(self, meaning: str, named: set[str]) -> bool:
        ordered = sorted(named, key=self._place)  # what was settled first counts for what comes later
        return any(self.meaning(s) == meaning or self.ident(s) == self.ident(meaning) for s in ordered)

    def _is_short(self, name: str) -> bool:
        return (self._plain(name) if self._stems else name) in self._heads

    def _expanded(self, name: str) -> str:
        """Return a name with the short form that it begins with written out: 环境署|秘书处."""
        for short in sorted(self.aliases, key=len, reverse=True):
            if name.startswith(short) and len(name) > len(short):
                return self.aliases[short].value + name[len(short) :]
        return name

    def _takes_up(self, name: str, fuller: str) -> bool:
        """Tell whether a name can be short for a fuller one that ends with the same words."""
        short, full = self._plain(name), self._plain(fuller)
        if full == short:
            return fuller != name and self.first[fuller].start < self._first_of(name)
        inside = self._context.pack.rules.join != "" and self._is_inside(name, short, full)
        if not (full.endswith(short) or inside) or "/" in fuller or self._goes_by_another(fuller, name):
            return False
        treaties = self._treaties.get(fuller, set())
        if treaties and self._own_treaties and not treaties & self._own_treaties:
            return False
        rest = full[: -len(short)] if full.endswith(short) else full.replace(short, "", 1)
        return self._is_short(name) or len(name) >= _LONG_ENOUGH or rest in self.first or rest in self._heads

    def _is_inside(self, name: str, short: str, full: str) -> bool:
        """Tell whether a name is how a fuller one begins, or a head alone that stands inside it."""
        is_head = self._is_short(name if self._stems else name[:1].upper() + name[1:])
        return full.startswith(short) or (is_head and short in full and f"sub{short}" not in full)

    def _goes_by_another(self, fuller: str, name: str) -> bool:
        """Tell whether the text gave a full name a short form of its own, which this one does not end."""
        own = [short for short, full in self.aliases.items() if full.value == fuller]
        return bool(own) and not any(short.endswith(name) or name.endswith(short) for short in own)

    def _first_of(self, name: str) -> int:
        return self.first[name].start if name in self.first else 0

    def _plain(self, name: str) -> str:
        if name in self._stems:
            return self._stems[name]
        for filler in self._fillers:
            name = name.replace(filler, "")
        return fold_name(name)

    def ident(self, name: str) -> str:
        """Return the id of the entity with a full name: its authority key, or made from the name."""
        key = self._known.get(name)
        return key or f"body:{self._plain(name)}"


class BodyResolver:
    """Gives each mention of a body its entity."""

    def __init__(self, context: Context, register: Register) -> None:
        self._context, self._register = context, register
        self._by_decision: dict[tuple[str, str], Mention] = {}
        self._offices = frozenset(r.start for r in context.of("role"))
        self.names = BodyNames(context)

    def resolve(self) -> None:
        """Add the entities of all bodies to the register."""
        seen: list[Mention] = []
        for mention in self.names.mentions:
            self._one(mention, seen)
            seen.append(mention)
        for mention in self.names.mentions:
            self._mark(mention)
        for draft in self._register.drafts.values():
            if draft.kind == "body" and draft.key is None and draft.subkind in ("body", "proposed"):
                self._of_kind(draft)

    def _one(self, mention: Mention, seen: list[Mention]) -> None:
        names, register = self.names, self._register
        if "decision" in mention.data:
            self._set_up(mention)
            return
        each = names.each(mention)
        if each:
            register.add(f"body:{each}{fold_name(mention.value)}", mention, subkind="group")
            return
        if names.pointing(mention):
            earlier = self._antecedent(mention, seen)
            if earlier is not None:
                ident = register.of(earlier) or ""
                self._take(ident, mention, earlier.span)
                register.drafts[ident].pointers.add(mention.span)
                return
        meaning = mention.value if self._is_new(mention) else names.meaning(mention.value)
        ident = names.ident(meaning)
        key = ident if "/" in ident and not ident.startswith("body:") else None
        register.thing(ident, "body", key, self._subkind(mention, ident))
        premise = names.aliases.get(mention.value) or names.first.get(meaning, mention)
        self._take(ident, mention, premise.span, names.introductions.get(mention.value))
        if premise.value == mention.value:
            register.drafts[ident].antecedents.pop(mention.span, None)
        if names.pointing(mention) and meaning != mention.value:
            register.drafts[ident].pointers.add(mention.span)

    def _set_up(self, mention: Mention) -> None:
        """Add a body that is named by the decision that set it up, whatever else the name says."""
        what = mention.data["decision"], mention.data["head"]
        first = self._by_decision.setdefault(what, mention)
        ident = self.names.ident(first.value)
        self._register.thing(ident, "body", subkind="body")
        self._take(ident, mention, first.span)

    def _take(self, ident: str, mention: Mention, premise: Span, introduced: Span | None = None) -> None:
        """Let a mention mean a body.

        :param premise: the place of a fuller name
        :param introduced: the place that introduces the mention's words as a short form, if any
        """
        draft = self._register.add(ident, mention)
        if introduced is not None:
            draft.shorts.setdefault(mention.value, introduced)
        if premise == mention.span:
            return
        if len(draft.premises) < 2:
            draft.premises.append(premise)
        there = introduced is not None and not introduced.covers(mention.span)
        draft.antecedents[mention.span] = introduced if there and introduced else premise

    def _is_new(self, mention: Mention) -> bool:
        """Tell whether "a ..." brings in a body that a short form of the same words does not mean."""
        return self.names.introduced(mention) and mention.value not in self.names.aliases

    def _subkind(self, mention: Mention, ident: str) -> str:
        if ident.startswith("group/") or mention.data.get("group"):
            return "group"
        if any(each in mention.value for each in self._context.words("each")):
            return "group"
        named = self._context.ends_with(mention.value, "governments")
        return "government" if named or self._context.starts_with(mention.value, "governments_of") else "body"

    def _antecedent(self, mention: Mention, seen: list[Mention]) -> Mention | None:
        """Return the nearest body before 该小组 that has a name ending so and stands in its own right."""
        for earlier in reversed(seen):
            ident = self._register.of(earlier)
            draft = self._register.drafts.get(ident or "")
            if draft is None or draft.subkind == "group" or self._belongs_to_office(earlier):
                continue
            if any(name.endswith(mention.value) for name in draft.names):
                return earlier
        return None

    def _belongs_to_office(self, mention: Mention) -> bool:
        """Tell whether a body is named only to say whose office is meant: 环境管理小组|主席."""
        return mention.end in self._offices

    def _mark(self, mention: Mention) -> None:
        """Note what the words around a mention say of the body: members, proposal, example."""
        ident = self._register.of(mention) or ""
        members = self._context.starts_with(self._context.after(mention), "members")
        if members:
            self._members(mention, ident, members)
        if self._is_proposed(mention):
            draft = self._register.drafts[ident]
            if draft.key is None:
                draft.subkind = "proposed"
        self._example(mention, ident)

    def _of_kind(self, draft: Draft) -> None:
        """Note of which kind a body is by the last words of its fullest name."""
        kinds = self._context.pack.words.get("body_kinds", {})
        name = draft.done().name
        word = next((w for w in sorted(kinds, key=lambda w: (-len(w), w)) if name.endswith(w)), None)
        if word is not None:
            self._register.link(draft.id, "bodyKind", kinds[word], draft.names[name][:1])

    def _members(self, mention: Mention, ident: str, word: str) -> None:
        view = self._context.view(mention)
        start = view.index(mention.start)
        stop = view.index(mention.end) + len(word)
        span = view.span(start, stop)
        name = view.text[start:stop]
        whole = fold_name(self._register.drafts[ident].done().name)
        if mention.span in self._register.drafts[ident].antecedents:
            self._register.drafts[ident].pointers.add(mention.span)
        draft = self._register.thing(f"body:{whole}{word}", "body", subkind="members")
        draft.names.setdefault(name, []).append(span)
        self._register.link(draft.id, "membersOf", ident, [span])

    def _is_proposed(self, mention: Mention) -> bool:
        """Tell whether a clause proposes to set the body up, and nobody decides it."""
        context = self._context
        clause = _clause(context.before(mention))
        for word in ("such_as", "one"):
            found = context.ends_with(clause, word)
            clause = clause[: len(clause) - len(found)]
        one = context.ends_with(clause, "one")
        clause = clause[: len(clause) - len(one)]
        verb = context.ends_with(clause, "establishing")
        if not verb:
            return False
        rest = clause[: -len(verb)]
        if context.ends_with(rest, "proposing"):
            return True
        block = context.document.block(mention.block)
        if rest or (block.kind == "paragraph" and not _in_bracket(context.before(mention))):
            return False
        return not self._is_decided(mention)

    def _is_decided(self, mention: Mention) -> bool:
        parent = self._context.document.block(mention.block).parent
        if parent is None:
            return False
        opening = self._context.document.view(parent).text.rstrip("：: ")
        return any(opening.endswith(word) for word in self._context.words("deciding"))

    def _example(self, mention: Mention, ident: str) -> None:
        """Relate 「诸如某组织这样的机构」: the body named is an example of what is proposed."""
        context = self._context
        such, end = (
            context.ends_with(context.before(mention), "such_as"),
            context.starts_with(context.after(mention), "such_as_end"),
        )
        if not such or not end or self._register.drafts[ident].subkind != "proposed":
            return
        view = context.view(mention)
        start = view.index(mention.end) + len(end)
        stop = start
        while stop < len(view.text) and view.text[stop].isalpha():
            stop += 1
        if stop == start:
            return
        name = view.text[start:stop]
        span = view.span(start, stop)
        draft = self._register.thing(f"body:{fold_name(name)}", "body", subkind="proposed")
        draft.names.setdefault(name, []).append(span)
        whole = view.span(view.index(mention.start) - len(such), stop)
        self._register.link(ident, "exampleOf", draft.id, [whole])


def _clause(text: str) -> str:
    """Return the clause that a text ends in, without the label of an item.

    >>> _clause("(b)建立一个"), _clause("各方认为，应设立")
    ('建立一个', '应设立')
    """
    return text[max(text.rfind(mark) for mark in "，。；：:;()（）“”、") + 1 :].lstrip(" .")


def _in_bracket(before: str) -> bool:
    return before.rfind("(") > before.rfind(")") or before.rfind("“") > before.rfind("”")
