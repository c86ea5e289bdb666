"""Needsbook: needs analyses of places, from YAML and CSV files to a published website."""

__version__ = "0.1.0"
