"""Quick queries are answered by the event loop itself, and no other way of ending loses anything."""

from __future__ import annotations

import asyncio
import io
import os
import threading
from collections.abc import Callable, Iterable

import pytest

from igr_kg.store.port import Answer, Begun, QueryForm
from igr_kg.web import formats, protocol
from igr_kg.web.asgi import Front
from igr_kg.web.cache import Application, Environ, Flight, NotKept, StartResponse
from igr_kg.web.direct import STARTED, Started
from igr_kg.web.lane import Lane
from tests.web import fronts


class Query:
    """A query in evaluation, whose answer comes when the test says so."""

    def __init__(self) -> None:
        self.source, self.target = os.pipe()
        self.come = threading.Event()
        self.ended = 0
        self.threads: list[str] = []

    def arrive(self) -> None:
        self.come.set()
        os.write(self.target, b"x")

    def end(self) -> Answer:
        self.come.wait(10)
        self.ended += 1
        self.threads.append(threading.current_thread().name)
        return Answer(io.BytesIO(b"{}"), 2, "application/json", "e", 1, 0.0, QueryForm.ASK)

    def started(self) -> Started:
        choice = formats.Choice(formats.RESULT_JSON, formats.RESULT_JSON.media_type)
        begun = Begun(self.source, self.come.is_set, self.end)
        return Started(protocol.Request("ASK {}"), choice, begun)

    def close(self) -> None:
        os.close(self.source)
        os.close(self.target)


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    started = environ.get(STARTED)
    body = started.end().read() if started is not None else b"asked"
    start_response("200 OK", [])
    return [body]


def nothing_kept(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    raise NotKept


def front(begin: Callable[[Environ], Started | None], at_once: Application = application) -> Front:
    return fronts.front(application, nothing_kept, at_once, threads=2, begin=begin, lane=1)


async def get(asked: Front, path: str = "/sparql") -> bytes:
    status, body = await fronts.ask(asked, path, b"query=ASK%20%7B%7D")
    assert status == 200
    return body


@pytest.fixture
def query() -> Iterable[Query]:
    made = Query()
    yield made
    made.close()


def begins(query: Query) -> Callable[[Environ], Started]:
    def begin(environ: Environ) -> Started:
        environ[STARTED] = query.started()
        found: Started = environ[STARTED]
        return found

    return begin


def test_a_quick_answer_takes_no_thread(query: Query) -> None:
    query.arrive()
    assert asyncio.run(get(front(begins(query)))) == b"{}"
    assert query.threads == [threading.main_thread().name]


def test_an_answer_that_another_request_has_got_meanwhile_is_sent(query: Query) -> None:
    def kept(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b"kept"]

    query.arrive()
    assert asyncio.run(get(front(begins(query), kept))) == b"kept"
    assert query.ended == 1


def test_nobody_is_held_up_by_another_request_with_the_same_query(query: Query) -> None:
    def at_work(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        raise NotKept(Flight())

    query.arrive()
    assert asyncio.run(get(front(begins(query), at_work))) == b"{}"
    assert query.threads[0].startswith("request")


def test_an_answer_that_takes_long_takes_a_thread(query: Query) -> None:
    async def ask() -> bytes:
        answer = asyncio.ensure_future(get(front(begins(query))))
        await asyncio.sleep(0.2)
        assert not answer.done()
        query.arrive()
        return await answer

    assert asyncio.run(ask()) == b"{}"
    assert query.threads[0].startswith("request")


def test_who_goes_away_leaves_no_query_behind(query: Query) -> None:
    async def ask() -> None:
        asked = front(begins(query))
        answer = asyncio.ensure_future(get(asked))
        await asyncio.sleep(0)
        while asked._lane._free != 0:
            await asyncio.sleep(0)
        answer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await answer
        query.arrive()
        while not query.ended:
            await asyncio.sleep(0.01)
        assert asked._lane._free == 1

    asyncio.run(asyncio.wait_for(ask(), 10))
    assert query.ended == 1


def test_what_cannot_be_begun_is_asked_in_a_thread() -> None:
    assert asyncio.run(get(front(lambda environ: None))) == b"asked"


def test_only_queries_are_begun(query: Query) -> None:
    assert asyncio.run(get(front(begins(query)), "/health")) == b"asked"
    assert not query.ended


def test_places_in_the_lane_go_to_who_waits_first() -> None:
    async def use() -> list[object]:
        lane = Lane(1)
        order: list[object] = []

        async def enter(name: str, seconds: float) -> None:
            order.append((name, await lane.enter(seconds)))

        assert await lane.enter(0)
        waiting = [asyncio.ensure_future(enter(name, 5)) for name in "ab"]
        await enter("late", 0.01)
        lane.leave()
        await waiting[0]
        waiting[1].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        lane.leave()
        await enter("c", 0)
        return order

    assert asyncio.run(use()) == [("late", False), ("a", True), ("c", True)]
