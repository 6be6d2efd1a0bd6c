# Das Protokoll: hinter der Zeit und wer es war.

change-title = Wer was geändert hat
change-none = Es wurde noch nichts geändert.
change-by-admin = wer Newsdesk betreibt
change-feed-added = hat { $about } abonniert
change-feed-edited = hat { $about } bearbeitet
change-feed-paused = hat { $about } pausiert
change-feed-resumed = hat { $about } fortgesetzt
change-feed-moved = hat { $about } an eine andere Adresse umgezogen
change-feed-removed = hat { $about } entfernt
change-filter-added = hat einen Filter hinzugefügt: { $about }
change-filter-removed = hat einen Filter entfernt: { $about }
change-settings = hat die Einstellungen geändert { $about }
change-guild-forgotten = 30 Tage nach dem Weggang von Newsdesk wurde alles vergessen { $about }
change-role-gone = eine Rolle wurde gelöscht und wird nicht mehr erwähnt: { $about }
change-story-hidden = hat { $about } verborgen
change-story-unhidden = lässt { $about } wieder zeigen
change-story-split = hat { $about } aus seiner Meldung genommen
change-story-merged = hat aus zwei Meldungen eine gemacht: { $about }
change-story-unrelated = hat { $about } als unverwandt mit einer anderen Meldung bezeichnet
change-report-dismissed = hat einen Hinweis zu { $about } verworfen
