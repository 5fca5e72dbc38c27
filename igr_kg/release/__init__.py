"""From statements to a folder that can be published: dumps, catalogue, checksums, store."""

from igr_kg.release.inputs import release_version
from igr_kg.release.verifying import verify
from igr_kg.release.writing import write

__all__ = ["release_version", "verify", "write"]
