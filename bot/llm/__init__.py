"""The door to a language model: ask it, listen to it, and learn what it told and what that cost."""

from bot.llm.asking import Asked, Call, ModelAccess, Prices, Told, cost
from bot.llm.door import Model, open_model

__all__ = ["Asked", "Call", "Model", "ModelAccess", "Prices", "Told", "cost", "open_model"]
