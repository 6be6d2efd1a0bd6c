# Warum ein Filter nicht dazukommen oder wegfallen kann.

filter-limit = Dieser Server hat { $most } Filter, mehr gehen nicht. Entferne einen mit /filter remove oder verbinde zwei mit OR.
filter-double = So einen Filter gibt es schon: { $rule }. /filter list zeigt alle.
filter-unknown = Diesen Filter gibt es nicht. Wähle einen aus der Liste, die beim Tippen aufgeht.
