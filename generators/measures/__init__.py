"""Protected tables → tidy tables: pure functions that do not read files, draw, round or word."""
