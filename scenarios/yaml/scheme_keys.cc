// The keys of schemes: what firms owe beside emissions.

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "exchange/base/checked_math.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/maker_keys.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr TextRule kUnitRule{16, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
                             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/ -",
                             "a letter, then letters, digits, spaces, - _ and /"};

void tell_maker_of(Fields& fields, const Scenario& scenario, Scheme& scheme) {
  ProducerGroup group;
  fields.text({.name = "name", .doc = "Name, unlike any other's.", .required = true}, group.name,
              kNameRule);
  const auto named = [&](const ProducerGroup& other) { return other.name == group.name; };
  if (is_name_taken(scenario, group.name) || std::ranges::any_of(scheme.makers, named))
    fields.refuse("name", "'" + group.name + "' is another group's already; names must differ");
  tell_maker(
      fields, scenario.horizon,
      {.capacity = {.name = "capacity",
                    .doc = "Units that the group can make in the first year, at most.",
                    .required = true},
       .growth = {.name = "growth", .doc = "Growth of what can be made at each cost; 0.01 is 1 %."},
       .curve = {.name = "cost",
                 .doc = "What the group's q-th unit of a year costs, beyond what its product "
                        "brings; as a curve of abatement, with units for tonnes.",
                 .required = true}},
      group);
  if (fields.ok()) scheme.makers.push_back(std::move(group));
}

void tell_allocated(Fields& fields, const Horizon& horizon, Scheme& scheme) {
  std::vector<std::int64_t> path;
  fields.exacts({.name = "allocation_path",
                 .doc = "Units given to users free of charge, in proportion to what each will owe: "
                        "a number for each of horizon.years, or one for all.",
                 .default_doc = "none are given"},
                path, {.least = 0, .most = kMaxQuantity.raw(), .unit = "units"}, {1, 100});
  const auto years = static_cast<std::size_t>(horizon.years);
  if (path.empty()) path.push_back(0);
  if (path.size() == 1) path.resize(years, path.front());
  if (path.size() != years) {
    fields.refuse("allocation_path",
                  fmt::format("has {} entries; must have {}, one for each of horizon.years, or 1",
                              path.size(), years));
  }
  for (const std::int64_t year : path) scheme.allocated.emplace_back(year);
}

