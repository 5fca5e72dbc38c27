"""The log of a build, which lies beside the releases: the clock and the machine stay out of them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from igr_kg.pipeline.sources import Tell

LOGS = "logs"


@dataclass(slots=True)
class Log:
    """Passes the lines of a build on and keeps them with their time.

    :param tell: is told each line as it comes
    :param version: of the release that is being made, as soon as it is known
    """

    tell: Tell
    version: str = ""
    _lines: list[str] = field(default_factory=list)

    def __call__(self, line: str) -> None:
        """Tell a line and keep it."""
        self.note(line)
        self.tell(line)

    def note(self, line: str) -> None:
        """Keep a line that nobody needs to see at once."""
        self._lines += [f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {part}" for part in line.splitlines()]

    def write(self, out: Path) -> None:
        """Write ``logs/<version>.log`` below a folder; a build without a version yet has none."""
        if not self.version or "/" in self.version:
            return
        folder = out / LOGS
        with suppress(OSError):  # a log that cannot be written fails no build
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{self.version}.log").write_text("".join(f"{line}\n" for line in self._lines), "utf-8")
