"""Stories: what articles have to do with one another. No network, no clock, no model."""
