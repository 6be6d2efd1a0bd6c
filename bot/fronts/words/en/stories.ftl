# What moderators are told of a story that they cannot correct or hide.

story-unknown = There is no such story here. Choose one from the list.
story-not-hidden = This story is not hidden here. Choose one from the list.
story-shared = Another server is shown **{ $title }**, too. Hide it here, or ask whoever runs Newsdesk to correct it for all.
story-hide-where = Say in which server the story is to be hidden.
