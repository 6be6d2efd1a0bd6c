"""Fronts: the same cards for a terminal, as a page, and as lines of JSON."""
