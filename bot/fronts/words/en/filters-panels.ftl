# What moderators see of filters.

filter-only = **only** { $rule } · { $where }
filter-never = **never** { $rule } · { $where }
filter-everywhere = all feeds of this server
feed-unnamed = a feed
filter-added = ✅ { $filter }. It decides what is read from now on.
filter-would = Of the last { $tried } entries it would have kept back { $refused }. /filter test shows which.
filter-remove = Remove
filter-removal-asks = Remove this filter? { $filter }. What it has decided stays.
filter-removed = Removed: { $rule }
filter-list-title = { $count ->
        [one] { $count } filter
       *[other] { $count } filters
    }
filter-list-empty = Nothing is filtered: every entry of every feed is posted. Begin with /filter add.
filter-nothing-to-test = No entry has been read yet. Follow a feed with /feed add, and try again in a minute.
filter-tested = { $passing } of { $tried } pass
filter-found = { $term } in the { $field ->
        [title] title
        [author] byline
        [category] category
        [domain] site
        [language] language
        [topic] topic
       *[body] text
    }: { $excerpt }
filter-missing = not found: { $terms }
filter-open = hangs on topics that a model has not named
