#include "scenarios/laboratory/files/laboratory_keys.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "agents/strategy/strategies.h"
#include "exchange/base/checked_math.h"
#include "scenarios/laboratory/market_schedule.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr std::int32_t kMostTraders = 1'000;  // of all groups
constexpr std::int32_t kMostPeriods = 1'000;
constexpr std::size_t kMostGroups = 100;
constexpr std::int64_t kMostPrice = 100'000'000;  // cents

constexpr ExactRule kPriceRule{1, kMostPrice, 2, "money"};
constexpr ListRule kUnitsRule{1, 1'000};

std::vector<Word> strategy_words() {
  std::vector<Word> words;
  for (const StrategyEntry& entry : strategies()) words.push_back({entry.name, entry.what});
  return words;
}

void tell_price(Fields& fields, const Key& key, Price& price) {
  std::int64_t raw = price.raw();
  if (fields.exact(key, raw, kPriceRule)) price = Price(raw);
}

// A list of prices on the tick that the market can hold.
void tell_units(Fields& fields, const Key& key, const LaboratoryDesign& design,
                std::vector<Price>& units) {
  std::vector<std::int64_t> raw;
  if (!fields.exacts(key, raw, kPriceRule, kUnitsRule)) return;
  units.clear();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] > design.highest_price.raw() || raw[i] % design.tick.raw() != 0) {
      fields.refuse(
          key.name,
          fmt::format("its number {} is {}; must be a multiple of price.tick, at most "
                      "price.highest, which is {}",
                      i + 1, write_exact(raw[i], 2), write_exact(design.highest_price.raw(), 2)));
      return;
    }
    units.emplace_back(raw[i]);
  }
}

constexpr std::string_view kValuesDoc =
    "What each further unit bought is worth to a trader, in the order in which they are bought.";
constexpr std::string_view kCostsDoc =
    "What each further unit sold costs a trader, in the order in which they are sold.";

struct Role {
  std::string_view list;
  std::string_view doc;
  std::string_view name;  // of its only group; of others "buyers-2"
  bool values = false;
  bool costs = false;
};

constexpr std::array kRoles = {
    Role{"buyers", "Who buys.", "buyers", true, false},
    Role{"sellers", "Who sells.", "sellers", false, true},
    Role{"traders", "Who buys and sells.", "traders", true, true},
    Role{"speculators", "Who has no use for units, and buys to sell.", "speculators", false, false},
};

