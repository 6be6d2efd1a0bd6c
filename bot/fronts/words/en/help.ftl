# `/help`.

help-title = Newsdesk
help-what = It reads the sites that this server follows and posts a card for each story.
help-read = Read and ask
help-read-how = Press **Ask** under a card, or use /ask. Answers come with the words of the articles that prove them. **Sources** shows what a card rests on, 🚩 tells the moderators of a mistake.
help-search = Find a story again
help-search-how = /news search and /news latest
help-privacy = See and erase what is kept of you
help-privacy-how = /privacy export and /privacy erase
help-begin = Follow a site
help-begin-how = /feed add with the address of the site or of its feed. You see its newest entry as a card before anything is posted.
help-change = Change or stop a feed
help-change-how = /feed list shows them all with their health; /feed edit, /feed pause, /feed move, /feed remove
help-filter = Post only some of it
help-filter-how = /filter add, and /filter test to see what the last entries would do
help-explain = See why something was posted or not
help-explain-how = /why with a link or a title, or **Why this?** in the menu of a card; /feed test; /status
help-correct = Correct a card
help-correct-how = /story hide, /story split, /story merge, /story reports; members report with 🚩
help-move-in = Bring your feeds along
help-move-in-how = /opml import, and /opml export
help-settings = Set what holds for all channels
help-settings-how = /settings: language, manager roles, where reports go, how many questions are answered
