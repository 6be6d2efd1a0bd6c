# `/settings`.

as-the-house = Newsdesk’s default
settings-title = Settings of this server
settings-explained = They hold for all channels; /feed edit changes a single feed. Besides those who have Manage Server, the manager roles may change feeds and filters; let them see the commands in the server's settings under Integrations.
settings-style = How much cards say
settings-language = Language
settings-managers = Manager roles
settings-desk = Moderators’ channel
settings-no-desk = none: reports wait in /story reports
settings-person-day = Questions per member and day
settings-guild-day = Questions per day, all members
settings-kept-days = Days that questions are kept
settings-choose-managers = Who may change feeds and filters
settings-choose-desk = Where reports of members go
settings-numbers = Language, questions, retention
settings-language-hint = A tag such as de or pt-BR; empty for Newsdesk’s default
settings-number-hint = Empty for Newsdesk’s default; more is not possible
settings-saved = Saved.
settings-managers-refused = Only who has Manage Server can choose the manager roles.
settings-everyone = The role of everybody cannot manage Newsdesk: anybody could change everything. Choose another role.
settings-not-a-number = “{ $typed }” is no whole number. Use digits alone, or leave the field empty.
