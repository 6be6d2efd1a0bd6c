# The panels of `/story`.

story-hide-asks = Hide **{ $title }** in this server? Its cards are deleted in every channel, and nothing more of it is posted here. Threads below them stay, with what people wrote. Other servers keep theirs.
story-hide = Hide everywhere
story-hidden = Hidden. Its cards disappear within moments; /story unhide lets it be posted again.
story-shown-again = It is posted again from now on. What is gone stays gone.
story-merge-asks = Are **{ $title }** and **{ $other }** one story? Then one card tells it, with all outlets, and related links follow.
story-merge = Make one story
story-was-merged = They are one story now. Its card is edited within minutes.
story-split-asks = Which article does not belong to **{ $title }**? It begins a story of its own, and never comes back.
story-choose = The article that does not belong
story-was-split = It is a story of its own now. The card it stood on is edited within minutes.
story-alone = **{ $title }** has only one article: there is nothing to split.
