"""Newsdesk on Discord."""
