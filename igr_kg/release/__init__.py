"""From statements to a folder that can be published: dumps, catalogue, checksums, store."""
