"""Charts of results with matplotlib: `tanshi.plot.price(run)`, `tanshi.plot.fan(sweep)`, ...

Each draws on the axes that it is given, or on new ones, and returns them. Colours are those of
report.html.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tanshi.extras import need
from tanshi.results import Run, Sweep

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

RUN, THEORY, CAP, MUTED = "#0a5cad", "#4a4f57", "#c2410c", "#59626d"
TREATMENTS = ("#0a5cad", "#c2410c", "#1b7f5c", "#8a2a83", "#94660a", "#4a4f57")
MILLION = 1e6
COLUMNS = 4  # of a legend


def price(run: Run, ax: Axes | None = None) -> Axes:
    """The price, day by day, each year's mean, and the equilibrium that theory predicts."""
    ax = axes(ax)
    days, years = run.days, run.years
    if len(days):
        length = days.day.max() + 1
        ax.plot(
            days.year + (days.day + 0.5) / length,
            days.close,
            color=RUN,
            lw=0.8,
            label="daily close",
        )
    for column, label, color in (
        ("price_mean", "mean of the year", RUN),
        ("price_benchmark", "theory", THEORY),
    ):
        style = "--" if column == "price_benchmark" else "-"
        ax.hlines(
            years[column], years.year, years.year + 1, color=color, lw=2, ls=style, label=label
        )
    return finish(ax, f"Price, {unit(years, 'price_mean')}", zero=True)


def emissions(run: Run, ax: Axes | None = None) -> Axes:
    """What was emitted, what would have been without abatement, and the cap."""
    ax = axes(ax)
    years = run.years
    ax.bar(years.year, years.emissions_t / MILLION, color="#a9cbea", label="emissions")
    lines = (
        ("baseline_t", "without abatement", MUTED, ":"),
        ("emissions_benchmark_t", "theory", THEORY, "--"),
        ("cap_t", "cap", CAP, "-"),
    )
    for column, label, color, style in lines:
        ax.plot(years.year, years[column] / MILLION, color=color, ls=style, lw=1.8, label=label)
    return finish(ax, "Emissions, Mt a year", whole_years=True, zero=True)


def bank(run: Run, ax: Axes | None = None) -> Axes:
    """Allowances in circulation after each year's surrender, and the same in theory."""
    ax = axes(ax)
    years = run.years
    ax.bar(years.year, years.banked_t / MILLION, color="#6f9fce", label="banked")
    ax.plot(
        years.year,
        years.banked_benchmark_t / MILLION,
        color=THEORY,
        ls="--",
        lw=1.8,
        marker="o",
        ms=3,
        label="theory",
    )
    return finish(ax, "Banked at the year's end, Mt", whole_years=True, zero=True)


def abatement(run: Run, ax: Axes | None = None) -> Axes:
    """What each group of firms abated, and all of them in theory."""
    ax = axes(ax)
    groups = run.firms.set_index("firm").firm_group
    by_group = (
        run.firm_years.assign(group=run.firm_years.firm.map(groups))
        .pivot_table(index="year", columns="group", values="abatement_t", aggfunc="sum", sort=False)
        .div(MILLION)
    )
    below = 0 * by_group.iloc[:, 0]
    for group, color in zip(by_group, colors(len(by_group.columns))):
        ax.bar(by_group.index, by_group[group], bottom=below, color=color, label=str(group))
        below = below + by_group[group]
    theory = run.firm_years.groupby("year").abatement_benchmark_t.sum() / MILLION
    ax.plot(theory.index, theory, color="#1b1f24", ls="--", lw=1.8, label="theory, all")
    return finish(ax, "Abatement, Mt a year", whole_years=True, zero=True)


def overview(run: Run) -> Any:
    """Price, emissions, bank and abatement in one figure: its four axes, as an array."""
    pyplot = need("matplotlib.pyplot", "data")
    figure, grid = pyplot.subplots(2, 2, figsize=(10, 6.5), layout="constrained")
    for draw, ax in zip((price, emissions, bank, abatement), grid.flat):
        draw(run, ax)
    figure.suptitle(f"{run.summary['scenario']}, seed {run.summary['seed']}")
    return grid


