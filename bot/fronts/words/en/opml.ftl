# Importing and exporting lists of feeds.

opml-too-large = This file is larger than { $most } MB, which no list of feeds is. Export the list once more, or split it.
opml-too-many = This list has more than { $most } feeds. Split it, and import the part that you want here.
opml-empty = This list names no feeds. Export it once more from your reader, with its subscriptions.
opml-unreadable = This file is no OPML list. Readers export one under names like “Export OPML” or “Export subscriptions”.
opml-is-a-feed = This file is a feed itself, not a list of feeds. Use /feed add with its address.
