// The keys of forwards on allowances.
#include <string>

#include "exchange/base/checked_math.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr std::int32_t kMostYearsAhead = 5;

// Each year of delivery but the first has an instrument of its own.
constexpr std::int32_t kMostYears = 1 + raw_id(kMaxInstrumentId) - raw_id(kFirstForward) + 1;

void tell_share(Fields& fields, const Key& key, BasisPoints& share) {
  std::int64_t raw = share.raw();
  fields.exact(key, raw, {.least = 0, .most = kFullShare.raw(), .decimals = 4});
  share = BasisPoints(raw);
}

}  // namespace

void tell_forwards(Fields& fields, Scenario& scenario) {
  const std::int32_t years = scenario.horizon.years;
  const auto keys = [&](Fields& of) {
    ForwardPlan plan;
    tell_share(of,
               {.name = "margin",
                .doc = "Part of the contract value that buyer and seller leave with the clearing "
                       "house until delivery; the default is an assumption."},
               plan.margin);
    of.integer({.name = "years_ahead",
                .doc = "Years of delivery that are traded ahead: at the end of each of so many "
                       "next years."},
               plan.years_ahead, 1, kMostYearsAhead);
    tell_share(of,
               {.name = "hedge_share",
                .doc = "Part of what a firm expects to lack or to have to spare in the year of "
                       "delivery that it buys or sells forward; the default is an assumption."},
               plan.hedge_share);
    if (of.ok() && plan.years_ahead >= years) {
      of.refuse("years_ahead", "is " + std::to_string(plan.years_ahead) +
                                   "; must be below horizon.years, which is " +
                                   std::to_string(years));
    }
    scenario.forwards = plan;
  };
  const bool given = fields.object(
      {.name = "forwards",
       .doc = "Forwards on allowances, for delivery at the end of a later year; without the key "
              "there are none."},
      keys);
  if (!given || !fields.ok()) return;
  if (years > kMostYears) {
    fields.refuse("forwards", "needs a book for each year of delivery, of which there are " +
                                  std::to_string(kMostYears - 1) +
                                  "; horizon.years must be at most " + std::to_string(kMostYears));
  }
}

}  // namespace tanshi
