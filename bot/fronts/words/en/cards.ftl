# What a card's buttons say to who presses them.

asking-no-threads = In this channel nobody opens threads, so nothing can be asked under its cards. Use /ask without choosing a story: the answer comes right here.
cards-nothing-more = There is no more to say than the headline: the article has no text that could be summarised. Follow the headline to read it.
