"""From IRIs of the data to links of this deployment, and from request paths back to IRIs.

The IRIs stand under the setting ``base_iri`` whatever host serves them; links stay within the
deployment, sub-path included.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from igr_kg import ids
from igr_kg.web.errors import WebError

# What may stand unescaped in a path; letters of any script are percent-encoded by quote().
_PATH_SAFE = "/~!$&'()*+,;=:@-._"

# Characters above ASCII that are no ucschar (RFC 3987, section 2.2). U+FFFD is one: it stands in a decoded
# path for bytes that are not UTF-8.
_PLANE_ENDS = "".join(chr(plane << 16 | last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))
_NO_IRI_CHARACTER = re.compile(
    "[\x80-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff"
    f"\U000e0000-\U000e0fff\U000f0000-\U0010ffff{_PLANE_ENDS}]"
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Translates between the IRIs under a base and the paths of a deployment.

    :param base: the setting ``base_iri``
    :param root: the path that the deployment is mounted at, ``""`` at the top of a host
    :param language: carried along in links when the visitor chose it in the address, else ``""``
    """

    base: str
    root: str = ""
    language: str = ""

    def path(self, path: str, fragment: str = "", **query: str) -> str:
        """Return the link to a path of this deployment.

        :param path: decoded, begins with a slash

        >>> Addresses("https://w3id.org/igr/", "/kg").path("/documents", "p1")
        '/kg/documents#p1'
        """
        parameters = {"lang": self.language, **query}
        pairs = [f"{name}={quote(value, safe='/~')}" for name, value in parameters.items() if value]
        tail = "?" + "&".join(pairs) if pairs else ""
        tail += "#" + quote(fragment, safe=_PATH_SAFE + "?") if fragment else ""
        return self.root + quote(path, safe=_PATH_SAFE) + tail

    def local(self, iri: str) -> str | None:
        """Return the part of an IRI after the base, or None for one of somebody else's."""
        return iri[len(self.base) :] if iri.startswith(self.base) and len(iri) > len(self.base) else None

    def href(self, iri: str) -> str | None:
        """Return where a link to an IRI leads: our page of it, itself when it is a web address, or None.

        >>> Addresses("https://w3id.org/igr/").href("https://w3id.org/igr/id/body/unep")
        '/doc/body/unep'
        >>> Addresses("https://w3id.org/igr/").href("javascript:alert(1)") is None
        True
        """
        local = self.local(iri)
        if local is None:
            try:
                parts = urlsplit(iri)
            except ValueError:
                return None
            return iri if parts.scheme in ("http", "https") and parts.netloc else None
        name, _, fragment = local.partition("#")
        if name.startswith("id/"):
            name = "doc/" + name.removeprefix("id/")
        return self.path("/" + name, fragment)

    def iri(self, kind: str, path: str) -> str:
        """Return the IRI that a request path stands for.

        :param kind: first segment of the IRI: ``id``, ``graph``, ``scheme`` ...
        :param path: the rest as decoded by the server; compared in Unicode form NFC
        :raises WebError: ``BAD_IRI`` when it holds what no IRI can hold

        >>> Addresses("https://w3id.org/igr/").iri("id", "body/unep")
        'https://w3id.org/igr/id/body/unep'
        """
        if _NO_IRI_CHARACTER.search(path):
            raise WebError(
                "BAD_IRI",
                "The address holds characters that no IRI can hold.",
                hint="Percent-encode the UTF-8 bytes of each character.",
            )
        return ids.iri(unicodedata.normalize("NFC", f"{kind}/{path}" if path else kind), self.base)
