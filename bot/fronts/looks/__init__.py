"""Discord's messages as HTML: payloads in, a page that looks like Discord out.

It knows no nouns of the house, only the JSON that Discord is sent.
"""

from bot.fronts.looks.messages import NEWSDESK, Author, Called, Said, message_markup
from bot.fronts.looks.picture import picture, style
from bot.fronts.looks.scene import Scene

__all__ = ["NEWSDESK", "Author", "Called", "Said", "Scene", "message_markup", "picture", "style"]
