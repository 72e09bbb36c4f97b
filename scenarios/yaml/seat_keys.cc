// The keys of those who hold seats: firms, traders, and what firms believe of each other.

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "agents/firm/robot.h"
#include "agents/strategy/strategies.h"
#include "exchange/base/checked_math.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr NumberRule kGrowth{-1, 1, false, "a year"};
constexpr NumberRule kDeviation{0, 10};

// Seats of a scenario: each needs an account, and a few are kept for the operator.
constexpr std::int32_t kMaxSeats = 999'000;

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
                 .doc = "Emissions of the group without abatement, expected in the first year that "
                        "it runs.",
                 .required = true},
                start, Tonnes(1), kMaxQuantity);
  firm.baseline_t = static_cast<double>(start.raw());
  fields.number({.name = "growth", .doc = "Growth of the baseline; 0.01 is 1 %."}, firm.growth,
                kGrowth);
  fields.number({.name = "volatility",
                 .doc = "Standard deviation of the logarithm of each firm's shock of a year; 0.02 "
                        "is about 2 %."},
                firm.volatility, {0, 1, false, "a year"});
  fields.number({.name = "persistence",
                 .doc = "What of the logarithm of that shock is left a year later; 0: it passes "
                        "with its year."},
                firm.persistence, {0, 1});
}

void check_growth(Fields& fields, const Horizon& horizon, const FirmGroup& firm) {
  const double last_t = firm.baseline_t * std::pow(1 + firm.growth, horizon.years - 1);
  if (last_t > static_cast<double>(kMaxQuantity.raw()))
    fields.refuse("baseline", "grows beyond 1_000_000_000_000 t in the last year; at most that");
  if (!firm.enters) return;
  // What the group would have emitted in the first year; without bound where all of it goes.
  const int before = raw(horizon.first_year) - raw(*firm.enters);
  const double first_t = firm.baseline_t * std::pow(1 + firm.growth, before);
  if (!(first_t <= static_cast<double>(kMaxQuantity.raw()))) {
    fields.refuse("enters",
                  "with baseline.growth stands for more than 1_000_000_000_000 t in the first "
                  "year; at most that");
  }
}

void tell_group_name(Fields& fields, std::set<std::string>& names, std::string& name) {
  if (!fields.text({.name = "name",
                    .doc = "Name of the group, unlike any other; its seats are numbered.",
                    .required = true},
                   name, kNameRule)) {
    return;
  }
  if (!names.insert(name).second)
    fields.refuse("name", "'" + name + "' is another group's already; names must differ");
}

void tell_running(Fields& fields, const Horizon& horizon, FirmGroup& firm) {
  const std::int32_t first = raw(horizon.first_year);
  const std::int32_t last = first + horizon.years - 1;
  const auto tell = [&](const Key& key, std::optional<Year>& year) {
    std::int32_t of = first;
    if (!fields.integer(key, of, 1900, 3100)) return;
    if (of < first || of > last) {
      fields.refuse(key.name, "is " + std::to_string(of) + "; must be " + std::to_string(first) +
                                  " to " + std::to_string(last));
    }
    year = Year{of};
  };
  tell({.name = "enters",
        .doc = "First year in which its plants run.",
        .default_doc = "they run from the start"},
       firm.enters);
  tell({.name = "closes",
        .doc = "Last year in which they run.",
        .default_doc = "they run to the end"},
       firm.closes);
  if (firm.enters && firm.closes && *firm.closes < *firm.enters)
    fields.refuse("closes", "is before enters; at least that");
}

// Of each firm: for all that it may ever owe, at the highest prices.
Cash enough_cash(const Scenario& scenario, const FirmGroup& firm) {
  const Price dearest = scenario.free == scenario.cap ? scenario.penalty : scenario.max_price;
  double cents = static_cast<double>(dearest.raw()) * firm.baseline_t;
  for (const GroupUse& use : firm.uses)
    cents += static_cast<double>(scenario.schemes[use.scheme].penalty.raw()) * use.used;
  cents = cents * scenario.horizon.years / firm.count;
  return Cash(std::llround(std::min(cents, 1e15)));
}

