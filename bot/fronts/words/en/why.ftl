# What became of an entry. A line for each thing that happened.

why-title = Why?
why-tested = What would happen now
why-unknown = Nothing of what this server follows is known by that. Give the link of the article, the link of its card, or words of its title.
why-feed = From { $feed }
why-card = Posted in { $channel }: { $url }

why-found = Found in its feed{ $edited ->
        [0] {""}
        [one] ; changed by its publisher once since
       *[other] ; changed by its publisher { $edited } times since
    }
why-silent = Stored without a card: it was there before the feed was followed, or came with too much else at once
why-read = Read: { $words } words ({ $basis }) { $note }
why-placed = Its story: { $why }
why-owed = To be posted here
why-paused = Not posted: the feed was paused here
why-filtered = Not posted: { $kind ->
        [only] no filter of what to post fits it: { $rule }
       *[other] a filter of what never to post fits it: { $rule }
    }
why-passed = Let through by the filters: { $reason ->
        [edited] its publisher changed it
        [topics] its topics are { $topics }
       *[other] nobody knows its topics, so a filter by topic decides nothing
    }
why-written = Summary { $writer ->
        [extractive] in the article’s own sentences
       *[other] by { $writer }
    } { $note }
why-joined = No card of its own: another one tells the same story, { $title }
why-put-off = Put off: { $problem }
why-closed = The channel cannot be posted in: { $problem }
why-failed = Given up: { $problem }
why-posted = Posted
why-edited = Card edited { $problem }
why-hidden = Hidden by a moderator
why-threaded = Thread started { $problem }
