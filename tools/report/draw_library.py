#!/usr/bin/env python3
"""Draws the charts in the READMEs of scenarios/library: prices.svg in a scenario's folder.

    pip install matplotlib
    tools/report/draw_library.py [SCENARIO ...]

Needs build/bin/tanshi. Each chart is of seed 1: the price of the auctions and of the book, the
benchmark, and what the scenario is about: a treatment, a trigger, a reserve price, an allocation.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "tanshi", "font.size": 9, "axes.spines.top": False,
                            "axes.spines.right": False})
import matplotlib.pyplot as plt  # noqa: E402  (the backend first)

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "scenarios/library"


def run(name, *flags):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([ROOT / "build/bin/tanshi", "run", name, "--quiet", "--out", folder, *flags],
                       stdout=subprocess.DEVNULL, check=False)  # 1: an expectation fails
        return json.loads((pathlib.Path(folder) / "summary.json").read_text())


def column(summary, key, scale=1.0):
    return [None if year[key] is None else year[key] * scale for year in summary["years"]]


def years(summary):
    return column(summary, "year")


def prices(axes, summary, label="", color="tab:blue"):
    axes.plot(years(summary), column(summary, "price_mean"), color=color, label=f"price{label}")
    axes.plot(years(summary), column(summary, "price_benchmark"), color=color, linestyle=":",
              label=f"in theory{label}")
    axes.set_ylabel(f"{summary['currency']}/t")


def eu_ets_msr(axes):
    prices(axes, run("eu-ets-msr"), " with the reserve")
    prices(axes, run("eu-ets-msr", "--set", "supply_adjustment={rule: none}"), " without it",
           "tab:orange")


def rggi_ccr(axes):
    summary = run("rggi-ccr")
    prices(axes, summary)
    axes.plot(years(summary), column(summary, "auction_price"), "o", color="black",
              label="auctions, mean")
    triggers = [15.92, 17.03, 18.22] + [round(19.50 * 1.07**n, 2) for n in range(4)]
    axes.step(years(summary), triggers, where="mid", color="tab:red", label="trigger, first tier")


def california_floor(axes):
    summary = run("california-floor")
    prices(axes, summary)
    axes.plot(years(summary), column(summary, "auction_price"), "o", color="black",
              label="auctions, mean")
    axes.step(years(summary), [12.10, 12.73, 13.57], where="mid", color="tab:red",
              label="reserve price")


def china_benchmark(axes):
    summary = run("china-benchmark")
    prices(axes, summary)
    gap = axes.twinx()
    gap.bar(years(summary),
            [year["baseline_t"] / 1e6 - year["allocated_t"] / 1e6 for year in summary["years"]],
            color="lightgray", zorder=0, width=0.5)
    gap.set_ylabel("emissions less allocation, Mt")
    axes.set_zorder(gap.get_zorder() + 1)
    axes.patch.set_visible(False)


CHARTS = {"eu-ets-msr": eu_ets_msr, "rggi-ccr": rggi_ccr, "california-floor": california_floor,
          "china-benchmark": china_benchmark}


def main():
    for name in sys.argv[1:] or CHARTS:
        figure, axes = plt.subplots(figsize=(6.4, 3.2), layout="constrained")
        CHARTS[name](axes)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.legend(frameon=False)
        figure.savefig(LIBRARY / name / "prices.svg", metadata={"Date": None})
        plt.close(figure)


if __name__ == "__main__":
    main()
