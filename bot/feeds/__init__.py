"""Feeds: bytes to entries, who an entry is, when to look again, where a feed can be found."""
