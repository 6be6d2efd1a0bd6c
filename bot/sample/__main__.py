"""`python -m bot.sample [--all-at-once]`: serve the sample newsroom until Ctrl-C."""

import argparse
import asyncio
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime

from bot.sample import SampleNewsroom


async def serve(*, all_at_once: bool) -> None:
    """Open the sites, print where their feeds are, and stay until cancelled."""
    async with SampleNewsroom(now=datetime.now(UTC), all_at_once=all_at_once) as sample:
        sys.stdout.write("\n".join(sample.feeds) + "\nCtrl-C ends it.\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the one option and serve."""
    parser = argparse.ArgumentParser(prog="python -m bot.sample", description=__doc__)
    parser.add_argument(
        "--all-at-once", action="store_true", help="with every later release already out"
    )
    # A shell that starts us in the background has Ctrl-C ignored, and Python would leave it so.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(all_at_once=parser.parse_args().all_at_once))


if __name__ == "__main__":
    main()
