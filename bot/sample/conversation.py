"""What readers of the sample newsroom ask: one question that is answered, and one that is not."""

from typing import Final

# The story that three outlets tell, by a part of an address at which one of them does.
ABOUT: Final = "/margit-oll-lantern-bridge/"
QUESTIONS: Final = (
    "How far was the second pier pushed out of line?",
    "What does the insurance pay to the families of the sailors?",
)
