"""Filters: what moderators want to be posted, and what not. A rule is read, and held against news.

cup AND (title:final OR category:sport) NOT "youth league" domain:sports.example
"""
