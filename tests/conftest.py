"""What every test may ask for: see `tests/databases.py`."""

from hypothesis import settings

from tests.model.loopback import keep_to_loopback

pytest_plugins = ["tests.databases"]

# A test is never about speed: a busy machine would make it fail for nothing.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# No test reaches anything but this machine.
keep_to_loopback()
