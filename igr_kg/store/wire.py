"""Messages between the pool and an engine process: a length, a JSON object, and perhaps a body."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from contextlib import suppress
from typing import Any

_LENGTH = struct.Struct(">I")

NO_GRAPH = "no graph"
"""What an engine says when the dataset, not the query, is malformed."""

CHUNK = 1 << 20
_PIPE = 1 << 16
"""Bytes that a pipe holds (pipe(7)); no read of one gives more."""

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


class Ended(Exception):  # noqa: N818 -- an ending, told apart from an error by those who wait
    """The other side is gone."""


class Late(Exception):  # noqa: N818
    """The deadline has passed."""


def pack(message: dict[str, Any]) -> bytes:
    """Return a message as bytes."""
    body = _encode(message).encode()
    return _LENGTH.pack(len(body)) + body


class Channel:
    """One end of two pipes, used by one thread at a time.

    With a deadline (in the seconds of ``time.monotonic``) no call outlasts it, whatever the other
    side does; for this the descriptors must not block. A call to the system costs as much as a small
    answer, so what has come is taken at once and kept, and nothing is waited for that is there.
    """

    def __init__(self, source: int, target: int) -> None:
        self.source = source
        self.target = target
        self._come = bytearray()
        self._head: dict[str, Any] = {}
        self._readable = select.poll()
        self._readable.register(source, select.POLLIN)
        self._writable = select.poll()
        self._writable.register(target, select.POLLOUT)

    def send(self, message: dict[str, Any], deadline: float | None = None, body: bytes = b"") -> None:
        """Send a message, and bytes after it.

        :raises Ended, Late: see the classes
        """
        self.send_bytes(pack(message) + body, deadline)

    def send_bytes(self, data: bytes, deadline: float | None = None) -> None:
        """Send bytes as they are."""
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self.target, view[:CHUNK]) :]
            except BlockingIOError:
                _wait(self._writable, deadline)
            except OSError:
                raise Ended from None

    def wait(self, deadline: float) -> None:
        """Return when something has come, or the other side is gone.

        :raises Late: see the class
        """
        if not self._come:
            _wait(self._readable, deadline)

    def heard(self) -> bool:
        """Tell whether something has come, or the other side is gone."""
        poll = select.poll()
        poll.register(self.source, select.POLLIN)
        return bool(poll.poll(0))

    def answered(self) -> bool:
        """Tell, without waiting, whether a message that is no error has come together with its body.

        What has come stays for :meth:`receive`.
        """
        with suppress(OSError):  # nothing, or nobody any more
            self._come += os.read(self.source, _PIPE)
        if len(self._come) < _LENGTH.size:
            return False
        [length] = _LENGTH.unpack_from(self._come)
        end = _LENGTH.size + length
        if len(self._come) < end:
            return False
        self._head = json.loads(self._come[_LENGTH.size : end].decode())
        return "length" in self._head and len(self._come) >= end + self._head["length"]

    def receive(self, deadline: float | None = None) -> dict[str, Any]:
        """Return the next message.

        :raises Ended, Late: see the classes
        """
        [length] = _LENGTH.unpack(self.receive_bytes(_LENGTH.size, deadline))
        data = self.receive_bytes(length, deadline)
        message, self._head = self._head, {}
        return message or json.loads(data.decode())

    def receive_bytes(self, length: int, deadline: float | None = None) -> bytes:
        """Return exactly so many bytes."""
        while len(self._come) < length:
            self._come += self._read(deadline)
        return self._kept(length)

    def receive_some(self, most: int, deadline: float | None = None) -> bytes:
        """Return at least one byte and not more than ``most``."""
        return self._kept(most) if self._come else self._read(deadline, most)

    def _kept(self, most: int) -> bytes:
        data = bytes(self._come[:most])
        del self._come[:most]
        return data

    def _read(self, deadline: float | None, most: int = _PIPE) -> bytes:
        while True:
            if deadline is not None and time.monotonic() >= deadline:
                raise Late
            try:
                data = os.read(self.source, min(most, _PIPE))
            except BlockingIOError:
                _wait(self._readable, deadline)
                continue
            if not data:
                raise Ended
            return data


def _wait(poll: select.poll, deadline: float | None) -> None:
    left = None if deadline is None else deadline - time.monotonic()
    if left is not None and left <= 0:
        raise Late
    if not poll.poll(None if left is None else left * 1000):
        raise Late
