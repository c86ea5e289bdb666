"""Workstreams: who leads what, from when to when, with what money, and what another table of the source says of it."""
