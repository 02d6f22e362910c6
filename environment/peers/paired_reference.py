"""Prints what SciPy says of three small sets of paired differences, for the tests of the statistics.

    python -m venv /some/where && /some/where/bin/pip install scipy==1.17.1 statsmodels==0.15.0
    /some/where/bin/python environment/peers/paired_reference.py

The BCa interval is the mean over twenty seeds of 100,000 resamples each: ours, of 10,000, is near it.
"""

import math

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests

SETS = {
    "even": [0.31, -0.12, 0.54, 0.22, 0.09, 0.41, -0.05, 0.37, 0.18, 0.26],
    "ties": [0.02, 0.0, -0.02, 0.04, 0.02, 0.06, 0.0, 0.04],
    "skewed": [0.1, 0.15, 0.07, 3.2, 0.4, 0.02, 1.1, 0.3, 0.05, 0.6, 0.2, -0.1],
}
P = [0.01, 0.04, 0.03, 0.2, 0.0004, 0.011, 1.0]


def bca(d):
    ends = [
        stats.bootstrap((d,), np.mean, n_resamples=100_000, batch=10_000, method="BCa", rng=seed).confidence_interval
        for seed in range(20)
    ]
    return np.mean(ends, axis=0)


def main():
    for name, values in SETS.items():
        d = np.array(values)
        n, mean, s = len(d), d.mean(), d.std(ddof=1)
        t95 = stats.ttest_1samp(d, 0).confidence_interval(0.95)
        flip = stats.permutation_test(
            (d,), np.mean, permutation_type="samples", n_resamples=np.inf, alternative="two-sided"
        )
        freedom = n - 1
        detectable = (stats.t.ppf(1 - 0.05 / 41 / 2, freedom) + stats.t.ppf(0.8, freedom)) * s / math.sqrt(n)
        print(name)
        print("  mean, s      ", repr(mean), repr(s))
        print("  t interval   ", repr(t95.low), repr(t95.high))
        print("  p at 0.05    ", repr(stats.ttest_1samp(d, 0.05).pvalue))
        print("  p sign flip  ", repr(flip.pvalue))
        print("  d_z          ", repr(mean / s))
        print("  trim_mean 25%", repr(stats.trim_mean(d, 0.25)))
        print("  detectable   ", repr(detectable))
        print("  BCa          ", *map(repr, bca(d)))
    print("Holm", *map(repr, multipletests(P, method="holm")[1]))


if __name__ == "__main__":
    main()
