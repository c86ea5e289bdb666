"""Measurements, never tests: machines are noisy, so times stand beside a reference of the same run."""
