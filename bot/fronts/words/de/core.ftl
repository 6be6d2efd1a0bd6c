# Warum etwas an Feeds und Einstellungen nicht geht, und was gehen würde.

feed-unknown = Diesem Feed folgt hier niemand. Wähle einen von denen, die angeboten werden, oder sieh mit /feed list alle an.
feed-limit = Dieser Server folgt { $most } Feeds, und mehr dürfen es nicht sein. Entferne einen mit /feed remove, oder bitte die Betreiber von Newsdesk um mehr (NEWSDESK_GUILD_FEEDS).
feed-follows-already = { $channel } folgt diesem Feed schon. Ändere ihn mit /feed edit, oder wähle einen anderen Kanal.
feed-mentions-everyone = Eine Karte kann nicht alle erwähnen: sie würde auf dem ganzen Server klingeln. Wähle eine andere Rolle.
address-too-long = Die Adresse hat { $length } Bytes, die eines Feeds darf { $most } haben. Suche eine kürzere Adresse desselben Feeds.

language-unknown = „{ $typed }“ ist keine Sprache, die ich kenne. Schreib ihr Kürzel, etwa de oder pt-BR, oder lass das Feld leer.
guild-others = Das sind die Einstellungen eines anderen Servers. Ändere sie dort.
settings-too-few = Es muss mindestens { $least } sein. Lass das Feld leer, damit gilt, was Newsdesk für alle vorsieht.
settings-too-many = Hier sind höchstens { $most } erlaubt. Nimm weniger, oder lass das Feld leer, damit gilt, was Newsdesk für alle vorsieht.
