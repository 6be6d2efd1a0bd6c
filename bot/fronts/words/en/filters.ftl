# Why a filter cannot be added or removed.

filter-limit = This server has { $most } filters, as many as it may. Remove one with /filter remove, or join two with OR.
filter-double = There is such a filter already: { $rule }. /filter list shows them all.
filter-unknown = There is no such filter. Choose one from the list that opens while you type.
