"""From the bytes of a file to a structured document with offsets."""
