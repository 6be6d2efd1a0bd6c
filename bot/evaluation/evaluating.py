"""Evaluating: every writer writes about every sample, a few samples at a time."""

import asyncio
from collections.abc import Callable, Sequence

from bot.evaluation.measures import Result
from bot.evaluation.samples import Sample
from bot.evaluation.writers import Writer


async def evaluate(
    samples: Sequence[Sample],
    writers: Sequence[Writer],
    *,
    at_once: int,
    keep: Callable[[Result], None],
) -> None:
    """Have all writers write about all samples.

    About one sample they write one after the other, so that none has to share an endpoint with
    another one. What is done is kept at once: whoever stops this has what was done before.

    Args:
        samples: What to write about.
        writers: Who writes.
        at_once: Samples that are worked on at the same time.
        keep: Takes each sample's result when its last writer has finished, in no certain order.
    """
    places = asyncio.Semaphore(at_once)

    async def work(sample: Sample) -> None:
        async with places:
            written = [await writer.write(sample.article) for writer in writers]
        keep(Result(sample=sample, written=tuple(written)))

    async with asyncio.TaskGroup() as group:
        for sample in samples:
            group.create_task(work(sample))
