"""Newsdesk: reads the news so that a community can talk about it."""

__version__ = "0.1.0"
