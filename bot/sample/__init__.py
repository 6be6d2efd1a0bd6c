"""The sample newsroom: invented news on six small sites, served over loopback for a first run.

A leaf of the house: only `app.py` uses it, and it knows nothing of the rooms that read it.
"""

from bot.sample.server import SampleNewsroom

__all__ = ["SAMPLE_SETTINGS", "SampleNewsroom"]

# The sample is there to be watched: everything is shown, and looked at again within seconds.
SAMPLE_SETTINGS = {
    "allow_private_networks": True,
    "first_poll_shows": 1_000,
    "host_spacing": 0.0,
    "poll_shortest": 5.0,
    "poll_longest": 10.0,
}
