"""The very same request again: what was answered from the cache is at hand before the request is read.

Clients that ask the same ask it in the same bytes. So the last small answers of the cache are also kept by
all that a request says, and given again without looking into it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST = 256
"""Answers that are at hand."""

LARGEST = 1 << 14
"""Bytes of a body, and of what a request says, that may be kept twice."""

_Asked = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as ASGI has it."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Repeated:
    """The answers at hand, those that were not asked for lately going first; used by one event loop."""

    def __init__(self) -> None:
        self._answers: OrderedDict[_Asked, Answered] = OrderedDict()

    def get(self, scope: Mapping[str, Any]) -> Answered | None:
        """Return the answer to a request that says the same, or None."""
        asked = _said(scope)
        found = self._answers.get(asked) if asked else None
        if found is not None:
            self._answers.move_to_end(asked)
        return found

    def put(self, scope: Mapping[str, Any], answer: Answered) -> None:
        """Keep an answer that stays right as long as the process lives, if it is small."""
        asked = _said(scope)
        if not asked or len(answer.body) > LARGEST:
            return
        said = len(scope["query_string"]) + sum(len(name) + len(value) for name, value in scope["headers"])
        if said > LARGEST:
            return
        self._answers[asked] = answer
        if len(self._answers) > MOST:
            self._answers.popitem(last=False)


def _said(scope: Mapping[str, Any]) -> _Asked:
    """Return all that a request without a body says; nothing for another one."""
    if scope["method"] != "GET":
        return ()
    path = scope.get("raw_path") or scope["path"]
    return path, scope["query_string"], scope.get("scheme"), *scope["headers"]
