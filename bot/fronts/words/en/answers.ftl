# What stands around an answer, for everybody who reads it.

answer-asks = **{ $name }** asks: { $question }
answer-somebody = Somebody
answer-looking = Looking into it …
answer-waits = { $before ->
    [one] One question is answered before this one.
   *[other] { $before } questions are answered before this one.
}
answer-unchecked = being written, not checked yet
answer-refused = The coverage does not say.
answer-nearest = What comes nearest:
answer-quoted = Quoted from the articles; no model was asked
answer-checked = Written by { $writer }; each sentence was checked against the words that it links to
# { $when } is said by Discord: "in 5 minutes".
answer-again-at = ask again { $when }
answer-article = the article

## Why there is none, in a few words

excuse-place-gone = this thread or channel is no longer there
excuse-guild-gone = Newsdesk is no longer in this server
excuse-message-gone = the message is no longer there
excuse-unseen = Newsdesk cannot see this channel
excuse-no-messages = this kind of channel takes no messages
excuse-no-writing = Newsdesk may not write here
excuse-archived = this thread is archived
excuse-no-history = Newsdesk may not read the messages here, and so cannot reply to one
excuse-locked = this thread is locked
excuse-answer-held = a rule of this server's moderation has held the answer back
excuse-title-held = a rule of this server's moderation has held the title back
excuse-card-gone = the card is no longer there
excuse-no-starting = Newsdesk may not start a thread here
excuse-no-thread = no thread can be started here
excuse-no-thread-there = no thread can be started from this message
excuse-threads-full = this channel has reached Discord's limit of active threads
excuse-otherwise = Discord does not take the answer
