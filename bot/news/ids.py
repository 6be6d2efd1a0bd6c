"""The ids that the store gives, and Discord's."""

from typing import NewType

FeedId = NewType("FeedId", int)
EntryId = NewType("EntryId", int)
ArticleId = NewType("ArticleId", int)
StoryId = NewType("StoryId", int)
SubscriptionId = NewType("SubscriptionId", int)
SummaryId = NewType("SummaryId", int)
DeliveryId = NewType("DeliveryId", int)
BillId = NewType("BillId", int)
GuildId = NewType("GuildId", int)
ChannelId = NewType("ChannelId", int)
MessageId = NewType("MessageId", int)
QuestionId = NewType("QuestionId", int)
UseId = NewType("UseId", int)
FilterId = NewType("FilterId", int)
PanelId = NewType("PanelId", int)
ReportId = NewType("ReportId", int)
RoleId = NewType("RoleId", int)
Asker = NewType("Asker", str)  # a person, as a hash that only this database's key can make
