"""Values of requests to the reconciliation service, and what is said where they are wrong."""

from __future__ import annotations

import json
from typing import Any

from igr_kg.web.errors import WebError


def bad(where: str) -> WebError:
    """Return the error for a value that is not what the API asks for."""
    return WebError(
        "BAD_PARAMETER",
        f"The value at {where} is not what the Reconciliation Service API 0.2 asks for there.",
        hint="Its section on queries tells the fields and their types.",
        where=where,
        say="reconcile_bad",
        values={"where": where},
    )


def too_many(most: int, where: str) -> WebError:
    """Return the error for a list with too many members."""
    return WebError(
        "REQUEST_TOO_LARGE",
        f"At most {most:,} may stand at {where}.",
        hint="Send several smaller requests.",
        where=where,
        say="reconcile_too_many",
        values={"where": where, "most": most},
    )


def decoded(text: str, where: str) -> dict[str, Any]:
    """Return a JSON object.

    :raises WebError: ``BAD_PARAMETER``
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise bad(where) from None
    if not isinstance(found, dict):
        raise bad(where)
    return found


def number(value: object, where: str, *, least: int = 1) -> int:
    """Return a whole number, from JSON or as text.

    :raises WebError: ``BAD_PARAMETER``
    """
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:9])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise bad(where)
    return min(value, 10_000)
