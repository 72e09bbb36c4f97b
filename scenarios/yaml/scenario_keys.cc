#include "scenarios/yaml/scenario_keys.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr std::string_view kUpperRest = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr TextRule kCurrency{12, kUpperRest.substr(0, 26), kUpperRest,
                             "an upper-case letter, then upper-case letters and digits"};

void tell_horizon(Fields& fields, Horizon& horizon) {
  std::int32_t first_year = raw(horizon.first_year);
  fields.integer({.name = "first_year", .doc = "First compliance year.", .required = true},
                 first_year, 1900, 3000);
  horizon.first_year = Year{first_year};
  // One book covers 64 vintages: these years, and the one before of the initial bank.
  fields.integer({.name = "years", .doc = "Compliance years.", .required = true}, horizon.years, 1,
                 63);
  fields.integer({.name = "days_per_year", .doc = "Trading days in a year."}, horizon.days_per_year,
                 1, 366);
  fields.integer({.name = "turns_per_day", .doc = "Times that each seat is woken in a day."},
                 horizon.turns_per_day, 1, 1'000);
  constexpr std::array kWakes = {
      Word{"rounds", "each seat once a turn, in an order drawn anew"},
      Word{"poisson", "each seat once a turn on average, at intervals drawn by chance"}};
  std::string wakes(kWakes.front().name);
  fields.word({.name = "wakes", .doc = "When seats are woken."}, wakes, kWakes);
  if (wakes == kWakes.back().name) horizon.wakes = WakeSchedule::kPoisson;
}

// ---- The whole ---------------------------------------------------------------------------------

// Its keys are in the tree already (scenario_reader.cc).
void tell_rulebook(Fields& fields) {
  std::string name;
  fields.text({.name = "rulebook",
               .doc = "A real market whose rules hold where the file says nothing else: a name of "
                      "`tanshi rulebook`, or the path of a file."},
              name, {256});
}

void tell_identity(Fields& fields, Scenario& scenario) {
  tell_rulebook(fields);
  fields.text({.name = "name",
               .doc = "Name of the scenario; of a canned one, its folder's.",
               .required = true},
              scenario.name, kNameRule);
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

void tell_scenario(Fields& fields, Scenario& scenario, Experiment& experiment) {
  tell_identity(fields, scenario);
  fields.object({.name = "horizon", .doc = "The time simulated.", .required = true},
                [&](Fields& keys) { tell_horizon(keys, scenario.horizon); });
  tell_cap(fields, scenario);
  fields.tonnes({.name = "initial_bank_t",
                 .doc = "Allowances in circulation before the first year's are issued."},
                scenario.initial_bank, Tonnes(), kMaxQuantity);
  bool banking = true;
  fields.boolean({.name = "banking",
                  .doc = "Whether allowances that were not used keep their value next year; false "
                         "is compliance.carry_over.rule: none."},
                 banking);
  if (!banking) scenario.carry_over = CarryOverRule{};
  fields.number({.name = "discount_rate",
                 .doc = "Interest at which the benchmark's prices rise while a bank is held."},
                scenario.discount_rate, kDiscountRateRule);
  fields.object({.name = "compliance", .doc = "What firms owe.", .required = true},
                [&](Fields& keys) { tell_compliance(keys, scenario, true); });
  const Price last = penalty_in(scenario, static_cast<std::size_t>(scenario.horizon.years - 1));
  scenario.max_price = std::min(Price(last.raw() * 10), kMaxPrice);
  fields.object({.name = "market", .doc = "The book of allowances."},
                [&](Fields& keys) { tell_market(keys, scenario); });
  scenario.free = scenario.cap;
  fields.object({.name = "allocation", .doc = "How firms get the cap's allowances."},
                [&](Fields& keys) { tell_allocation(keys, scenario); });
  scenario.auctions.years.resize(scenario.cap.size());
  const bool auctions =
      fields.object({.name = "auction", .doc = "How the rest of the cap is sold."},
                    [&](Fields& keys) { tell_auction(keys, scenario); });
  tell_supply_adjustment(fields, scenario);
  tell_shocks(fields, scenario);
  tell_schemes(fields, scenario);
  tell_seats(fields, scenario);
  tell_credits(fields, scenario);
  if (fields.ok()) check_schemes(fields, scenario);
  tell_economy(fields, scenario);
  tell_forwards(fields, scenario);
  if (fields.ok()) tell_allocations(fields, scenario);
  if (fields.ok() && scenario.borrowing > BasisPoints() && !scenario.settlement.empty()) {
    fields.refuse("compliance",
                  "has borrowing_share beside allocation.settlement, which leaves open what the "
                  "next year brings; one only");
  }
  if (fields.ok()) check_supply(fields, scenario);
  check_regulator_seat(fields, scenario);
  if (fields.ok() && !auctions && holds_auctions(scenario)) {
    fields.refuse("allocation",
                  "gives less than the cap; say under auction how the rest is sold, {} for the "
                  "defaults");
  }
  tell_experiment(fields, experiment);
  tell_expectations(fields, scenario, experiment);
}

}  // namespace tanshi
