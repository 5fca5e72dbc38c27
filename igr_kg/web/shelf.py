"""Complete answers that are kept, in memory and in files, each within its bound.

Those in memory lie as plain tuples of texts and bytes: there may be a hundred thousand, and through objects
of classes the collector of garbage would look again and again, while every request waits.

A file here has no name in any folder: it is gone when its last descriptor is, however the process ends, and
nobody else can open it. Readers have a descriptor of their own, so nothing is taken from under them.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

Header = tuple[str, str]
Key = tuple[str, ...]

_MOST_FILES = 256
_BLOCK = 1 << 18

_DESCRIPTORS = threading.Lock()
"""Held while a descriptor is closed or made twice: its number may be another file's the next moment."""


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of one form of an answer: in memory, or in a file without a name.

    :param length: bytes
    """

    length: int
    data: bytes = b""
    file: BinaryIO | None = None

    def opened(self) -> Blocks | None:
        """Return a reader of the file, or None when it has been closed."""
        assert self.file is not None  # noqa: S101 -- for what is in memory there is ``data``
        with _DESCRIPTORS:
            return None if self.file.closed else Blocks(os.dup(self.file.fileno()))

    def close(self) -> None:
        """Give the file back; those who read it go on reading."""
        if self.file is not None:
            with _DESCRIPTORS:
                self.file.close()


def whole(answer: Iterable[bytes], most: int) -> Body | None:
    """Return the body of an answer of a WSGI application, which is closed.

    :param most: bytes of a file in some folder up to which it is read; of a longer one nothing is taken
    :return: None for such a file, which is open still
    """
    file = getattr(answer, "file", None)
    descriptor = None if file is None else _descriptor(file)
    if descriptor is not None:
        found = os.fstat(descriptor)
        if found.st_nlink and found.st_size > most:
            return None
    try:
        if descriptor is not None and not found.st_nlink:
            return Body(found.st_size, file=cast(BinaryIO, os.fdopen(os.dup(descriptor), "rb")))
        data = b"".join(answer) if file is None else file.read()
        return Body(len(data), data)
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()


def _descriptor(file: BinaryIO) -> int | None:
    try:
        return file.fileno()
    except io.UnsupportedOperation:
        return None


def in_file(body: Body) -> Body:
    """Return a body in a file instead of in memory."""
    file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 -- closed with the body
    try:
        shutil.copyfileobj(io.BytesIO(body.data), file)
        file.flush()
    except BaseException:
        file.close()
        raise
    return Body(body.length, file=file)


class Blocks:
    """Reads a file from its beginning, wherever others have read to; an iterable of WSGI."""

    def __init__(self, descriptor: int) -> None:
        self._file = cast(BinaryIO, os.fdopen(descriptor, "rb", buffering=0))
        self._at = 0

    def __iter__(self) -> Iterator[bytes]:
        """Return the reader itself."""
        return self

    def __next__(self) -> bytes:
        """Return the next bytes."""
        block = os.pread(self._file.fileno(), _BLOCK, self._at)
        if not block:
            raise StopIteration
        self._at += len(block)
        return block

    def read(self, size: int) -> bytes:
        """Return at most so many of the next bytes."""
        block = os.pread(self._file.fileno(), size, self._at)
        self._at += len(block)
        return block

    def close(self) -> None:
        """Give the descriptor back."""
        self._file.close()


@dataclass(frozen=True, slots=True)
class Form:
    """One form of an answer, by its content coding.

    :param headers: all of them, length and entity tag among them
    :param etag: the entity tag, empty where there is none
    """

    headers: Sequence[Header]
    body: Body
    etag: str

    @property
    def weight(self) -> int:
        """The bytes that it takes."""
        return self.body.length + sum(len(name) + len(value) for name, value in self.headers)


@dataclass(slots=True)
class Kept:
    """A complete answer in the forms that were made of it so far.

    :param packed: the compressed form; None: not made yet
    :param packable: whether there is one
    :param owned: whether a shelf has it, which closes it; else who sends it does
    """

    status: str
    plain: Form
    packable: bool = False
    packed: Form | None = None
    owned: bool = False

    @property
    def on_disk(self) -> bool:
        """Whether its body is in a file."""
        return self.plain.body.file is not None

    def close(self) -> None:
        """Give its files back."""
        self.plain.body.close()
        if self.packed is not None:
            self.packed.body.close()


_Flat = tuple[str, bool, tuple[Header, ...], bytes, str, tuple[Header, ...], bytes, str]
"""Status, whether it is packable, then headers, body and entity tag as it is and compressed (or empty)."""


def _flat(answer: Kept) -> _Flat:
    plain, packed = answer.plain, answer.packed or _NO_FORM
    return (
        *(answer.status, answer.packable),
        *(tuple(plain.headers), plain.body.data, plain.etag),
        *(tuple(packed.headers), packed.body.data, packed.etag),
    )


def _kept(flat: _Flat) -> Kept:
    status, packable, headers, data, etag, in_packed, packed, packed_etag = flat
    form = Form(in_packed, Body(len(packed), packed), packed_etag) if packed else None
    return Kept(status, Form(headers, Body(len(data), data), etag), packable, form, owned=True)


_NO_FORM = Form((), Body(0), "")


class Shelf:
    """Answers by what they were asked by, the least lately used ones going first.

    :param most_bytes: in memory, of answers, their headers and what they were asked by
    :param most_disk: bytes in files
    """

    def __init__(self, most_bytes: int, most_disk: int) -> None:
        self._lock = threading.Lock()
        self._memory: OrderedDict[Key, _Flat] = OrderedDict()
        self._disk: OrderedDict[Key, Kept] = OrderedDict()
        self._most = (most_bytes, most_disk)
        self._size = [0, 0]

    @property
    def sizes(self) -> tuple[int, int]:
        """Bytes that are kept in memory and in files."""
        with self._lock:
            return self._size[0], self._size[1]

    def get(self, key: Key) -> Kept | None:
        """Return the answer to a request, which is now the one used last."""
        with self._lock:
            flat = self._memory.get(key)
            if flat is not None:
                self._memory.move_to_end(key)
                return _kept(flat)
            found = self._disk.get(key)
            if found is not None:
                self._disk.move_to_end(key)
        return found

    def put(self, key: Key, answer: Kept) -> bool:
        """Keep an answer; False when there was one already, or it is larger than the bound."""
        weight = _weight(key, answer)
        with self._lock:
            if key in self._memory or key in self._disk or weight > self._most[answer.on_disk]:
                return False
            if answer.on_disk:
                self._disk[key] = answer
            else:
                self._memory[key] = _flat(answer)
            answer.owned = True
            self._size[answer.on_disk] += weight
            gone = self._make_room()
        for old in gone:
            old.close()
        return True

    def add(self, key: Key, answer: Kept, packed: Form) -> bool:
        """Add the compressed form to an answer; False when it has one, or is not kept any more."""
        with self._lock:
            now = self._found(key, answer)
            if now is None or now.packed is not None or now.plain.body.data is not answer.plain.body.data:
                return False
            answer.packed = packed
            if not answer.on_disk:
                self._memory[key] = _flat(answer)
            self._size[answer.on_disk] += packed.weight
            gone = self._make_room()
        for old in gone:
            old.close()
        return True

    def _found(self, key: Key, answer: Kept) -> Kept | None:
        """Return what is kept where an answer would be."""
        flat = None if answer.on_disk else self._memory.get(key)
        return self._disk.get(key) if flat is None else _kept(flat)

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            gone = [*self._disk.values()]
            self._memory.clear()
            self._disk.clear()
            self._size = [0, 0]
        for old in gone:
            old.close()

    def _make_room(self) -> list[Kept]:
        while self._memory and self._size[0] > self._most[0]:
            key, flat = self._memory.popitem(last=False)
            self._size[0] -= _weight(key, _kept(flat))
        gone = []
        while self._disk and (self._size[1] > self._most[1] or len(self._disk) > _MOST_FILES):
            key, old = self._disk.popitem(last=False)
            self._size[1] -= _weight(key, old)
            gone.append(old)
        return gone


def _weight(key: Key, answer: Kept) -> int:
    """Return the bytes that an answer takes: a request can be far longer than what answers it."""
    packed = answer.packed.weight if answer.packed else 0
    return answer.plain.weight + packed + sum(map(len, key))
