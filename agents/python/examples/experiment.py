"""An experiment from top to bottom: run it whole, `python experiment.py [FOLDER]`, or cell by cell
in an editor that knows `# %%`. It needs `pip install './agents/python[data,env]'`, takes some
seconds, and leaves charts in FOLDER (else out/experiment)."""

# %% What is asked: what does a tighter cap do to the price, the bank and the cost?
import sys
from pathlib import Path

import pandas as pd

import tanshi

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out/experiment")
folder.mkdir(parents=True, exist_ok=True)

# %% One run. Its results stay in a folder, for later and for others.
run = tanshi.run("tightening-cap", seed=1, out=folder / "baseline")
print(f"{run}: efficiency {run.summary['efficiency']:.3f}, events {run.events_hash}")
print(run.years[["year", "cap_t", "emissions_t", "price_mean", "price_benchmark"]])

# %% The same again from the folder: frames, with their units.
run = tanshi.load(folder / "baseline")
print(run.tables)
print({name: run.years.attrs["units"][name] for name in ("cap_t", "price_mean", "abatement_cost")})

# %% A look at it.
grid = tanshi.plot.overview(run)
grid[0, 0].figure.savefig(folder / "overview.png", dpi=150)

# %% Who sold, who bought, and what abating cost each group, in millions.
groups = run.firm_years.merge(run.firms[["firm", "firm_group"]], on="firm").groupby("firm_group")
print(
    pd.DataFrame(
        {
            "abated_mt": groups.abatement_t.sum() / 1e6,
            "abatement_cost": groups.abatement_cost.sum() / 1e6,
            "earned_by_trading": groups.net_cash_cents.sum() / 1e8,
        }
    ).round(1)
)

# %% Treatments, on the same seeds: what differs is the cap alone.
treatments = {"baseline": {}, "tight": {"cap.linear_factor": 0.08}}
rows = [
    tanshi.run("tightening-cap", overrides, seed=seed).years.assign(treatment=name, seed=seed)
    for name, overrides in treatments.items()
    for seed in range(1, 11)
]
years = pd.concat(rows)

# %% Differences in pairs, with 95 % intervals (Student's t with 9 degrees of freedom: 2.262).
prices = years.groupby(["treatment", "seed"]).price_mean.mean().unstack("treatment")
difference = prices.tight - prices.baseline
half = 2.262 * difference.std() / len(difference) ** 0.5
print(f"the tight cap adds {difference.mean():.2f} +- {half:.2f} EUR/t to the mean price")

# %% Price paths of both, every seed.
ax = tanshi.plot.axes(None)
for name, color in zip(treatments, tanshi.plot.colors(2)):
    paths = years[years.treatment == name].pivot(index="year", columns="seed", values="price_mean")
    ax.plot(paths.index, paths, color=color, lw=0.8)
    ax.plot(paths.index, paths.mean(axis=1), color=color, lw=2.5, label=name)
tanshi.plot.finish(ax, "Price, EUR/t: each seed, and their mean", whole_years=True)
ax.figure.savefig(folder / "treatments.png", dpi=150)

# %% A firm that learns would start like this: at random. Its rewards add up to minus what complying
# costs it, in EUR per tonne that it emitted at first.
env = tanshi.env.FirmEnv("tightening-cap", "power-1")
env.action_space.seed(1)
observation, _ = env.reset(seed=1)
rewards, over = 0.0, False
while not over:
    observation, reward, over, _, _ = env.step(env.action_space.sample())
    rewards += reward
print(f"a random power-1 pays {-rewards:.2f} EUR/t")

# %% The robot that held the seat in the run above, for comparison.
robot = run.firm_years[run.firm_years.firm == 0]
cost = robot.abatement_cost.sum() - robot.net_cash_cents.sum() / 100
print(f"the robot paid {cost / (50_000_000 / 6):.2f} EUR/t")
