"""A tidy table's rows → a Plotly figure as a plain dict. No arithmetic but that of the picture: heights, ranges, classes.

Colours are tokens such as `$focus-on`, which the loader replaces for the light or the dark scheme.
"""
