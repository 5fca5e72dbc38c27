"""igr_kg: intergovernmental documents become trustworthy linked data."""

__version__ = "0.1.0"