// Returns whether the file states a weight.
bool tell_firm(Fields& fields, const Scenario& scenario, FirmGroup& firm) {
  fields.integer({.name = "count", .doc = "Firms in the group, which share all alike."}, firm.count,
                 1, kMaxSeats);
  fields.object({.name = "baseline", .doc = "Emissions without abatement.", .required = true},
                [&](Fields& keys) { tell_baseline(keys, firm); });
  tell_running(fields, scenario.horizon, firm);
  tell_curve(fields, firm.baseline_t, firm.curve);
  tell_product(fields, scenario, firm);
  tell_projects(fields, firm);
  tell_uses(fields, scenario, firm);
  tell_strategy(fields, firm.strategy);
  fields.number({.name = "discount_rate",
                 .doc = "What a firm asks for holding an allowance for a year.",
                 .default_doc = "the scenario's discount_rate"},
                firm.discount_rate, kDiscountRateRule);
  const bool cash_given =
      fields.cash({.name = "cash",
                   .doc = "Cash of each firm at the start.",
                   .default_doc = "penalty x baseline of all years, or max_price x that where "
                                  "allowances are auctioned, and for each scheme its penalty x "
                                  "what is used; it never binds"},
                  firm.cash, Cash(), Cash(kMaxCash.raw() / 1'000));
  const bool weighted = fields.number(
      {.name = "allocation_weight",
       .doc = "The group's part of free allocation and of the initial bank, in any unit, relative "
              "to the other groups'. 0: none. State it for every group or for none.",
       .default_doc = "baseline.start_t"},
      firm.allocation_weight, {0, 1e12});
  std::int64_t consigned = firm.consign_share.raw();
  fields.exact({.name = "consign_share",
                .doc = "Part of its free allocation that must be consigned to the year's auctions, "
                       "in equal parts; the group is paid for what is sold and keeps the rest."},
               consigned, {.least = 0, .most = 10'000, .decimals = 4});
  firm.consign_share = BasisPoints(consigned);

  tell_expectations_of_firms(fields, firm.expectations);
  fields.number({.name = "risk_aversion",
                 .doc = "How much its firms dislike that the price is uncertain: coefficient of "
                        "relative risk aversion, of the value of what they bank. They cover early "
                        "what they will lack, and sell early what they will have to spare."},
                firm.risk_aversion, {0, 100});
  tell_output(fields, scenario, firm);

  if (!fields.ok()) return weighted;
  check_growth(fields, scenario.horizon, firm);
  if (!cash_given) firm.cash = enough_cash(scenario, firm);
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

// A group of one has its own name as its seat's, which may be that of a numbered seat.
void check_seat_names(Fields& fields, const std::map<std::string, std::int32_t>& counts) {
  for (const auto& [name, count] : counts) {
    const std::size_t dash = name.rfind('-');
    if (count > 1 || dash == std::string::npos) continue;
    const ExactNumber number = read_exact(std::string_view(name).substr(dash + 1), 0);
    const auto other = counts.find(name.substr(0, dash));
    if (number.error || other == counts.end() || other->second == 1) continue;
    if (number.value >= 1 && number.value <= other->second) {
      fields.refuse("firms", "the group '" + name + "' is named as a seat of '" + other->first +
                                 "'; names of seats must differ");
    }
  }
}

// The initial bank needs firms to hold it, and the market emissions in each year.
void check_running(Fields& fields, const Scenario& scenario) {
  for (std::int32_t index = 0; index < scenario.horizon.years; ++index) {
    const Year year = years_after(scenario.horizon.first_year, index);
    double weight = 0;
    bool runs = false;
    for (const FirmGroup& firm : scenario.firms) {
      if (!runs_in(firm, year)) continue;
      weight += firm.allocation_weight;
      runs = true;
    }
    if (runs && (index > 0 || weight > 0)) continue;
    const std::string of = std::to_string(raw(year));
    return fields.refuse("firms", runs ? "every allocation_weight of a group that runs in " + of +
                                             " is 0; one must be above 0"
                                       : "no group runs in " + of + "; one must");
  }
}

// What is learned of a project is learned by all who can build it.
void check_projects(Fields& fields, const Scenario& scenario) {
  std::map<std::string, const Technology*> told;
  for (const FirmGroup& firm : scenario.firms) {
    for (const Technology& project : firm.projects) {
      const auto [first, is_new] = told.emplace(project.name, &project);
      if (is_new || (first->second->learning == project.learning &&
                     first->second->experience_t == project.experience_t)) {
        continue;
      }
      fields.refuse("firms", "the project '" + project.name +
                                 "' has another learning or experience_t in the group '" +
                                 firm.name + "'; they must be alike in all groups");
    }
  }
}

// What only shows once all seats are known.
void check_seats(Fields& fields, const Scenario& scenario) {
  std::int64_t seats = 0;
  Int128 from_bank = 0;
  std::map<std::string, std::int32_t> counts;
  for (const FirmGroup& firm : scenario.firms) {
    seats += firm.count;
    counts[firm.name] = firm.count;
  }
  for (const TraderGroup& trader : scenario.traders) {
    seats += trader.count;
    counts[trader.name] = trader.count;
    from_bank += Int128{trader.allowances.raw()} * trader.count;
  }
  check_seat_names(fields, counts);
  check_running(fields, scenario);
  check_projects(fields, scenario);
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

}  // namespace

void tell_seats(Fields& fields, Scenario& scenario) {
  std::set<std::string> names;
  tell_firms(fields, scenario, names);
  tell_traders(fields, scenario, names);
  if (fields.ok()) check_seats(fields, scenario);
  fields.object({.name = "beliefs", .doc = "How firms see each other."},
                [&](Fields& keys) { tell_beliefs(keys, scenario.beliefs); });
}

}  // namespace tanshi
