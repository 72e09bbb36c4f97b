#include "scenarios/yaml/scenario_keys.h"

#include <algorithm>
#include <array>
#include <cmath>
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

// The sum of what firms are allocated is known once they are.
void tell_bottom_up_cap(Fields& fields, Scenario& scenario) {
  scenario.bottom_up = true;
  fields.boolean({.name = "bottom_up",
                  .doc = "True: the cap is the sum of what firms are allocated by their output; "
                         "needs allocation.method: benchmark.",
                  .required = true},
                 scenario.bottom_up);
  if (!scenario.bottom_up)
    fields.refuse("bottom_up", "is false; true, or another way to give the cap");
  scenario.cap.assign(static_cast<std::size_t>(scenario.horizon.years), Tonnes());
}

void tell_cap(Fields& fields, Scenario& scenario) {
  const std::array forms = {
      Form{"linear_factor", "A first cap and a yearly cut by a share.",
           [&](Fields& keys) { tell_cap_by_factor(keys, scenario); }},
      Form{"yearly_cut_t", "A first cap and a yearly cut in tonnes.",
           [&](Fields& keys) { tell_cap_by_cut(keys, scenario); }},
      Form{"path_t", "The cap of each year.", [&](Fields& keys) { tell_cap_path(keys, scenario); }},
      Form{"bottom_up", "What firms are allocated by their output.",
           [&](Fields& keys) { tell_bottom_up_cap(keys, scenario); }},
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

void tell_scenario(Fields& fields, Scenario& scenario) {
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
                [&](Fields& keys) { tell_compliance(keys, scenario); });
  scenario.max_price = std::min(Price(scenario.penalty.raw() * 10), kMaxPrice);
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
  tell_seats(fields, scenario);
  if (fields.ok()) allocate_by_output(fields, scenario);
  if (fields.ok()) check_supply(fields, scenario);
  check_regulator_seat(fields, scenario);
  if (fields.ok() && !auctions && scenario.free != scenario.cap) {
    fields.refuse("allocation",
                  "gives less than the cap; say under auction how the rest is sold, {} for the "
                  "defaults");
  }
  tell_expectations(fields, scenario);
}

}  // namespace tanshi
