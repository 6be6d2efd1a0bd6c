# What every panel and every command of moderators may say.

cancel = Cancel
cancelled = Nothing was changed.
never = never
nobody = nobody
page-of = Page { $page } of { $pages }
as-the-server = As set for the server

panel-old = This panel is too old, or already done. Please use the command again.
panel-others = This panel belongs to somebody else. Use the command yourself.
only-in-servers = Newsdesk works in servers, not in direct messages.
not-a-manager = That needs the permission Manage Server, or one of the roles that /settings names. An admin of this server can give you either.

place-unknown = Choose a channel of this server that you can see.
place-takes-no-cards = No cards can be posted in { $channel }. Choose a text channel or a thread.
place-closed = Newsdesk cannot post in { $channel }: it lacks { $lack }. Give it that in the channel’s settings, or choose another channel.

style-headline = Headline alone
style-brief = Brief
style-standard = Standard
style-detailed = Detailed
language-of-the-article = As each article
summaries-on = With every card
summaries-off = Never
summaries-request = On request, by a button
summaries-long = For long articles only
image-on = Shown
image-off = Not shown
threads-never = Never
threads-question = When somebody asks
threads-always = With every card
