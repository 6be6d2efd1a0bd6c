# What moderators see of feeds.

feed-add-asks = **{ $title }** would be posted in { $channel }. This is its newest entry as a card; the summary may be written anew when it is posted.
    { $url }
feed-move-asks = The feed of { $channel } would be read from here: **{ $title }**. Its settings, filters and cards stay; what stands there now is not posted.
    { $url }
feed-choose = This address leads to several feeds
feed-change-channel = Change channel
feed-subscribe = Subscribe
feed-move-here = Move here

feed-added = ✅ **{ $name }** is followed in { $channel }. Its newest entry comes as soon as it is read; what is published from now on follows by itself. Change anything with /feed edit.
feed-moved = ✅ **{ $name }** in { $channel } is read from { $url } from now on.
feed-removed = **{ $name }** is no longer followed in { $channel }. Its cards stay.
feed-removal-asks = Follow **{ $name }** in { $channel } no more? { $filters ->
        [0] Its settings are forgotten
        [one] Its settings are forgotten, and it loses { $filters } filter
       *[other] Its settings are forgotten, and it loses { $filters } filters
    }; its cards stay. To stop for a while, use /feed pause.
feed-paused = Paused: nothing new of it is posted until you resume it. What comes meanwhile is not posted later.
feed-resumed = Resumed: what is published from now on is posted.
feed-saved = Saved. Cards that stand already change when they are next edited.

feed-edit-cards = Edit cards
feed-edit-place = Edit channel
feed-pause = Pause
feed-resume = Resume
feed-test = Test
feed-remove = Remove
feed-open = Show one of them

feed-field-name = Name
feed-field-channel = Channel
feed-field-style = How much cards say
feed-field-language = Language
feed-field-summaries = Summaries
feed-field-image = Picture
feed-field-threads = Threads
feed-field-mention = Mentions
feed-edit-title = Edit { $name }
feed-name-hint = Empty for its own: { $title }
feed-language-hint = A tag such as de or pt-BR; empty as set for the server
feed-mention-hint = A role that each new card mentions; nobody, if you choose none

feed-list-title = { $count ->
        [one] { $count } feed
       *[other] { $count } feeds
    }
feed-list-empty = This server follows nothing yet. Begin with /feed add and the address of a site you like.
feed-polled = Read { $last } · next { $next }
feed-last-card = last card { $when }
feed-owed = { $count ->
        [one] { $count } card waits
       *[other] { $count } cards wait
    }
feed-failed = { $count ->
        [one] { $count } card could not be posted this week: /why tells more
       *[other] { $count } cards could not be posted this week: /why tells more
    }
feed-filters = { $count ->
        [one] { $count } filter
       *[other] { $count } filters
    }
feed-paused-since = Paused { $when }
feed-closed = Cannot be posted: { $reason }
feed-trouble = Cannot be read: { $reason }
