# Why something about feeds and settings cannot be done, and what would work.

feed-unknown = No such feed is followed here. Choose one of those that are offered, or see them all with /feed list.
feed-limit = This server follows { $most } feeds, and may follow no more. Remove one with /feed remove, or ask whoever runs Newsdesk for more (NEWSDESK_GUILD_FEEDS).
feed-follows-already = { $channel } follows this feed already. Change it with /feed edit, or choose another channel.
feed-mentions-everyone = A card cannot mention everybody: it would ring for the whole server. Choose another role.
address-too-long = The address has { $length } bytes, and a feed’s may have { $most }. Look for a shorter address of the same feed.

language-unknown = “{ $typed }” is no language I know. Write its tag, such as de or pt-BR, or leave it empty.
guild-others = These are the settings of another server. Change them there.
settings-too-few = At least { $least } is needed. Leave it empty for what Newsdesk has for everybody.
settings-too-many = At most { $most } are allowed here. Choose fewer, or leave it empty for what Newsdesk has for everybody.
