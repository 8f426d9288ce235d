"""Scaling evidence by another hand: numpy and scipy, one trend at a time, written from the page that defines it.

Reads {"seed", "resamples", "logged", "sizes", "values": [[one row an example]]} as JSON on standard input and prints the
figures. The draws are the documented generator's, so that shares and intervals can be compared to the last digits.
"""
import json
import math
import sys

import numpy as np
from scipy import stats

M = 0xFFFFFFFF


def mix(w):
    z = ((w ^ (w >> 16)) * 0x21F0AAAD) & M
    z = ((z ^ (z >> 15)) * 0x735A2D97) & M
    return z ^ (z >> 15)


def word(text, number):
    h = ((0x811C9DC5 ^ number) * 0x01000193) & M
    for sign in text:
        h = ((h ^ ord(sign)) * 0x01000193) & M
    return mix(h)


def rotl(x, k):
    return ((x << k) | (x >> (32 - k))) & M


def counts(words, resample, n):
    a, b, c, d = (mix((w + (resample + 1) * 0x9E3779B9) & M) for w in words)
    drawn = []
    while len(drawn) < n:
        r = (rotl((b * 5) & M, 7) * 9) & M
        t = (b << 9) & M
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= t
        d = rotl(d, 11)
        if (r * n) & M >= 2**32 % n:
            drawn.append((r * n) >> 32)
    return np.bincount(drawn, minlength=n)


def main():
    given = json.load(sys.stdin)
    values = np.array(given["values"], dtype=float)
    values = values[np.lexsort(values.T[::-1])]
    n, k = values.shape
    x = np.log10(given["sizes"])
    height = np.log10 if given["logged"] else (lambda means: means)
    words = [word(f"{given['seed']} original", i) for i in (1, 2, 3, 4)]
    drawn = np.array([counts(words, b, n) for b in range(given["resamples"])])
    means = drawn @ values / n
    slopes = np.array([stats.linregress(x, height(m)).slope for m in means])
    line = stats.linregress(x, height(values.mean(axis=0)))
    steps = np.diff(means, axis=1)
    up, down = (steps > 0).mean(axis=0), (steps < 0).mean(axis=0)
    threshold = 1 - 0.025 / (k - 1)
    json.dump(
        {
            "means": values.mean(axis=0).tolist(),
            "sems": (values.std(axis=0) / math.sqrt(n)).tolist(),
            "p_up": up.tolist(),
            "p_down": down.tolist(),
            "verdicts": ["up" if u > threshold else "down" if d > threshold else "flat" for u, d in zip(up, down)],
            "slope": line.slope,
            "slope_interval": np.percentile(slopes, [2.5, 97.5]).tolist(),
            "straightness": line.rvalue**2,
            "spearman": stats.spearmanr(given["sizes"], values.mean(axis=0)).correlation,
        },
        sys.stdout,
    )


main()