void tell_group(Fields& fields, const LaboratoryDesign& design, const Role& role,
                const std::string& common, LaboratoryGroup& group) {
  fields.text({.name = "name", .doc = "Name of the group.", .default_doc = "its list's, numbered"},
              group.name, kNameRule);
  fields.integer({.name = "count", .doc = "Traders in the group."}, group.count, 1, kMostTraders);
  group.strategy = common;
  const auto words = strategy_words();
  fields.word({.name = "strategy",
               .doc = "How they quote.",
               .required = common.empty(),
               .default_doc = "that of the experiment"},
              group.strategy, words);
  if (role.values)
    tell_units(fields, {.name = "values", .doc = kValuesDoc, .required = true}, design,
               group.values);
  if (role.costs)
    tell_units(fields, {.name = "costs", .doc = kCostsDoc, .required = true}, design, group.costs);
  if (role.values || role.costs) {
    fields.boolean({.name = "dealt",
                    .doc = "The list is of all traders of the group together: the first unit to "
                           "the first trader, the second to the second, and round again."},
                   group.dealt);
  } else {
    group.speculates = true;
    fields.integer({.name = "units", .doc = "With which each begins a period."}, group.units, 0,
                   1'000);
  }
}

void tell_groups(Fields& fields, const std::string& common, LaboratoryDesign& design) {
  for (const Role& role : kRoles) {
    std::size_t number = 0;
    const auto item = [&](Fields& keys) {
      LaboratoryGroup group;
      ++number;
      group.name = number == 1 ? std::string(role.name) : fmt::format("{}-{}", role.name, number);
      tell_group(keys, design, role, common, group);
      const auto same = std::ranges::find(design.groups, group.name, &LaboratoryGroup::name);
      if (same != design.groups.end())
        keys.refuse("name", fmt::format("is '{}', as another group's; must differ", group.name));
      design.groups.push_back(std::move(group));
    };
    fields.objects({.name = role.list, .doc = role.doc}, {0, kMostGroups}, item);
  }
  if (!fields.ok()) return;
  const std::size_t count = trader_count(design);
  if (count == 0 || count > static_cast<std::size_t>(kMostTraders)) {
    fields.refuse("", fmt::format("has {} traders; must have 1 to {}", count, kMostTraders));
    return;
  }
  if (!market_schedule(units_in_period(design, 1)).lowest)
    fields.refuse("", "has only one side; must have values and costs");
}

bool can_move(const std::vector<Price>& units, Price change, const LaboratoryDesign& design) {
  return std::ranges::all_of(units, [&](Price unit) {
    return unit + change >= design.tick && unit + change <= design.highest_price;
  });
}

void move_by(Price change, std::vector<Price>& units) {
  for (Price& unit : units) unit += change;
}

// The group as it is before the shift.
LaboratoryGroup tell_shifted_group(Fields& fields, const LaboratoryDesign& design,
                                   ScheduleShift& shift) {
  std::string name;
  const bool named = fields.text({.name = "group",
                                  .doc = "The group whose schedule it is; not one of speculators.",
                                  .required = true},
                                 name, kNameRule);
  if (!named) return {};
  const auto found = std::ranges::find(design.groups, name, &LaboratoryGroup::name);
  if (found == design.groups.end() || found->speculates) {
    std::vector<std::string_view> names;
    for (const LaboratoryGroup& group : design.groups)
      if (!group.speculates) names.emplace_back(group.name);
    fields.refuse("group", fmt::format("is '{}'; must be one of {}", name, fmt::join(names, ", ")));
    return {};
  }
  LaboratoryGroup before = *found;
  shift.group = static_cast<std::size_t>(found - design.groups.begin());
  for (const ScheduleShift& earlier : design.shifts) {
    if (earlier.group != shift.group) continue;
    before.values = earlier.values;
    before.costs = earlier.costs;
  }
  return before;
}

void tell_shift(Fields& fields, LaboratoryDesign& design) {
  ScheduleShift shift;
  fields.integer({.name = "from_period", .doc = "The first for which it holds.", .required = true},
                 shift.from_period, 2, kMostPeriods);
  if (shift.from_period > design.periods && fields.ok())
    fields.refuse("from_period", fmt::format("is {}; the experiment has {} periods",
                                             shift.from_period, design.periods));
  const LaboratoryGroup before = tell_shifted_group(fields, design, shift);
  shift.values = before.values;
  shift.costs = before.costs;
  tell_units(fields, {.name = "values", .doc = kValuesDoc}, design, shift.values);
  tell_units(fields, {.name = "costs", .doc = kCostsDoc}, design, shift.costs);
  std::int64_t change = 0;
  const bool changes =
      fields.exact({.name = "change", .doc = "Added to all values and costs of the group instead."},
                   change, {-kMostPrice, kMostPrice, 2, "money"});
  if (!fields.ok()) return;
  if (!changes && shift.values == before.values && shift.costs == before.costs) {
    fields.refuse("", "changes nothing; give values, costs or change");
    return;
  }
  if (change % design.tick.raw() != 0 || !can_move(shift.values, Price(change), design) ||
      !can_move(shift.costs, Price(change), design)) {
    fields.refuse("change", fmt::format("is {}; must be a multiple of price.tick that leaves all "
                                        "values and costs within the prices of the market",
                                        write_exact(change, 2)));
    return;
  }
  move_by(Price(change), shift.values);
  move_by(Price(change), shift.costs);
  if (!design.shifts.empty() && design.shifts.back().from_period > shift.from_period)
    fields.refuse("from_period", "is before that of the shift above; shifts come in their order");
  design.shifts.push_back(std::move(shift));
}

void tell_prices(Fields& fields, LaboratoryDesign& design) {
  fields.object(
      {.name = "price", .doc = "The prices of the market: a tick to the highest."},
      [&](Fields& keys) {
        tell_price(keys, {.name = "tick", .doc = "All prices are multiples of it."}, design.tick);
        tell_price(keys, {.name = "highest", .doc = "The highest price."}, design.highest_price);
        if (keys.ok() && design.highest_price.raw() % design.tick.raw() != 0)
          keys.refuse("highest", "must be a multiple of tick");
      });
}

void tell_market(Fields& fields, LaboratoryDesign& design) {
  fields.integer({.name = "periods", .doc = "Trading periods, or days."}, design.periods, 1,
                 kMostPeriods);
  fields.integer({.name = "turns", .doc = "In a period, at most."}, design.turns, 1, 1'000'000);
  fields.integer(
      {.name = "quiet_turns", .doc = "So many turns without a trade end a period; 0: none do."},
      design.quiet_turns, 0, 1'000'000);
  fields.boolean({.name = "trade_clears_quotes",
                  .doc = "Whether all standing quotes end when there is a trade."},
                 design.trade_clears_quotes);
  constexpr std::array kSpeakers = {
      Word{"one_at_random", "a turn is one trader's, drawn from those with units left"},
      Word{"all_in_random_order", "a turn is everybody's, once each"}};
  std::string speakers(kSpeakers[0].name);
  fields.word({.name = "speakers", .doc = "Who makes the next move."}, speakers, kSpeakers);
  design.speakers =
      speakers == kSpeakers[0].name ? SpeakerRule::kOneAtRandom : SpeakerRule::kAllInRandomOrder;
  fields.boolean({.name = "units_in_order",
                  .doc = "Whether a trader's first unit comes before its second, and so on; else "
                         "it speaks of any that it has left, at random."},
                 design.units_in_order);
}

}  // namespace

