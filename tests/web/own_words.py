"""The words of a page that stand in its own language."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = frozenset(("meta", "link", "input", "br", "img", "path", "rect", "hr"))


class OwnWords(HTMLParser):
    """Collects the text of a page that no element marks as another language's, or as data."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.open: list[bool] = []

    def is_other(self, tag: str, values: dict[str, str | None]) -> bool:
        """Tell whether what an element holds is none of the page's own words."""
        return (tag != "html" and "lang" in values) or tag in ("code", "title", "pre")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(self.is_other(tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing is inside."""

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.open) and data.strip():
            self.text.append(" ".join(data.split()))
