"""A scripted model that answers readers' questions with the numbers of real sentences."""

import re
from typing import Any

from tests.model.script import Prompt, Reply, Script

_CITED = re.compile(r"\{([^{}]*)\}")
_NUMBERED = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


def answerer(answer: str, **how: Any) -> Script:  # noqa: ANN401 - any of a reply's
    """Answer so, with the number of the first sentence that has the words for each `{words}`.

    Words that no sentence has get the number 999, as of a model that invents its proofs.
    """

    def reply(prompt: Prompt) -> Reply:
        sentences = _NUMBERED.findall(prompt.user)

        def number(cited: re.Match[str]) -> str:
            found = (n for n, sentence in sentences if cited[1] in sentence)
            return f"[{next(found, '999')}]"

        return Reply(text=_CITED.sub(number, answer), **how)

    return reply