void tell_displaced(Fields& fields, Scheme& scheme) {
  Displacement displaced;
  const auto keys = [&](Fields& of) {
    of.text({.name = "group", .doc = "Name of a group of firms.", .required = true},
            displaced.group, kNameRule);
    of.number({.name = "t_per_unit", .doc = "Tonnes that a unit spares.", .required = true},
              displaced.t_per_unit, {0, 1'000, true, "t a unit"});
  };
  if (fields.object({.name = "displaces",
                     .doc = "The firms whose emissions a unit that is made spares: green power in "
                            "place of coal's."},
                    keys)) {
    scheme.displaces = std::move(displaced);
  }
}

void tell_scheme(Fields& fields, Scenario& scenario) {
  Scheme scheme;
  fields.text({.name = "name", .doc = "Name, unlike any other scheme's.", .required = true},
              scheme.name, kNameRule);
  const auto named = [&](const Scheme& other) { return other.name == scheme.name; };
  if (std::ranges::any_of(scenario.schemes, named))
    fields.refuse("name", "'" + scheme.name + "' is another scheme's already; names must differ");
  fields.text({.name = "unit", .doc = "Of what it counts: MWh, tce.", .required = true},
              scheme.unit, kUnitRule);
  scheme.share = tell_shares(
      fields, scenario.horizon,
      {.name = "share", .doc = "Part of what a firm uses for which it owes a unit."},
      {.name = "share_by_year",
       .doc = "The same by year: each row holds until the next; none before the first."},
      kFullShare);
  tell_allocated(fields, scenario.horizon, scheme);
  fields.price({.name = "penalty",
                .doc = "For each unit that is missing; at most market.max_price, which holds for "
                       "its book too.",
                .required = true},
               scheme.penalty, Price(1), kMaxPrice);
  if (scheme.penalty > scenario.max_price) {
    fields.refuse("penalty", "is above market.max_price, " +
                                 write_exact(scenario.max_price.raw(), 2) + "; at most that");
  }
  fields.objects({.name = "makers",
                  .doc = "Groups that make units for sale, such as wind parks certificates."},
                 {0, 100}, [&](Fields& item) { tell_maker_of(item, scenario, scheme); });
  tell_displaced(fields, scheme);
  // Also where something of it was refused: those who use it are not wrong.
  if (!scheme.name.empty()) scenario.schemes.push_back(std::move(scheme));
}

void tell_use(Fields& fields, const Scenario& scenario, FirmGroup& firm) {
  GroupUse use;
  use.growth = firm.growth;
  std::string name;
  fields.text({.name = "scheme", .doc = "Name of the scheme.", .required = true}, name, kNameRule);
  const auto scheme = std::ranges::find(scenario.schemes, name, &Scheme::name);
  use.scheme = static_cast<std::size_t>(scheme - scenario.schemes.begin());
  std::vector<std::string> names;
  names.reserve(scenario.schemes.size());
  for (const Scheme& each : scenario.schemes) names.push_back(each.name);
  if (!name.empty() && scheme == scenario.schemes.end()) {
    fields.refuse("scheme", names.empty() ? "'" + name + "' is no scheme; there are none"
                                          : fmt::format("'{}' is no scheme; there are {}", name,
                                                        fmt::join(names, ", ")));
  } else if (std::ranges::find(firm.uses, use.scheme, &GroupUse::scheme) != firm.uses.end()) {
    fields.refuse("scheme", "'" + name + "' is given twice; once");
  }
  Tonnes used;
  fields.tonnes({.name = "used",
                 .doc = "What the group uses of it in the first year that it runs, if nothing is "
                        "saved.",
                 .required = true},
                used, Tonnes(1), kMaxQuantity);
  use.used = static_cast<double>(used.raw());
  fields.number({.name = "growth",
                 .doc = "Growth of that; 0.01 is 1 %.",
                 .default_doc = "the group's baseline.growth"},
                use.growth, {-1, 1, false, "a year"});
  fields.object({.name = "saving", .doc = "How it can use less."}, [&](Fields& keys) {
    tell_curve(keys,
               {.name = "cost",
                .doc = "What the group's q-th unit saved in a year costs; as a curve of abatement, "
                       "with units for tonnes.",
                .required = true},
               use.used, use.saving);
    keys.number({.name = "spares_t", .doc = "Emissions that a saved unit spares the firm."},
                use.spares_t, {0, 1'000, false, "t a unit"});
  });
  const double last = use.used * std::pow(1 + use.growth, scenario.horizon.years - 1);
  if (last > static_cast<double>(kMaxQuantity.raw()))
    fields.refuse("used", "grows beyond 1_000_000_000_000 in the last year; at most that");
  if (fields.ok() && scheme != scenario.schemes.end()) firm.uses.push_back(std::move(use));
}

}  // namespace

void tell_schemes(Fields& fields, Scenario& scenario) {
  fields.objects({.name = "schemes",
                  .doc = "What firms owe beside emissions, each with units and a book of its own: "
                         "certificates of green power under a quota, rights to use energy under a "
                         "cap. Units are good for their year alone."},
                 {0, kMostSchemes}, [&](Fields& item) { tell_scheme(item, scenario); });
}

void tell_uses(Fields& fields, const Scenario& scenario, FirmGroup& firm) {
  fields.objects(
      {.name = "uses", .doc = "What its firms use of what schemes count, and so owe units for."},
      {0, kMostSchemes}, [&](Fields& item) { tell_use(item, scenario, firm); });
}

void check_schemes(Fields& fields, const Scenario& scenario) {
  const auto is_group = [&](const std::string& name) {
    return std::ranges::find(scenario.firms, name, &FirmGroup::name) != scenario.firms.end();
  };
  const auto is_seat = [&](const std::string& name) {
    return is_group(name) ||
           std::ranges::find(scenario.traders, name, &TraderGroup::name) != scenario.traders.end();
  };
  for (const Scheme& scheme : scenario.schemes) {
    if (scheme.displaces && !is_group(scheme.displaces->group))
      fields.refuse("schemes", "'" + scheme.name + "' displaces '" + scheme.displaces->group +
                                   "', which is no group of firms; name one");
    for (const ProducerGroup& maker : scheme.makers) {
      if (is_seat(maker.name))
        fields.refuse("schemes",
                      "'" + maker.name + "' is another group's already; names must differ");
    }
  }
  if (scenario.credits.size() + scenario.schemes.size() > kMostKinds) {
    fields.refuse("schemes",
                  fmt::format("with offsets and links there are {} further books; at "
                              "most {}",
                              scenario.credits.size() + scenario.schemes.size(), kMostKinds));
  }
}

}  // namespace tanshi