void tell_laboratory(Fields& fields, LaboratoryDesign& design) {
  fields.text({.name = "name", .doc = "Name of the experiment."}, design.name, kNameRule);
  fields.text({.name = "title", .doc = "What it shows, in one line."}, design.title, {160});
  fields.text({.name = "source", .doc = "Where its figures come from."}, design.source, {4'000});
  std::int64_t seed = static_cast<std::int64_t>(design.seed);
  fields.exact({.name = "seed", .doc = "Of the first replication; each next has the next."}, seed,
               {0, std::int64_t{1} << 53});
  design.seed = static_cast<std::uint64_t>(seed);
  fields.integer({.name = "replications", .doc = "Times that it is played."}, design.replications,
                 1, 100'000);
  tell_prices(fields, design);
  tell_market(fields, design);
  std::string common;
  const auto words = strategy_words();
  const bool fine = fields.ok();
  fields.word({.name = "strategy", .doc = "Of the groups that name none.", .default_doc = "none"},
              common, words);
  // One that was refused is not missed in each group as well.
  if (fine && !fields.ok()) common = words.front().name;
  // Values and costs are judged by the prices of the market.
  if (!fields.ok()) design.highest_price = Price(kPriceRule.most);
  tell_groups(fields, common, design);
  if (!fields.ok()) return;
  fields.objects({.name = "shifts", .doc = "Schedules that change from a period on."}, {0, 1'000},
                 [&](Fields& keys) { tell_shift(keys, design); });
  const std::int64_t moves = std::int64_t{design.periods} * design.turns *
                             (design.speakers == SpeakerRule::kOneAtRandom
                                  ? 1
                                  : static_cast<std::int64_t>(trader_count(design)));
  constexpr std::int64_t kMostMoves = 100'000'000;
  if (moves > kMostMoves)
    fields.refuse("turns", fmt::format("makes {} moves of all traders and periods; must be at most "
                                       "{} a replication",
                                       moves, kMostMoves));
}

}  // namespace tanshi
