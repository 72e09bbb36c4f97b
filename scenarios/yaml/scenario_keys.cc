#include "scenarios/yaml/scenario_keys.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "agents/firm/robot.h"
#include "agents/strategy/strategies.h"
#include "exchange/base/checked_math.h"
#include "exchange/base/ids.h"
#include "scenarios/results/metrics.h"
#include "scenarios/yaml/exact_number.h"

namespace tanshi {
namespace {

constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kNameRest = "abcdefghijklmnopqrstuvwxyz0123456789_-";
constexpr std::string_view kUpperRest = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr TextRule kName{48, kLower, kNameRest,
                         "a lower-case letter, then lower-case letters, digits, - and _"};
constexpr TextRule kCurrency{12, kUpperRest.substr(0, 26), kUpperRest,
                             "an upper-case letter, then upper-case letters and digits"};
constexpr NumberRule kGrowth{-1, 1, false, "a year"};
constexpr NumberRule kDiscountRate{0, 1, false, "a year"};
constexpr NumberRule kDeviation{0, 10};
constexpr NumberRule kBound{-1e18, 1e18};

// Seats of a scenario: each needs an account, and a few are kept for the operator.
constexpr std::int32_t kMaxSeats = 999'000;

void tell_horizon(Fields& fields, Horizon& horizon) {
  std::int32_t first_year = raw(horizon.first_year);
  fields.integer({.name = "first_year", .doc = "First compliance year.", .required = true},
                 first_year, 1900, 3000);
  horizon.first_year = Year{first_year};
  fields.integer({.name = "years", .doc = "Compliance years.", .required = true}, horizon.years, 1,
                 100);
  fields.integer({.name = "days_per_year", .doc = "Trading days in a year."}, horizon.days_per_year,
                 1, 366);
  fields.integer({.name = "turns_per_day", .doc = "Times that each seat is woken in a day."},
                 horizon.turns_per_day, 1, 1'000);
}

// ---- Cap ---------------------------------------------------------------------------------------

// The cap of each year from a yearly cut in tonnes; never below 0.
std::vector<Tonnes> falling_cap(Tonnes start, double cut_t, std::int32_t years) {
  std::vector<Tonnes> path;
  for (std::int32_t year = 0; year < years; ++year) {
    const double cap = static_cast<double>(start.raw()) - cut_t * year;
    path.emplace_back(std::max<std::int64_t>(0, std::llround(cap)));
  }
  return path;
}

std::vector<Tonnes> shrinking_cap(Tonnes start, double factor, std::int32_t years) {
  std::vector<Tonnes> path;
  double cap = static_cast<double>(start.raw());
  for (std::int32_t year = 0; year < years; ++year, cap *= 1 - factor)
    path.emplace_back(std::llround(cap));
  return path;
}

Tonnes tell_cap_start(Fields& fields) {
  Tonnes start;
  fields.tonnes({.name = "start_t", .doc = "Cap of the first year.", .required = true}, start,
                Tonnes(), kMaxQuantity);
  return start;
}

void tell_cap_by_factor(Fields& fields, Scenario& scenario) {
  static constexpr std::array kOf = {
      Word{"start", "the cut is the same number of tonnes each year, a share of start_t"},
      Word{"previous", "the cut is a share of the year before"}};
  const Tonnes start = tell_cap_start(fields);
  double factor = 0;
  std::string of = "start";
  fields.number({.name = "linear_factor",
                 .doc = "Yearly cut as a share; 0.043 cuts 4.3 %. Caps are rounded to whole "
                        "tonnes and do not fall below 0.",
                 .required = true},
                factor, {0, 1});
  fields.word({.name = "of", .doc = "What linear_factor is a share of."}, of, kOf);
  if (!fields.ok()) return;
  scenario.cap = of == "start" ? falling_cap(start, factor * static_cast<double>(start.raw()),
                                             scenario.horizon.years)
                               : shrinking_cap(start, factor, scenario.horizon.years);
}

void tell_cap_by_cut(Fields& fields, Scenario& scenario) {
  const Tonnes start = tell_cap_start(fields);
  Tonnes cut;
  fields.tonnes({.name = "yearly_cut_t",
                 .doc = "Tonnes by which each year's cap is below the one before, down to 0.",
                 .required = true},
                cut, Tonnes(), kMaxQuantity);
  if (!fields.ok()) return;
  scenario.cap = falling_cap(start, static_cast<double>(cut.raw()), scenario.horizon.years);
}

void tell_cap_path(Fields& fields, Scenario& scenario) {
  std::vector<std::int64_t> path;
  if (!fields.exacts({.name = "path_t",
                      .doc = "Cap of each year, one number for each of horizon.years.",
                      .required = true},
                     path, {0, kMaxQuantity.raw(), 0, "t"}, {1, 100})) {
    return;
  }
  scenario.cap.clear();
  for (const std::int64_t cap : path) scenario.cap.emplace_back(cap);
}

void tell_cap(Fields& fields, Scenario& scenario) {
  const std::array forms = {
      Form{"linear_factor", "A first cap and a yearly cut by a share.",
           [&](Fields& keys) { tell_cap_by_factor(keys, scenario); }},
      Form{"yearly_cut_t", "A first cap and a yearly cut in tonnes.",
           [&](Fields& keys) { tell_cap_by_cut(keys, scenario); }},
      Form{"path_t", "The cap of each year.", [&](Fields& keys) { tell_cap_path(keys, scenario); }},
  };
  const bool horizon_ok = fields.ok();
  fields.form({.name = "cap", .doc = "Allowances issued each year.", .required = true}, "", forms);
  const auto years = static_cast<std::size_t>(scenario.horizon.years);
  if (horizon_ok && fields.ok() && !scenario.cap.empty() && scenario.cap.size() != years) {
    fields.refuse("cap", "path_t has " + std::to_string(scenario.cap.size()) +
                             " entries; must have " + std::to_string(years) +
                             ", one for each of horizon.years");
  }
}

// ---- Market and rules --------------------------------------------------------------------------

void tell_market(Fields& fields, Scenario& scenario) {
  fields.price({.name = "tick", .doc = "Prices are multiples of it."}, scenario.tick, Price(1),
               Price(1'000'000));
  fields.tonnes({.name = "lot_t", .doc = "Quantities are multiples of it."}, scenario.lot,
                Tonnes(1), Tonnes(1'000'000));
  const bool given =
      fields.price({.name = "max_price",
                    .doc = "Highest price that an order may carry, a multiple of the tick.",
                    .default_doc = "ten times the penalty, at most 100_000.00, on the tick"},
                   scenario.max_price, Price(1), kMaxPrice);
  if (!fields.ok() || scenario.penalty == Price()) return;
  const std::int64_t above_tick = scenario.max_price.raw() % scenario.tick.raw();
  if (given && above_tick != 0) fields.refuse("max_price", "is not on the tick; a multiple of it");
  scenario.max_price -= Price(above_tick);
  if (scenario.max_price < scenario.tick)
    fields.refuse("tick", "is above ten times the penalty; at most that, or give max_price");
}

void tell_compliance(Fields& fields, Scenario& scenario) {
  fields.price({.name = "penalty",
                .doc = "Fine for each tonne that is not covered, which stays owed (make-good).",
                .required = true},
               scenario.penalty, Price(1), kMaxPrice);
}

void tell_allocation(Fields& fields) {
  static constexpr std::array kMethods = {
      Word{"grandfathering",
           "the whole cap is given to the firms free of charge each year, by "
           "allocation_weight where firms state it, else by baseline"}};
  std::string method = "grandfathering";
  fields.word({.name = "method", .doc = "How firms get the cap's allowances."}, method, kMethods);
}

// ---- Seats -------------------------------------------------------------------------------------

void tell_strategy(Fields& fields, std::string& strategy) {
  std::vector<Word> words;
  for (const StrategyEntry& entry : strategies()) words.push_back({entry.name, entry.what});
  words.push_back({kRemoteStrategy, "held by a program that joins over gRPC"});
  fields.word({.name = "strategy", .doc = "How the seats quote.", .required = true}, strategy,
              words);
}

void tell_baseline(Fields& fields, FirmGroup& firm) {
  Tonnes start;
  fields.tonnes({.name = "start_t",
                 .doc = "Emissions of the group without abatement, expected in the first year.",
                 .required = true},
                start, Tonnes(1), kMaxQuantity);
  firm.baseline_t = static_cast<double>(start.raw());
  fields.number({.name = "growth", .doc = "Growth of the baseline; 0.01 is 1 %."}, firm.growth,
                kGrowth);
  fields.number({.name = "volatility",
                 .doc = "Standard deviation of the yearly shock to each firm's baseline, as a "
                        "share. Shocks last."},
                firm.volatility, {0, 1, false, "a year"});
}

void check_growth(Fields& fields, const Horizon& horizon, const FirmGroup& firm) {
  const double last_t = firm.baseline_t * std::pow(1 + firm.growth, horizon.years - 1);
  if (last_t > static_cast<double>(kMaxQuantity.raw()))
    fields.refuse("baseline", "grows beyond 1_000_000_000_000 t in the last year; at most that");
}

void tell_group_name(Fields& fields, std::set<std::string>& names, std::string& name) {
  if (!fields.text({.name = "name",
                    .doc = "Name of the group, unlike any other; its seats are numbered.",
                    .required = true},
                   name, kName)) {
    return;
  }
  if (!names.insert(name).second)
    fields.refuse("name", "'" + name + "' is another group's already; names must differ");
}

// Returns whether the file states a weight.
bool tell_firm(Fields& fields, const Scenario& scenario, FirmGroup& firm) {
  fields.integer({.name = "count", .doc = "Firms in the group, which share all alike."}, firm.count,
                 1, kMaxSeats);
  fields.object({.name = "baseline", .doc = "Emissions without abatement.", .required = true},
                [&](Fields& keys) { tell_baseline(keys, firm); });
  tell_curve(fields, firm.baseline_t, firm.curve);
  tell_strategy(fields, firm.strategy);
  fields.number({.name = "discount_rate",
                 .doc = "What a firm asks for holding an allowance for a year.",
                 .default_doc = "the scenario's discount_rate"},
                firm.discount_rate, kDiscountRate);
  const bool cash_given =
      fields.cash({.name = "cash",
                   .doc = "Cash of each firm at the start.",
                   .default_doc = "penalty x baseline of all years, which never binds"},
                  firm.cash, Cash(), Cash(kMaxCash.raw() / 1'000));
  const bool weighted = fields.number(
      {.name = "allocation_weight",
       .doc = "The group's part of free allocation and of the initial bank, in any unit, relative "
              "to the other groups'. State it for every group or for none.",
       .default_doc = "baseline.start_t"},
      firm.allocation_weight, {0, 1e15});

  if (!fields.ok()) return weighted;
  check_growth(fields, scenario.horizon, firm);
  if (!cash_given) {
    const double cents = static_cast<double>(scenario.penalty.raw()) * firm.baseline_t *
                         scenario.horizon.years / firm.count;
    firm.cash = Cash(std::llround(std::min(cents, 1e15)));
  }
  return weighted;
}

void tell_firms(Fields& fields, Scenario& scenario, std::set<std::string>& names) {
  std::size_t weighted = 0;
  fields.objects(
      {.name = "firms", .doc = "Groups of firms that emit and must comply.", .required = true},
      {1, 1'000}, [&](Fields& keys) {
        FirmGroup firm;
        firm.discount_rate = scenario.discount_rate;
        tell_group_name(keys, names, firm.name);
        if (tell_firm(keys, scenario, firm)) ++weighted;
        scenario.firms.push_back(std::move(firm));
      });
  if (!fields.ok()) return;
  if (weighted == 0)
    for (FirmGroup& firm : scenario.firms) firm.allocation_weight = firm.baseline_t;
  if (weighted != 0 && weighted != scenario.firms.size())
    fields.refuse("firms", "only some groups state allocation_weight; all must, or none");
  double sum = 0;
  for (const FirmGroup& firm : scenario.firms) sum += firm.allocation_weight;
  if (weighted == scenario.firms.size() && sum <= 0)
    fields.refuse("firms", "every allocation_weight is 0; one must be above 0");
}

void tell_traders(Fields& fields, Scenario& scenario, std::set<std::string>& names) {
  const auto item = [&](Fields& keys) {
    TraderGroup trader;
    tell_group_name(keys, names, trader.name);
    keys.integer({.name = "count", .doc = "Seats in the group."}, trader.count, 1, kMaxSeats);
    tell_strategy(keys, trader.strategy);
    keys.cash({.name = "cash", .doc = "Cash of each at the start.", .required = true}, trader.cash,
              Cash(), Cash(kMaxCash.raw() / 1'000));
    keys.tonnes({.name = "allowances_t",
                 .doc = "Allowances of each at the start, out of the initial bank."},
                trader.allowances, Tonnes(), kMaxQuantity);
    scenario.traders.push_back(std::move(trader));
  };
  fields.objects({.name = "traders", .doc = "Groups of seats without a plant."}, {0, 1'000}, item);
}

// What only shows once all seats are known.
void check_seats(Fields& fields, const Scenario& scenario) {
  std::int64_t seats = 0;
  Int128 from_bank = 0;
  for (const FirmGroup& firm : scenario.firms) seats += firm.count;
  for (const TraderGroup& trader : scenario.traders) {
    seats += trader.count;
    from_bank += Int128{trader.allowances.raw()} * trader.count;
  }
  if (seats > kMaxSeats) {
    fields.refuse("firms", "with traders there are " + write_exact(seats, 0) + " seats; at most " +
                               write_exact(kMaxSeats, 0));
  }
  if (from_bank > scenario.initial_bank.raw())
    fields.refuse("traders", "hold more allowances_t than initial_bank_t; at most that");
}

void tell_beliefs(Fields& fields, Beliefs& beliefs) {
  fields.number({.name = "baseline_noise",
                 .doc = "Error of a firm's belief about the others' baseline: believed = true x "
                        "exp(noise x standard normal), drawn once a firm."},
                beliefs.baseline_noise, kDeviation);
  fields.number(
      {.name = "curve_noise", .doc = "The same for the height of the others' abatement curves."},
      beliefs.curve_noise, kDeviation);
  fields.number({.name = "growth_noise",
                 .doc = "Standard deviation of what is added to the true growth rate."},
                beliefs.growth_noise, {0, 1, false, "a year"});
}

// ---- Expectations ------------------------------------------------------------------------------

void tell_bounds(Fields& fields, Expectation& expectation) {
  double bound = 0;
  if (fields.number({.name = "at_least", .doc = "Least value that passes."}, bound, kBound))
    expectation.at_least = bound;
  if (fields.number({.name = "at_most", .doc = "Greatest value that passes."}, bound, kBound))
    expectation.at_most = bound;
  std::vector<double> within;
  if (fields.numbers(
          {.name = "within", .doc = "Least and greatest value that pass, [least, most]."}, within,
          kBound, {2, 2})) {
    if (expectation.at_least || expectation.at_most)
      fields.refuse("within", "stands beside at_least or at_most; give one or the other");
    expectation.at_least = within[0];
    expectation.at_most = within[1];
  }
  if (!fields.ok()) return;
  if (!expectation.at_least && !expectation.at_most)
    fields.refuse("", "no bound; give at_least, at_most or within");
  if (expectation.at_least && expectation.at_most && *expectation.at_least > *expectation.at_most)
    fields.refuse("", "the least is above the greatest; no value can pass");
}

void tell_expectation(Fields& fields, const Horizon& horizon, Expectation& expectation) {
  std::vector<Word> words;
  for (const Metric& metric : metrics()) words.push_back({metric.name, metric.what});
  const bool named = fields.word({.name = "metric", .doc = "What is judged.", .required = true},
                                 expectation.metric, words);
  std::int32_t year = 0;
  if (fields.integer({.name = "year",
                      .doc = "The year judged, for metrics of a year.",
                      .default_doc = "every year must pass"},
                     year, 1900, 3100)) {
    expectation.year = year;
    if (named && find_metric(expectation.metric)->of_run != nullptr)
      fields.refuse("year",
                    "metric '" + expectation.metric + "' is of the whole run; leave year out");
    const std::int32_t first = raw(horizon.first_year);
    if (year < first || year >= first + horizon.years) {
      fields.refuse("year", "is " + std::to_string(year) + "; must be " + std::to_string(first) +
                                " to " + std::to_string(first + horizon.years - 1));
    }
  }
  tell_bounds(fields, expectation);
}

void tell_expectations(Fields& fields, Scenario& scenario) {
  const auto item = [&](Fields& keys) {
    Expectation expectation;
    tell_expectation(keys, scenario.horizon, expectation);
    scenario.expectations.push_back(std::move(expectation));
  };
  fields.objects({.name = "expect", .doc = "What a run must show; else `tanshi run` exits 1."},
                 {0, 1'000}, item);
}

void tell_identity(Fields& fields, Scenario& scenario) {
  fields.text({.name = "name",
               .doc = "Name of the scenario; of a canned one, its folder's.",
               .required = true},
              scenario.name, kName);
  fields.text({.name = "title", .doc = "What it shows, in one line.", .required = true},
              scenario.title, {160});
  fields.text({.name = "source",
               .doc = "Where its figures come from, and which are assumptions.",
               .required = true},
              scenario.source, {4'000});
  fields.text({.name = "currency", .doc = "Currency of all money in the file."}, scenario.currency,
              kCurrency);
  std::int64_t seed = static_cast<std::int64_t>(scenario.seed);
  fields.exact({.name = "seed", .doc = "Seed of all random draws; --seed goes before it."}, seed,
               {0, std::int64_t{1} << 53});
  scenario.seed = static_cast<std::uint64_t>(seed);
}

}  // namespace

void tell_scenario(Fields& fields, Scenario& scenario) {
  tell_identity(fields, scenario);
  fields.object({.name = "horizon", .doc = "The time simulated.", .required = true},
                [&](Fields& keys) { tell_horizon(keys, scenario.horizon); });
  tell_cap(fields, scenario);
  fields.tonnes({.name = "initial_bank_t",
                 .doc = "Allowances in circulation before the first year's are issued."},
                scenario.initial_bank, Tonnes(), kMaxQuantity);
  fields.boolean({.name = "banking",
                  .doc = "Whether allowances that were not used keep their value next year."},
                 scenario.banking);
  fields.number({.name = "discount_rate",
                 .doc = "Interest at which the benchmark's prices rise while a bank is held."},
                scenario.discount_rate, kDiscountRate);
  fields.object({.name = "compliance", .doc = "What firms owe.", .required = true},
                [&](Fields& keys) { tell_compliance(keys, scenario); });
  scenario.max_price = std::min(Price(scenario.penalty.raw() * 10), kMaxPrice);
  fields.object({.name = "market", .doc = "The book of allowances."},
                [&](Fields& keys) { tell_market(keys, scenario); });
  fields.object({.name = "allocation", .doc = "How firms get the cap's allowances."},
                [&](Fields& keys) { tell_allocation(keys); });
  std::set<std::string> names;
  tell_firms(fields, scenario, names);
  tell_traders(fields, scenario, names);
  if (fields.ok()) check_seats(fields, scenario);
  fields.object({.name = "beliefs", .doc = "How firms see each other."},
                [&](Fields& keys) { tell_beliefs(keys, scenario.beliefs); });
  tell_expectations(fields, scenario);
}

}  // namespace tanshi
