"""Messages of our own fiction with everything that the renderer draws."""

from typing import Any

from bot.fronts.looks import Author, Called, Said, Scene
from tests.fronts.desk import NOW

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfz8AAAw"
    "gBAVvkhEcAAAAASUVORK5CYII="
)
PIER = "https://harbourpost.example/pier.jpg"
SCENE = Scene(
    now=NOW, names={"@&7": "ferry news", "#5": "harbour-news"}, pictures={PIER: PIXEL}, heading=3
)

PANEL: dict[str, Any] = {
    "content": "**The Harbour Post** is followed in <#5>, and calls <@&7>.\n"
    "⚠️ It asked for a log-in <t:1795360000:R>, at <t:1795360000:F>.\n"
    "> a quote of *two*\n> lines\n"
    "`code`, ~~old~~, __under__ and ||a **spoiler**||\n"
    "# Heading\n1. one\n2. two\n   - deeper\n"
    "```py\nblock = 1\n```\n"
    "[masked](https://example.org/a) and https://example.org/bare.\n-# small print",
    "flags": 64,
    "embeds": [
        {
            "author": {"name": "Newsdesk", "url": "https://example.org/"},
            "title": "🟢 The Harbour Post",
            "url": "https://harbourpost.example/",
            "description": "`https://harbourpost.example/feed.xml`",
            "color": 0x30A054,
            "fields": [
                {"name": name, "value": value, "inline": True}
                for name, value in (
                    ("Channel", "<#5>"),
                    ("Style", "As the server"),
                    ("Language", "English"),
                    ("Mention", "<@&7>"),
                )
            ],
            "thumbnail": {"url": "https://harbourpost.example/mast.png"},
            "image": {"url": PIER},
            "footer": {"text": "Page 1 of 3"},
            "timestamp": "2026-11-20T10:00:00+00:00",
        }
    ],
    "components": [
        {
            "type": 1,
            "components": [
                {
                    "type": 8,
                    "custom_id": "c",
                    "placeholder": "Change channel",
                    "default_values": [{"id": "5", "type": "channel"}],
                }
            ],
        },
        {
            "type": 1,
            "components": [
                {"type": 3, "custom_id": "o", "placeholder": "Choose a feed", "options": []}
            ],
        },
        {
            "type": 1,
            "components": [
                {"type": 2, "style": 1, "label": "Edit", "custom_id": "1"},
                {"type": 2, "style": 3, "label": "Subscribe", "custom_id": "2"},
                {"type": 2, "style": 2, "label": "Cancel", "custom_id": "3", "disabled": True},
                {"type": 2, "style": 4, "label": "Remove", "custom_id": "4"},
                {"type": 2, "style": 5, "label": "Read", "url": "https://example.org/a"},
            ],
        },
    ],
}
FORM: dict[str, Any] = {
    "title": "Edit “The Harbour Post”",
    "custom_id": "f",
    "components": [
        {
            "type": 18,
            "label": "Name",
            "description": "Empty for “The Harbour Post”.",
            "component": {
                "type": 4, "custom_id": "n", "style": 1, "required": False, "value": "Harbour"
            },
        },
        {
            "type": 18,
            "label": "Summary",
            "component": {
                "type": 3,
                "custom_id": "s",
                "options": [
                    {"label": "Always", "value": "on", "default": True},
                    {"label": "On request", "value": "request"},
                ],
            },
        },
        {
            "type": 18,
            "label": "Why",
            "component": {"type": 4, "custom_id": "w", "style": 2, "placeholder": "In few words"},
        },
    ],
}  # fmt: skip
MARIA = Author("Maria")
QUESTION = Said({"content": "Why did the *ferry* stop?"}, by=MARIA)
ANSWER = Said({"content": "The pier no longer bears it."}, answers=QUESTION)
MESSAGES = (
    Said(PANEL, answers=Called(MARIA, "feed show")),
    Said({"content": "A card"}, thread=(QUESTION, ANSWER), thread_name="Last ferry to Skerry"),
    FORM,
)
