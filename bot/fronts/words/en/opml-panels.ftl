# The panels of `/opml`.

opml-trying = Trying the feeds of the file: { $done } of { $of } …
opml-title = What the file would bring
opml-asks = These feeds would be followed in { $channel }. Nothing is followed before you say so.
opml-nothing-new = There is nothing new in the file that can be read.
opml-new = New: { $count }
opml-known = Followed already: { $count }
opml-broken = Cannot be read: { $count }
opml-untried = Not tried: { $count }. Import the file once more for them.
opml-import = { $count ->
        [one] Follow { $count } feed
       *[other] Follow { $count } feeds
    }
opml-added = { $count ->
        [0] No feed was added in { $channel }.
        [one] ✅ { $count } feed is followed in { $channel }. Change it with /feed edit.
       *[other] ✅ { $count } feeds are followed in { $channel }. Change them with /feed edit.
    }
opml-refused = Not added: { $count }
opml-failed = it did not work this time
opml-exported = { $count ->
        [one] Here is { $count } feed, to be imported by any reader.
       *[other] Here are { $count } feeds, to be imported by any reader.
    }
and-more = and { $count } more
