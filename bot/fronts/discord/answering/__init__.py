"""Answers on Discord: laid out, streamed, and standing where they were asked for."""
