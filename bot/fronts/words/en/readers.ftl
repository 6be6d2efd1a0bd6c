# What readers are told on Discord: in forms and buttons, and in answers for their eyes alone.

## What goes wrong

trouble-fault = That was a fault in Newsdesk. Its admin finds it in the log.
trouble-away = Newsdesk cannot do that for now. Please try again in a moment.
trouble-command-changed = This command has changed. Please try again in a minute.
trouble-button-unknown = Newsdesk does not know this button any more.

## Asking

asking-not-here = Newsdesk can be asked in the channels and threads of a server.
asking-read-only = You may not write in this channel, so a question of yours cannot stand there either.
asking-thread-locked = The thread is locked: nobody can be answered there.
# { $lack } names permissions as Discord's settings do, in English.
asking-place-lacks = Newsdesk cannot answer there: it lacks { $lack }.
asking-length = Ask in { $least } to { $most } characters, please.
asking-no-words = Ask in words: what would you like to know?
asking-too-many = { $most } of your questions are waiting already. Please wait for an answer.
asking-story-gone = That story has no card that you can see here. Choose one from the list.
asking-no-link = There is no link in that message, and it is no card: there is nothing to read.
asking-no-page = There is no address of a page left to read.
# { $problem } says in English what happened.
asking-page-unread = That page cannot be read: { $page }: { $problem }
asked = Your answer comes in { $where }.
asked-before-yours = { $before ->
    [one] { $before } question comes before yours.
   *[other] { $before } questions come before yours.
}

## Forms: titles and labels have 45 characters, hints 100.

form-story-title = Ask about this story
form-pages-title = Ask about this
form-question = What would you like to know?
form-question-hint = The answer comes from the coverage, with links to the words that prove it.
form-pages = Pages to read, one a line
form-reason-title = Thank you
form-reason = What is wrong with it?
form-reason-hint = Your 👎 counts without a reason, too.

## Buttons

button-ask = Ask
button-summary = Summary
button-sources = Sources
button-cancel = Cancel
button-again = Ask again
button-erase = Erase

## What came of a press

opinion-thanks = Thank you. Press 👎 if you change your mind.
opinion-noted = Thank you. The moderators see it.
card-forgotten = Newsdesk no longer keeps what this card was made from.
question-cancelled = Cancelled.
question-not-yours = Only the one who asked can cancel this, or a moderator.
question-once-more = It is answered once more.
question-busy = This is being answered already, or is no longer kept.

## Privacy

privacy-sure = This erases your questions, their answers, and what you thought of cards, here and in every other server. It cannot be undone.
privacy-not-yours = This is not yours to decide.
privacy-erasing = Erasing …
privacy-erased = { $count ->
    [one] Erased: { $count } thing that you asked or thought of cards.
   *[other] Erased: { $count } things that you asked or thought of cards.
}
privacy-exported = All that Newsdesk keeps of you:

## Sources of a card

sources-articles = Sources
sources-points = What the points rest on
sources-more-articles = { $count ->
    [one] and { $count } more article
   *[other] and { $count } more articles
}
sources-more-points = { $count ->
    [one] and { $count } more point
   *[other] and { $count } more points
}
sources-more-quotes = and { $count } more
sources-untitled = Untitled
sources-first-seen = first seen { $when }
sources-full-text = full text
sources-feed-text = feed text
sources-headline-only = headline only
# Of the card's own article, of which one expects all: what was read, and why no more of it.
sources-short-feed-text = Feed text only
sources-short-headline-only = Headline only
sources-corrected = Corrected by the outlet
sources-retracted = Retracted by the outlet
