"""A page to an article: decoding, cleaning, metadata, walls, sentences, robots. Pure."""
