// Free allocation of plants that begin, close, or produce much less.

#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "agents/regulator/allocation/closure.h"
#include "agents/regulator/allocation/new_entrants.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"
#include "scenarios/calculator/tell_output.h"

namespace tanshi {
namespace {

constexpr std::array kEntrantSources = {
    CitedSource{'V',
                "European Commission, 15 January 2016: 480.2 M at first, allowances reserved for "
                "the entirety of the phase"},
    CitedSource{'U', "what the last entrant gets when the reserve does not hold its claim"},
};
constexpr std::array kClosureSources = {
    CitedSource{'V', "Decision 2011/278/EU, Article 21(3): from the year after (for capacity)"},
    CitedSource{'U', "by months; return of all"},
};
constexpr std::array kCessationSources = {
    CitedSource{'V', "Decision 2011/278/EU, Article 23(1): partial cessation from 50 % less on"},
    CitedSource{'U', "the bands from 75 % and 90 % less on, and the shares kept"},
};

RuleWork tell_entrants(Fields& inputs) {
  Tonnes reserve;
  Tonnes claim;
  std::int32_t years = 1;
  tell_tonnes(inputs, {.name = "reserve_t", .doc = "What the reserve holds.", .required = true},
              reserve);
  tell_tonnes(inputs,
              {.name = "claim_t", .doc = "What the entrant may get a year.", .required = true},
              claim);
  inputs.integer({.name = "years", .doc = "Years to the end of the phase.", .required = true},
                 years, 1, 100);
  return [=] {
    const NewEntrantGrant grant = new_entrant_grant(reserve, claim, years);
    return RuleAnswer{{{"yearly_t", grant.yearly},
                       {"reserved_t", grant.reserved},
                       {"left_t", reserve - grant.reserved}},
                      {fmt::format("min({}, {} / {}, rounded down) = {} a year", show(claim),
                                   show(reserve), years, show(grant.yearly)),
                       fmt::format("{} × {} = {}; left {} - {} = {}", show(grant.yearly), years,
                                   show(grant.reserved), show(reserve), show(grant.reserved),
                                   show(reserve - grant.reserved))}};
  };
}

// In the order of ClosureRule.
constexpr std::array kClosureRules = {
    Word{"keep-year", "the year's allocation is kept, the next years bring none"},
    Word{"by-months", "only the months in which it ran count"},
    Word{"return-all", "all of the year's allocation goes back"},
};

RuleWork tell_closure(Fields& inputs) {
  Tonnes allocation;
  std::int32_t months = 12;
  tell_tonnes(inputs,
              {.name = "allocation_t",
               .doc = "Allocation of the year in which it closes.",
               .required = true},
              allocation);
  const std::size_t rule =
      tell_choice(inputs, {.name = "closure", .doc = "What the law says."}, kClosureRules, 0);
  inputs.integer({.name = "months_run", .doc = "Months in which it ran."}, months, 0, 12);
  return [=] {
    const Tonnes kept = allocation_at_closure(static_cast<ClosureRule>(rule), allocation, months);
    return RuleAnswer{{{"kept_t", kept}, {"returned_t", allocation - kept}},
                      {rule == 1 ? fmt::format("{} × {}/12, rounded down {}", show(allocation),
                                               months, show(kept))
                                 : fmt::format("{} of {} is kept", show(kept), show(allocation))}};
  };
}

RuleWork tell_cessation(Fields& inputs) {
  Tonnes allocation;
  Output initial(1);
  Output activity;
  tell_tonnes(inputs,
              {.name = "allocation_t", .doc = "Allocation at full activity.", .required = true},
              allocation);
  tell_output(inputs,
              {.name = "initial_units",
               .doc = "Activity that the allocation was reckoned by; above 0.",
               .required = true},
              initial, "units");
  tell_output(inputs, {.name = "activity_units", .doc = "Activity of the year.", .required = true},
              activity, "units");
  if (inputs.ok() && initial == Output()) inputs.refuse("initial_units", "is 0; must be above it");
  return [=] {
    const Tonnes kept =
        allocation_after_cessation(kEuThirdPhaseCessation, allocation, initial, activity);
    RuleAnswer answer{{{"kept_t", kept}, {"lost_t", allocation - kept}},
                      {fmt::format("activity {} of {}", show(activity), show(initial))}};
    for (const CessationBand& band : kEuThirdPhaseCessation)
      answer.working.push_back(
          fmt::format("from {} less on {} is kept", show(band.reduction), show(band.kept)));
    answer.working.push_back(fmt::format("{} of {} is kept", show(kept), show(allocation)));
    return answer;
  };
}

}  // namespace

const Calculator kNewEntrants = {
    .name = "new-entrants",
    .title = "What a reserve grants a new entrant, to the end of the phase",
    .formula = "yearly = min(claim_t, reserve_t / years, rounded down); reserved = yearly × years",
    .sources = kEntrantSources,
    .tell = tell_entrants,
};

const Calculator kClosure = {
    .name = "closure",
    .title = "Allocation of a plant in the year in which it closes",
    .formula = "keep-year: all; by-months: allocation_t × months_run / 12; return-all: none",
    .sources = kClosureSources,
    .tell = tell_closure,
};

const Calculator kPartialCessation = {
    .name = "partial-cessation",
    .title = "Allocation of a plant that produces much less; the defaults are the EU's third phase",
    .formula =
        "kept = share of the last band with reduction <= 1 - activity_units / "
        "initial_units, × allocation_t, rounded down",
    .sources = kCessationSources,
    .tell = tell_cessation,
};

}  // namespace tanshi
