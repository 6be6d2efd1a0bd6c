# The audit: after the time and whoever did it.

change-title = Who changed what
change-none = Nothing was changed yet.
change-by-admin = whoever runs Newsdesk
change-feed-added = followed { $about }
change-feed-edited = edited { $about }
change-feed-paused = paused { $about }
change-feed-resumed = resumed { $about }
change-feed-moved = moved { $about } to another address
change-feed-removed = removed { $about }
change-filter-added = added a filter: { $about }
change-filter-removed = removed a filter: { $about }
change-settings = changed the settings { $about }
change-guild-forgotten = everything was forgotten, 30 days after Newsdesk had left { $about }
change-role-gone = a role was deleted, and is mentioned no more: { $about }
change-story-hidden = hid { $about }
change-story-unhidden = let { $about } be shown again
change-story-split = took { $about } out of its story
change-story-merged = made one story of two: { $about }
change-story-unrelated = called { $about } unrelated to another story
change-report-dismissed = dismissed a report on { $about }
