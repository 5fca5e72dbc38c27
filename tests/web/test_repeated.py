"""The same request in the same bytes is answered at once; whatever else it says is another one."""

from __future__ import annotations

from typing import Any

from igr_kg.web.repeated import LARGEST, MOST, Answered, Repeated

ANSWER = Answered(200, [(b"etag", b'"1"')], b"{}")


def scope(query: str = "query=ASK", method: str = "GET", **headers: str) -> dict[str, Any]:
    said = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {"method": method, "path": "/sparql", "query_string": query.encode(), "headers": said}


def test_the_same_request_has_the_same_answer() -> None:
    repeated = Repeated()
    repeated.put(scope(accept="text/csv"), ANSWER)
    assert repeated.get(scope(accept="text/csv")) is ANSWER
    for other in (
        scope(),
        scope("query=ASQ", accept="text/csv"),
        scope(accept="text/html"),
        scope(accept="text/csv", authorization="x"),
        scope(accept="text/csv", method="HEAD"),
        {**scope(accept="text/csv"), "scheme": "https"},
        {**scope(accept="text/csv"), "path": "/"},
    ):
        assert repeated.get(other) is None


def test_what_has_a_body_or_is_large_is_not_kept() -> None:
    repeated = Repeated()
    repeated.put(scope(method="POST"), ANSWER)
    repeated.put(scope("large"), Answered(200, [], b"x" * (LARGEST + 1)))
    repeated.put(scope(cookie="x" * LARGEST), ANSWER)
    for other in (scope(method="POST"), scope("large"), scope(cookie="x" * LARGEST)):
        assert repeated.get(other) is None


def test_what_was_not_asked_for_lately_goes_first() -> None:
    repeated = Repeated()
    for number in range(MOST):
        repeated.put(scope(str(number)), ANSWER)
    assert repeated.get(scope("0")) is ANSWER
    repeated.put(scope("one more"), ANSWER)
    assert repeated.get(scope("0")) is ANSWER
    assert repeated.get(scope("1")) is None