def fan(sweep: Sweep, metric: str = "price", ax: Axes | None = None, design_point: int = 0) -> Axes:
    """A metric over the years, a band a treatment: the median, and where 90 % of the runs lie."""
    ax = axes(ax)
    rows = chosen(sweep.labelled("fan"), metric, "of a year")
    rows = rows[rows.design_point == design_point]
    for treatment, color in treatment_colors(sweep).items():
        each = rows[rows.treatment == treatment].sort_values("year")
        ax.fill_between(each.year, each.p05, each.p95, color=color, alpha=0.18, lw=0)
        ax.plot(each.year, each.p50, color=color, lw=2, marker="o", ms=3, label=treatment)
    return finish(ax, f"{words(metric)} (median, 5 to 95 % of runs)", whole_years=True)


def differences(
    sweep: Sweep,
    metrics: Iterable[str] = ("price", "cost", "volatility", "efficiency"),
    ax: Axes | None = None,
    design_point: int = 0,
) -> Axes:
    """What each treatment changes on the same seeds, % of the baseline's mean: 95 % intervals."""
    ax = axes(ax)
    frame = sweep.differences
    whole = frame[frame.year.isna() & (frame.design_point == design_point)]
    means = sweep.labelled("figures")
    means = means[means.design_point == design_point].set_index(["treatment", "metric"])["mean"]
    treatments = treatment_colors(sweep)
    del treatments[baseline_of(sweep)]
    if not treatments:
        raise ValueError("the sweep has one treatment: there is nothing to compare it with")
    names = list(metrics)
    step = 0.7 / len(treatments)
    for number, (treatment, color) in enumerate(treatments.items()):
        rows = whole[whole.treatment == treatment].set_index("metric").reindex(names)
        base = [abs(means.get((baseline_of(sweep), name), float("nan"))) / 100 for name in names]
        at = [place + (number - (len(treatments) - 1) / 2) * step for place in range(len(names))]
        middle = rows["mean"] / base
        ax.errorbar(
            middle,
            at,
            xerr=[middle - rows["low"] / base, rows["high"] / base - middle],
            fmt="o",
            color=color,
            capsize=3,
            label=treatment,
        )
    ax.axvline(0, color=THEORY, lw=0.8)
    ax.set_yticks(range(len(names)), [words(name) for name in names])
    ax.invert_yaxis()
    title = f"Change from {baseline_of(sweep)}, % of its mean (95 % intervals)"
    return finish(ax, title)


def baseline_of(sweep: Sweep) -> str:
    return str(sweep.sweep.baseline.iloc[0])


def treatment_colors(sweep: Sweep) -> dict[str, str]:
    """In the order of the scenario; the same colour in every chart."""
    names = list(dict.fromkeys(sweep.points.treatment))
    return dict(zip(names, colors(len(names))))


def chosen(frame: pd.DataFrame, metric: str, what: str) -> pd.DataFrame:
    rows = frame[frame.metric == metric]
    if rows.empty:
        there = ", ".join(sorted(frame.metric.unique()))
        raise ValueError(f"no metric {what} is called {metric!r}; there are {there}")
    return rows


def axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    _, new = need("matplotlib.pyplot", "data").subplots(figsize=(6.67, 3.75), layout="constrained")
    return new  # type: ignore[no-any-return]


def colors(count: int) -> list[str]:
    return [TREATMENTS[i % len(TREATMENTS)] for i in range(count)]


def unit(frame: pd.DataFrame, column: str) -> str:
    return str(frame.attrs["units"].get(column, ""))


def words(name: str) -> str:
    text = name.removesuffix("_t").replace("_", " ") if hasattr(name, "removesuffix") else name
    return text[:1].upper() + text[1:]


def finish(ax: Axes, title: str, whole_years: bool = False, zero: bool = False) -> Axes:
    """Title and legend above the chart, where they hide nothing."""
    entries = len(ax.get_legend_handles_labels()[1])
    rows = -(-entries // COLUMNS)
    ax.set_title(title, loc="left", fontsize=10, pad=10 + 12 * rows)
    ax.spines[["top", "right"]].set_visible(False)
    if whole_years:
        ax.xaxis.set_major_locator(need("matplotlib.ticker", "data").MaxNLocator(integer=True))
    if zero:
        ax.set_ylim(bottom=0)
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        borderaxespad=0.2,
        frameon=False,
        fontsize=8,
        ncols=COLUMNS,
        handlelength=1.2,
    )
    return ax
