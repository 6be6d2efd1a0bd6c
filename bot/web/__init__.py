"""The door to the web: one polite, guarded GET for feeds, pages and images."""

from bot.web.door import Manners, Web

__all__ = ["Manners", "Web"]
