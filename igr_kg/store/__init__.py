"""Where a release is queried: one port, one file per engine."""
