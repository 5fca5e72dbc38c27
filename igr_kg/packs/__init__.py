"""Data packs: knowledge about languages, document types and bodies, loaded and checked."""
