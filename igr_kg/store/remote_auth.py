"""Who asks a server: Basic (RFC 7617) or, where the server wants it, Digest (RFC 7616)."""

from __future__ import annotations

import hashlib
import secrets
from urllib.request import parse_http_list, parse_keqv_list

from igr_kg.store.remote_http import basic

_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


class Credentials:
    """A user's name and password, sent as the server asks for them, and not before it does; for one thread.

    Virtuoso answers a name that it is told unasked without saying how it wants to be told.

    :param user: empty: nothing is sent
    """

    def __init__(self, user: str, password: str) -> None:
        self._user = user
        self._password = password
        self._asked = False
        self._challenge: dict[str, str] = {}
        self._count = 0

    def challenged(self, header: str) -> bool:
        """Take note of a ``WWW-Authenticate`` header; tell whether asking again makes sense."""
        scheme, _, rest = header.partition(" ")
        if not self._user:
            return False
        self._asked = True
        if scheme.lower() != "digest":
            return True
        challenge = parse_keqv_list(parse_http_list(rest))
        if challenge.get("algorithm", "MD5") not in _HASHES:
            return False
        self._challenge, self._count = challenge, 0
        return True

    def header(self, method: str, target: str) -> dict[str, str]:
        """Return the header for a request.

        :param target: path and query string
        """
        if not self._challenge:
            return basic(self._user, self._password) if self._asked else {}
        self._count += 1
        made, count, own = self._challenge, f"{self._count:08x}", secrets.token_hex(8)
        algorithm = made.get("algorithm", "MD5")

        def digest(text: str) -> str:
            return _HASHES[algorithm](text.encode()).hexdigest()

        secret = digest(f"{self._user}:{made['realm']}:{self._password}")
        asked = digest(f"{method}:{target}")
        middle = f"{made['nonce']}:{count}:{own}:auth" if "qop" in made else made["nonce"]
        values = {
            "username": self._user,
            "realm": made["realm"],
            "nonce": made["nonce"],
            "uri": target,
            "response": digest(f"{secret}:{middle}:{asked}"),
        }
        if "opaque" in made:
            values["opaque"] = made["opaque"]
        told = ", ".join(f'{name}="{value}"' for name, value in values.items())
        if "qop" in made:
            told += f', qop=auth, nc={count}, cnonce="{own}"'
        return {"Authorization": f'Digest {told}, algorithm="{algorithm}"'}
