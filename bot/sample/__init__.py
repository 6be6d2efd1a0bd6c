"""The sample newsroom: invented news on six small sites, served over loopback for a first run.

A leaf of the house: only `app.py` uses it, and it knows nothing of the rooms that read it.
"""

from bot.sample.server import SampleNewsroom

__all__ = ["SampleNewsroom"]
