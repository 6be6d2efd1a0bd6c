# What members report, and what moderators see and decide.

## The form under a card

form-report-title = Report this card
form-report = What is wrong with it?
form-report-hint = The moderators see your words, not your name.

## What the member is told

report-thanks = Thank you. The moderators have been told.
report-thanks-listed = Thank you. The moderators see it in their list of reports.
report-limit = You have reported { $most } cards in an hour. Please wait a little.

## The notice in the moderators' channel

report-notice = { $count ->
    [one] A member reports a card
   *[other] { $count } members report a card
}
report-no-reason = No reason was given.
report-more = { $count ->
    [one] and { $count } more reason
   *[other] and { $count } more reasons
}
button-report-hide = Hide everywhere
button-report-split = Split from story
button-report-dismiss = Dismiss
# Threads are left to the moderators: what people wrote is theirs.
report-was-hidden = Hidden in this server by { $who }. Threads under its cards stay, with what people wrote.
report-was-split = Split from its story by { $who }.
report-was-dismissed = Dismissed by { $who }.
report-by-admin = the admin of Newsdesk

## What whoever presses is told

report-unknown = This report is no longer kept.
report-decided = { $who } has decided this already.
report-decided-at-home = The admin of Newsdesk has decided this already.

## The list

reports-none = Nothing is reported.
reports-open = { $count ->
    [one] A card waits for a decision
   *[other] { $count } cards wait for a decision
}
reports-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
reports-choose = Decide about one
