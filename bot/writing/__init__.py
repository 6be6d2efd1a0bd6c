"""Writing: an article in, what a card says of it out. No network, no clock, no dice."""
