"""Messages between the pool and an engine process: a length, a JSON object, and perhaps a body."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from typing import Any

_LENGTH = struct.Struct(">I")
CHUNK = 1 << 20


class Ended(Exception):  # noqa: N818 -- an ending, told apart from an error by those who wait
    """The other side is gone."""


class Late(Exception):  # noqa: N818
    """The deadline has passed."""


def pack(message: dict[str, Any]) -> bytes:
    """Return a message as bytes."""
    body = json.dumps(message, ensure_ascii=False).encode()
    return _LENGTH.pack(len(body)) + body


class Channel:
    """One end of two pipes.

    With a deadline (in the seconds of ``time.monotonic``) no call outlasts it, whatever the other
    side does; for this the descriptors must not block.
    """

    def __init__(self, source: int, target: int) -> None:
        self.source = source
        self.target = target

    def send(self, message: dict[str, Any], deadline: float | None = None) -> None:
        """Send a message.

        :raises Ended, Late: see the classes
        """
        self.send_bytes(pack(message), deadline)

    def send_bytes(self, data: bytes, deadline: float | None = None) -> None:
        """Send bytes as they are."""
        view = memoryview(data)
        while view:
            _wait(self.target, select.POLLOUT, deadline)
            try:
                view = view[os.write(self.target, view[:CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError:
                raise Ended from None

    def wait(self, deadline: float) -> None:
        """Return when something has come, or the other side is gone.

        :raises Late: see the class
        """
        _wait(self.source, select.POLLIN, deadline)

    def receive(self, deadline: float | None = None) -> dict[str, Any]:
        """Return the next message.

        :raises Ended, Late: see the classes
        """
        [length] = _LENGTH.unpack(self.receive_bytes(_LENGTH.size, deadline))
        message: dict[str, Any] = json.loads(self.receive_bytes(length, deadline))
        return message

    def receive_bytes(self, length: int, deadline: float | None = None) -> bytes:
        """Return exactly so many bytes."""
        data = bytearray()
        while len(data) < length:
            data += self.receive_some(length - len(data), deadline)
        return bytes(data)

    def receive_some(self, most: int, deadline: float | None = None) -> bytes:
        """Return at least one byte and not more than ``most``."""
        while True:
            _wait(self.source, select.POLLIN, deadline)
            try:
                data = os.read(self.source, min(most, CHUNK))
            except BlockingIOError:
                continue
            if not data:
                raise Ended
            return data


def _wait(descriptor: int, event: int, deadline: float | None) -> None:
    if deadline is None:
        return
    poll = select.poll()
    poll.register(descriptor, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise Late
