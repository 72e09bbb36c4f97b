// The keys of the economy around the market.

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "exchange/base/checked_math.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr NumberRule kGrowth{-1, 1, false, "a year"};

void tell_amount(Fields& fields, const Key& key, const NumberRule& rule, GrowingAmount& amount) {
  fields.object(key, [&](Fields& keys) {
    keys.number({.name = "start", .doc = "In the first year.", .required = true}, amount.start,
                rule);
    keys.number({.name = "growth", .doc = "Growth; 0.01 is 1 %."}, amount.growth, kGrowth);
  });
}

void tell_gdp(Fields& fields, const Horizon& horizon, Economy& economy) {
  double start_bn = 0;
  double growth = 0;
  std::vector<std::pair<std::int32_t, double>> rows;
  fields.number({.name = "start_bn",
                 .doc = "In the first year, at constant prices, in thousand millions.",
                 .required = true},
                start_bn, {0, 1e9, true, "thousand million money"});
  fields.number({.name = "growth", .doc = "Growth; 0.01 is 1 %."}, growth, kGrowth);
  fields.objects(
      {.name = "growth_by_year",
       .doc = "The same by year: each row holds until the next; `growth` before the "
              "first. 2031 is the growth from 2030 to 2031."},
      {0, 100}, [&](Fields& row) {
        std::int32_t from = 0;
        double rate = 0;
        row.integer({.name = "from", .doc = "First year.", .required = true}, from, 1900, 3100);
        row.number({.name = "growth", .doc = "The growth.", .required = true}, rate, kGrowth);
        if (!rows.empty() && from <= rows.back().first)
          row.refuse("from", "does not rise; must be after the row before");
        rows.emplace_back(from, rate);
      });
  double level = start_bn * 1e9;
  for (std::int32_t year = 0; year < horizon.years; ++year) {
    double rate = growth;
    for (const auto& [from, of_row] : rows)
      if (from <= raw(horizon.first_year) + year) rate = of_row;
    if (year > 0) level *= 1 + rate;
    economy.gdp.push_back(level);
  }
}

void tell_reference(Fields& fields, Economy& economy) {
  std::int32_t year = 2005;
  fields.integer({.name = "year", .doc = "The year.", .required = true}, year, 1900, 3100);
  economy.reference_year = Year{year};
  fields.number({.name = "carbon_intensity",
                 .doc = "Emissions of that year over its GDP, at the same constant prices.",
                 .required = true},
                economy.reference_intensity, {0, 1e9, true, "t per million money"});
}

void tell_scheme_name(Fields& fields, const Key& key, const Scenario& scenario,
                      std::size_t& scheme) {
  std::string name;
  if (!fields.text(key, name, kNameRule)) return;
  const auto found = std::ranges::find(scenario.schemes, name, &Scheme::name);
  if (found == scenario.schemes.end())
    fields.refuse(key.name, "'" + name + "' is no scheme; name one");
  scheme = static_cast<std::size_t>(found - scenario.schemes.begin());
}

void tell_energy(Fields& fields, const Scenario& scenario, Economy& economy) {
  tell_scheme_name(fields,
                   {.name = "scheme",
                    .doc = "Name of the scheme whose uses, less what is saved, are the primary "
                           "energy.",
                    .required = true},
                   scenario, economy.energy_scheme);
  tell_amount(fields,
              {.name = "non_fossil",
               .doc = "What of it is not fossil, beside what a scheme's makers and projects add.",
               .required = true},
              {0, 1e15}, economy.non_fossil);
  fields.number({.name = "per_power_unit",
                 .doc = "Non-fossil energy of a unit of power.scheme that is made."},
                economy.energy_per_unit, {0, 1e6});
}

void tell_power(Fields& fields, const Scenario& scenario, Economy& economy) {
  tell_scheme_name(fields,
                   {.name = "scheme",
                    .doc = "Name of the scheme whose uses, less what is saved, are the demand for "
                           "power, and whose makers supply some.",
                    .required = true},
                   scenario, economy.power_scheme);
  tell_amount(fields, {.name = "other", .doc = "Power that neither the plants nor makers supply."},
              {0, 1e15}, economy.other_power);
  fields.objects({.name = "plants", .doc = "Groups of firms that can supply power."}, {0, 100},
                 [&](Fields& item) {
                   PowerPlants plants;
                   item.text({.name = "group", .doc = "Name of the group.", .required = true},
                             plants.group, kNameRule);
                   item.number({.name = "output",
                                .doc = "Power that the group can supply in each year that it runs.",
                                .required = true},
                               plants.output, {0, 1e15});
                   if (item.ok() && std::ranges::find(scenario.firms, plants.group,
                                                      &FirmGroup::name) == scenario.firms.end())
                     item.refuse("group", "'" + plants.group + "' is no group of firms; name one");
                   economy.plants.push_back(std::move(plants));
                 });
}

void tell_yields(Fields& fields, const Scenario& scenario, Economy& economy) {
  const auto is_project = [&](const std::string& name) {
    return std::ranges::any_of(scenario.firms, [&](const FirmGroup& firm) {
      return std::ranges::find(firm.projects, name, &Technology::name) != firm.projects.end();
    });
  };
  fields.objects(
      {.name = "projects", .doc = "What projects give besides."}, {0, 100}, [&](Fields& item) {
        ProjectYield yield;
        item.text({.name = "name", .doc = "Name of the project.", .required = true}, yield.project,
                  kNameRule);
        item.number(
            {.name = "energy_per_t", .doc = "Non-fossil energy for each tonne that it abates."},
            yield.energy, {0, 1e6});
        item.number({.name = "power_per_t", .doc = "Power for each tonne that it abates."},
                    yield.power, {0, 1e6});
        if (item.ok() && !is_project(yield.project))
          item.refuse("name", "'" + yield.project + "' is no project; name one");
        economy.projects.push_back(std::move(yield));
      });
}

}  // namespace

void tell_economy(Fields& fields, Scenario& scenario) {
  Economy economy;
  const auto keys = [&](Fields& of) {
    of.object({.name = "gdp", .doc = "Gross domestic product.", .required = true},
              [&](Fields& gdp) { tell_gdp(gdp, scenario.horizon, economy); });
    of.object({.name = "reference",
               .doc = "What the carbon intensity of GDP is held against.",
               .required = true},
              [&](Fields& reference) { tell_reference(reference, economy); });
    of.object({.name = "energy", .doc = "Primary energy.", .required = true},
              [&](Fields& energy) { tell_energy(energy, scenario, economy); });
    of.object({.name = "power", .doc = "Electricity.", .required = true},
              [&](Fields& power) { tell_power(power, scenario, economy); });
    tell_yields(of, scenario, economy);
    tell_amount(
        of,
        {.name = "sink_t", .doc = "Tonnes that the land takes up, beside what credits stand for."},
        {0, 1e15}, economy.sink_t);
  };
  const bool given = fields.object(
      {.name = "economy",
       .doc = "The economy around the market, for indicators of each year: carbon intensity of "
              "GDP, energy intensity, non-fossil share, sink, cost, and whether there is power "
              "enough. It moves nothing."},
      keys);
  if (given && fields.ok()) scenario.economy = std::move(economy);
}

}  // namespace tanshi
