# What is wrong with an address, and what a moderator can do about it.
# { $url } is the address, shortened; { $problem } says in English what happened.

source-other = { $url } cannot be read: { $problem }. Check the address in a browser, and try again.
source-unreachable = { $url } cannot be reached: { $problem }. Check the spelling; if the site opens in a browser, try again in a few minutes.
source-missing = There is nothing at { $url }: { $problem }. Look up the feed's present address on the site, or give me the site's front page and I will search there.
source-refused = { $url } does not let programs in: { $problem }. Look for another feed of this site, or ask its owner to let Newsdesk read it.
source-login = { $url } asks for a log-in or a payment: { $problem }. I can only follow feeds that anybody may read.
source-not-a-feed = There is no feed at { $url }: { $problem }. Look on the site for “RSS” or “Feed”, and give me that address.
source-not-a-page = { $url } is no page that I can read: { $problem }. Give me the address of an article.
source-private = I am not allowed to open { $url }: { $problem }. I only ask public http and https addresses at their usual ports; for a site in your own network, ask whoever runs this bot.
source-too-large = { $url } is too large for me: { $problem }. See whether the site has a shorter feed, for instance of one section.
source-robots = { $url } does not want to be read by programs: { $problem }. I keep to that; ask the site's owner for a feed, or choose another source.
source-broken = What { $url } sends is broken: { $problem }. Only the site can mend that; tell its owner, or look for another of its feeds.
source-slow = { $url } took too long: { $problem }. Try again later; if it stays so slow, look for another feed of this site.
source-busy = { $url } has trouble of its own at the moment: { $problem }. Try again in an hour or so.
source-circle = { $url } sends me on and on without arriving: { $problem }. Open it in a browser, and give me the address at which it ends up.
address-unreadable = “{ $address }” is not a web address. Give me one like example.org or https://example.org/feed.xml.
source-empty = This feed has no entries yet. You can subscribe all the same: its first entry will be posted when it comes.
