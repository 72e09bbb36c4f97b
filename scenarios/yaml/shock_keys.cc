// The keys of what strikes all emitters alike.

#include <string>

#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

void tell_event(Fields& fields, const Horizon& horizon, Shocks& shocks) {
  const std::int32_t first = raw(horizon.first_year);
  const std::int32_t last = first + horizon.years - 1;
  ShockEvent event;
  std::int32_t year = first;
  fields.integer({.name = "year", .doc = "The first year that it strikes.", .required = true}, year,
                 1900, 3100);
  if (fields.ok() && (year < first || year > last)) {
    fields.refuse("year", "is " + std::to_string(year) + "; must be " + std::to_string(first) +
                              " to " + std::to_string(last));
  }
  event.first = Year{year};
  fields.integer({.name = "years", .doc = "Years that it lasts."}, event.years, 1, 63);
  fields.number({.name = "emissions",
                 .doc = "What it adds to the baselines of its years; -0.1: they are 10 % lower.",
                 .required = true},
                event.emissions, {-0.99, 10});
  std::int32_t announced = year;
  if (fields.integer({.name = "known_from",
                      .doc = "The year from whose start everybody knows of it, at most `year`.",
                      .default_doc = "a surprise: it comes to light as its first year passes"},
                     announced, 1900, 3100)) {
    if (announced > year) fields.refuse("known_from", "is after year; at most that");
    event.announced = Year{announced};
  }
  shocks.events.push_back(event);
}

}  // namespace

void tell_shocks(Fields& fields, Scenario& scenario) {
  fields.object(
      {.name = "shocks",
       .doc = "What strikes the baselines of all emitters alike. It is published as it comes."},
      [&](Fields& keys) {
        keys.number({.name = "common_volatility",
                     .doc = "Standard deviation of what a year adds to the logarithm of the common "
                            "shock."},
                    scenario.shocks.common.volatility, {0, 0.5, false, "a year"});
        keys.number({.name = "persistence",
                     .doc = "What of that logarithm is left a year later; 1: all of it, a random "
                            "walk."},
                    scenario.shocks.common.persistence, {0, 1});
        keys.objects({.name = "events", .doc = "What happens once."}, {0, 100},
                     [&](Fields& event) { tell_event(event, scenario.horizon, scenario.shocks); });
      });
}

}  // namespace tanshi
