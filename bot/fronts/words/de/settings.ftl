# `/settings`.

as-the-house = Voreinstellung
settings-title = Einstellungen dieses Servers
settings-explained = Sie gelten für alle Kanäle; einen einzelnen Feed ändert /feed edit. Neben allen mit „Server verwalten“ dürfen die Verwalterrollen Feeds und Filter ändern; zeig ihnen die Befehle in den Servereinstellungen unter Integrationen.
settings-style = Wie viel Karten sagen
settings-language = Sprache
settings-managers = Verwalterrollen
settings-desk = Moderatorenkanal
settings-no-desk = keiner: Meldungen warten unter /story reports
settings-person-day = Fragen je Mitglied und Tag
settings-guild-day = Fragen aller am Tag
settings-kept-days = Tage, die Fragen aufbewahrt werden
settings-choose-managers = Wer Feeds und Filter ändern darf
settings-choose-desk = Wohin Meldungen der Mitglieder gehen
settings-numbers = Sprache, Fragen, Aufbewahrung
settings-language-hint = Ein Kürzel wie de oder pt-BR; leer für die Voreinstellung
settings-number-hint = Leer für die Voreinstellung; mehr geht nicht
settings-saved = Gespeichert.
settings-managers-refused = Die Verwalterrollen kann nur wählen, wer „Server verwalten“ hat.
settings-everyone = Die Rolle aller kann Newsdesk nicht verwalten: sonst könnte jeder alles ändern. Wähle eine andere Rolle.
settings-not-a-number = „{ $typed }“ ist keine ganze Zahl. Nimm nur Ziffern oder lass das Feld leer.
