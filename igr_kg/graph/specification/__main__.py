"""For maintainers, in a checkout: ``make version`` writes the number that fits, ``make freeze`` keeps it.

``version`` writes into the headers of ``ontology/igr.ttl`` and ``shapes/igr.ttl`` the least number that what
changed since the newest kept version asks for. ``freeze`` keeps the specification as it stands under its
number for ever, in ``ontology/versions``; nothing of it can be changed after that.
"""

from __future__ import annotations

import hashlib
import sys

from igr_kg import assets
from igr_kg.errors import IgrError
from igr_kg.graph.specification import headers
from igr_kg.graph.specification.comparing import unfit
from igr_kg.graph.specification.versions import FOLDER, keep, kept, now, sum_lines


def main(arguments: list[str]) -> int:
    """Do what the arguments say; return 0, 1 where the number does not fit, 2 for wrong use."""
    if arguments == ["version"]:
        sys.stdout.write(f"{headers.write(assets.folder('ontology').parent)}\n")
        return 0
    if arguments != ["freeze"]:
        sys.stderr.write("Say version or freeze.\n")
        return 2
    current = now()
    wrong = [unfit(current, kept()), *headers.faults(current)]
    if any(wrong):
        sys.stderr.write("".join(f"{line}\n" for line in wrong if line) + "Say: make version\n")
        return 1
    try:
        keep(current, assets.folder(FOLDER))
    except IgrError as error:
        sys.stderr.write(f"{error.message} {error.hint}\n")
        return 1
    digest = hashlib.sha256(sum_lines(current.version).encode()).hexdigest()
    sys.stdout.write(f"Version {current.version} is kept. Its sum, for the test: {digest}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
