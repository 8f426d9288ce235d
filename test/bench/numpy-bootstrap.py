"""The paired bootstrap as numpy does it at its best: counts of each resample by bincount, times the matrix of values.

Prints the seconds of each of several turns, on the clock and of the processor: examples, models, resamples, turns.
"""
import sys
import time

import numpy as np

examples, models, resamples, turns = map(int, sys.argv[1:5])
random = np.random.default_rng(1)
values = random.random((examples, models))
CHUNK = 100  # the quickest of 20, 50, 100 and 500

for _ in range(turns):
    start, spent = time.perf_counter(), time.process_time()
    means = np.empty((resamples, models))
    counts = np.empty((CHUNK, examples))
    for first in range(0, resamples, CHUNK):
        for row in range(CHUNK):
            counts[row] = np.bincount(random.integers(0, examples, size=examples, dtype=np.int32), minlength=examples)
        means[first : first + CHUNK] = counts @ values / examples
    ((means[:, 1:] - means[:, :-1]) > 0).sum(axis=0)
    print(time.perf_counter() - start, time.process_time() - spent)
