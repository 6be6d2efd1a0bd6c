"""What moderators decided about stories, read by the matcher, which never overrules it.

Decisions keep the names that stories had when they were made; `current` says what these are now.
Every decision that may touch the stories at hand has to be known; more does no harm.
"""

from collections.abc import Iterable

from bot.news import ArticleId, Candidate, Decisions, StoryId


def current(decisions: Decisions, story_id: StoryId) -> StoryId:
    """The story that this one has become part of, or itself."""
    seen = {story_id}
    while (into := decisions.merged.get(story_id)) is not None and into not in seen:
        seen.add(into)
        story_id = into
    return story_id


def is_barred(decisions: Decisions, article_id: ArticleId, story_id: StoryId) -> bool:
    """Whether a moderator took this article out of that story, as `current` gives it."""
    return any(
        split == article_id and current(decisions, story) == story_id
        for split, story in decisions.split
    )


def are_apart(
    decisions: Decisions, one: StoryId, other: StoryId, articles: Iterable[Candidate] = ()
) -> bool:
    """Whether two stories must stay two: called unrelated, or one was split from the other.

    Args:
        decisions: What moderators decided.
        one: A story, as `current` gives it.
        other: Another.
        articles: Those known of either story; an article taken out of one tells of both.
    """
    pair = {one, other}
    if any({current(decisions, a), current(decisions, b)} == pair for a, b in decisions.unrelated):
        return True
    return any(
        is_barred(decisions, article.article_id, away)
        for article in articles
        if article.story_id is not None and (home := current(decisions, article.story_id)) in pair
        for away in pair - {home}
    )
