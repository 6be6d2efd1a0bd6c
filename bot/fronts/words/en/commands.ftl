# What Discord shows of commands before anybody uses one: descriptions have 100 characters; names of
# options have 32, all in lower case and without spaces. Names of commands are English everywhere.

option-question = question
option-story = story

command-ask = Ask about the news; the answer comes with links to its proof
command-ask-question = What you would like to know
command-ask-story = What it is about; without one, the whole archive of this server is read

menu-ask-about = Ask about this

command-privacy = What Newsdesk keeps of you
command-privacy-erase = Erase your questions and what you thought of cards
command-privacy-export = Get all that Newsdesk keeps of you, as a file

command-feed = What this server follows
command-feed-add = Follow a site or a feed in a channel
command-feed-add-url = The address of a site, or of its feed
command-feed-add-channel = Where its cards are posted; here, if you name none
command-feed-add-name = What to call it; what it calls itself, if you name none
command-feed-move = Follow a feed at another address; settings stay
command-feed-move-url = Where it is now
command-feed-list = All feeds of this server, and how they are
command-feed-show = A feed with its health and its settings
command-feed-edit = Change what a feed's cards say, and where they stand
command-feed-test = The newest entry as a card, with every decision
command-feed-pause = Post nothing new of a feed until it is resumed
command-feed-resume = Post what is new of a feed from now on
command-feed-remove = Follow a feed no more; its cards stay
command-feed-which = Which feed

command-filter = Post only some of the news
command-filter-add = Post only what fits a rule, or never what fits it
command-filter-add-kind = What to do with what fits
filter-kind-only = only what fits
filter-kind-never = never what fits
command-filter-add-rule = Words, "phrases", AND, OR, NOT, title:, author:, category:, domain:, /patterns/
command-filter-add-feed = For one feed alone; for all of this server, if you name none
command-filter-remove = Take a filter away
command-filter-which = Which filter
command-filter-list = The filters of this server
command-filter-test = Which of the last 50 entries pass, and why not
command-filter-test-rule = A rule to try; the filters that hold, if you name none
command-filter-test-kind = What the rule would do with what fits
command-filter-test-feed = The entries of one feed alone

command-opml = Bring feeds along, or take them with you
command-opml-import = Follow the feeds of an OPML file
command-opml-import-file = What another reader exports as OPML
command-opml-import-channel = Where their cards are posted; here, if you name none
command-opml-export = All feeds of this server as an OPML file

command-story = Correct what belongs together, or hide a story
command-story-hide = Take a story's cards away in this server, for good
command-story-unhide = Let a story that was hidden be posted again
command-story-reports = What members report, and nobody has decided
command-story-split = Take an article out of a story
command-story-merge = Make one story of two that tell the same event
command-story-merge-one = One story
command-story-merge-other = The other one
command-story-which = Which story

command-why = Why an article was posted, or was not
command-why-about = The link of an article or of a card, or words of a title
menu-why = Why this?

command-news = What this server's channels have shown
command-news-search = Find stories by their words
command-news-search-words = All words, "phrases", and -words that must be absent
command-news-latest = The newest stories of the channels you can see

command-settings = What holds for all channels of this server

command-help = What you can do with Newsdesk
command-status = Whether all is well, and what is not
command-feed-log = Who changed what in this server
