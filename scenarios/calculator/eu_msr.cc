// The EU's market stability reserve.

#include "agents/regulator/supply/eu_msr.h"

#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "exchange/base/checked_math.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr std::array kSources = {
    CitedSource{'V', "Decision (EU) 2015/1814, Article 1(5) and (6), as amended"},
    CitedSource{'V',
                "intakes: Commission communications C(2018) 2801, C(2019) 3288, C(2020) 2835, "
                "C(2022) 3210, C(2024) 3234, and its news of 15 May 2023; OJ C/2025/3180, "
                "C/2026/2957"},
    CitedSource{'U', "least_intake_t"},
};
constexpr std::array kTnacSources = {
    CitedSource{'V',
                "Decision (EU) 2015/1814, Article 1(4); Dutch Emissions Authority, \"Market "
                "stability reserve\"; ICAP news 708"},
};
constexpr std::array kInvalidationSources = {
    CitedSource{'V',
                "Decision (EU) 2015/1814, Article 1(5a), as amended; Commission news of 15 May "
                "2023; The Brussels Times 2026 (400 million held on 1 January 2026)"},
};

// In the order of EuMsrLaw.
constexpr std::array kLaws = {
    Word{"2015", "Decision (EU) 2015/1814 as adopted: 12 %"},
    Word{"2018", "Directive (EU) 2018/410: 24 % for the TNAC of 2017 to 2022"},
    Word{"2023-rate", "Decision (EU) 2023/852: 24 % for the TNAC of 2017 to 2029"},
    Word{"2023", "Directive (EU) 2023/959, in force: with a middle band from the TNAC of 2023"},
};

EuMsrLaw tell_law(Fields& inputs) {
  return static_cast<EuMsrLaw>(tell_choice(
      inputs, {.name = "law", .doc = "Version of the law, as if it had stayed in force."}, kLaws,
      static_cast<std::size_t>(EuMsrLaw::kReform2023)));
}

void tell_rule(Fields& inputs, EuMsrRule& rule) {
  constexpr std::string_view kByLaw = "by law and year";
  tell_tonnes(inputs,
              {.name = "intake_above_t",
               .doc = "TNAC above which the reserve takes in.",
               .default_doc = kByLaw},
              rule.intake_above);
  tell_tonnes(inputs,
              {.name = "full_rate_above_t",
               .doc = "TNAC up to which only what is above intake_above_t goes in.",
               .default_doc = kByLaw},
              rule.full_rate_above);
  tell_percent(inputs,
               {.name = "rate_percent",
                .doc = "Share of the TNAC that goes in above that, in twelve months.",
                .default_doc = kByLaw},
               rule.rate);
  inputs.integer({.name = "months",
                  .doc = "Months that it takes in for; 8 after the TNAC of 2017.",
                  .default_doc = kByLaw},
                 rule.months, 0, 12);
  tell_tonnes(inputs,
              {.name = "least_intake_t",
               .doc = "Where the rate gives less in twelve months, nothing goes in (U).",
               .default_doc = kByLaw},
              rule.least_intake);
  tell_tonnes(inputs,
              {.name = "release_below_t",
               .doc = "TNAC below which the reserve gives back.",
               .default_doc = kByLaw},
              rule.release_below);
  tell_tonnes(inputs,
              {.name = "release_t", .doc = "What it gives back then.", .default_doc = kByLaw},
              rule.release);
  if (rule.full_rate_above < rule.intake_above)
    inputs.refuse("intake_above_t", "is above full_rate_above_t; must be at most that");
}

std::string of_twelve(const EuMsrRule& rule) {
  return rule.months == 12 ? "" : fmt::format(" × {}/12", rule.months);
}

std::vector<std::string> working(const EuMsrRule& rule, Tonnes tnac, Tonnes holdings,
                                 const EuMsrMovement& movement) {
  if (tnac < rule.release_below)
    return {
        fmt::format("{} is below {}: the reserve gives back", show(tnac), show(rule.release_below)),
        fmt::format("min({}, {} held) = {}", show(rule.release), show(holdings),
                    show(movement.release))};
  if (tnac <= rule.intake_above)
    return {fmt::format("{} is in {} to {}: nothing moves", show(tnac), show(rule.release_below),
                        show(rule.intake_above))};
  if (tnac <= rule.full_rate_above)
    return {fmt::format("{} is above {}, not above {}: the excess goes in", show(tnac),
                        show(rule.intake_above), show(rule.full_rate_above)),
            fmt::format("({} - {}){} = {}", show(tnac), show(rule.intake_above), of_twelve(rule),
                        show(movement.intake))};
  const std::int64_t hundredths =
      mul_div_nearest(tnac.raw(), rule.rate.raw() * rule.months, std::int64_t{100} * 12);
  const std::string product = fmt::format("{} × {}{} = {}", show(tnac), show(rule.rate),
                                          of_twelve(rule), grouped(hundredths, 2));
  const std::string above =
      fmt::format("{} is above {}: the rate applies", show(tnac), show(rule.full_rate_above));
  if (movement.intake == Tonnes() && rule.least_intake > Tonnes() && rule.months > 0)
    return {above, fmt::format("{} × {} is below the minimum of {}: nothing goes in", show(tnac),
                               show(rule.rate), show(rule.least_intake))};
  return {above, product, fmt::format("to the nearest tonne: {}", show(movement.intake))};
}

// The movement, and how it falls on the two calendar years that its months are in.
std::vector<RuleFigure> figures(const EuMsrRule& rule, const EuMsrMovement& movement) {
  const Tonnes all = movement.intake + movement.release;
  const Tonnes autumn = rule.months == 12 ? eu_msr_part(all, 4) : Tonnes();
  return {{"intake_t", movement.intake},
          {"release_t", movement.release},
          {"september_to_december_t", autumn},
          {"january_to_august_t", all - autumn}};
}

RuleWork tell_msr(Fields& inputs) {
  const Year year =
      tell_year(inputs, "Year at whose end the TNAC is counted.", Year{2008}, Year{2100});
  EuMsrRule rule = eu_msr_rule(tell_law(inputs), year);
  Tonnes tnac;
  Tonnes holdings(kMaxQuantity);
  tell_tonnes(inputs, {.name = "tnac_t", .doc = "Allowances in circulation.", .required = true},
              tnac);
  tell_tonnes(inputs,
              {.name = "holdings_t",
               .doc = "Allowances that the reserve holds.",
               .default_doc = "enough for any release"},
              holdings);
  tell_rule(inputs, rule);
  return [=] {
    const EuMsrMovement movement = eu_msr_movement(rule, tnac, holdings);
    return RuleAnswer{figures(rule, movement), working(rule, tnac, holdings, movement)};
  };
}

RuleWork tell_tnac(Fields& inputs) {
  EuSupply supply;
  EuDemand demand;
  Tonnes holdings;
  tell_tonnes(inputs, {.name = "banked_t", .doc = "Banked from phase 2."}, supply.banked);
  tell_tonnes(inputs,
              {.name = "auctioned_t", .doc = "Auctioned or sold, of all years.", .required = true},
              supply.auctioned);
  tell_tonnes(
      inputs,
      {.name = "free_t", .doc = "Allocated free of charge, of all years.", .required = true},
      supply.free);
  tell_tonnes(inputs, {.name = "credits_t", .doc = "International credits exchanged."},
              supply.credits);
  tell_tonnes(inputs,
              {.name = "emissions_t", .doc = "Verified emissions, of all years.", .required = true},
              demand.emissions);
  tell_tonnes(inputs, {.name = "cancelled_t", .doc = "Allowances cancelled."}, demand.cancelled);
  tell_tonnes(inputs,
              {.name = "holdings_t", .doc = "Allowances that the reserve holds.", .required = true},
              holdings);
  return [=] {
    const Tonnes all = supply.banked + supply.auctioned + supply.free + supply.credits;
    const Tonnes tnac = eu_tnac(supply, demand, holdings);
    return RuleAnswer{
        {{"tnac_t", tnac}},
        {fmt::format("supply {} + {} + {} + {} = {}", show(supply.banked), show(supply.auctioned),
                     show(supply.free), show(supply.credits), show(all)),
         fmt::format("{} - ({} + {} + {}) = {}", show(all), show(demand.emissions),
                     show(demand.cancelled), show(holdings), show(tnac))}};
  };
}

RuleWork tell_invalidation(Fields& inputs) {
  const Year year =
      tell_year(inputs, "Year on whose 1 January it happens.", Year{2019}, Year{2100});
  const EuMsrLaw law = tell_law(inputs);
  Tonnes holdings;
  Tonnes auctioned;
  tell_tonnes(
      inputs,
      {.name = "holdings_t", .doc = "What the reserve held the day before.", .required = true},
      holdings);
  const bool given = tell_tonnes(inputs,
                                 {.name = "auctioned_t",
                                  .doc = "Auctioned in the year before; needed where that is what "
                                         "may be held.",
                                  .default_doc = kNoDefault},
                                 auctioned);
  const EuMsrKept kept = eu_msr_kept(law, year);
  if (kept == EuMsrKept::kAuctioned && !given)
    inputs.refuse("auctioned_t", "missing; this law keeps what was auctioned in the year before");
  return [=] {
    const Tonnes invalid = eu_msr_invalidated(law, year, holdings, auctioned);
    if (kept == EuMsrKept::kAll)
      return RuleAnswer{{{"invalidated_t", invalid}}, {"this law keeps everything in this year"}};
    const Tonnes most = kept == EuMsrKept::kFixed ? kEuMsrHoldingsMost : auctioned;
    return RuleAnswer{
        {{"invalidated_t", invalid}, {"kept_t", holdings - invalid}},
        {fmt::format("max(0, {} - {}) = {}", show(holdings), show(most), show(invalid))}};
  };
}

}  // namespace

const Calculator kEuMsr = {
    .name = "eu-msr",
    .title = "What the EU's market stability reserve takes from auctions or gives back",
    .formula =
        "tnac_t above full_rate_above_t   rate_percent × tnac_t × months/12 goes in,\n"
        "                                 nothing where rate_percent × tnac_t < least_intake_t\n"
        "tnac_t above intake_above_t      (tnac_t - intake_above_t) × months/12 goes in\n"
        "tnac_t below release_below_t     min(release_t, holdings_t) comes out",
    .currency = "EUR",
    .sources = kSources,
    .tell = tell_msr,
};

const Calculator kEuTnac = {
    .name = "eu-tnac",
    .title = "The EU's total number of allowances in circulation",
    .formula =
        "banked_t + auctioned_t + free_t + credits_t - (emissions_t + cancelled_t + "
        "holdings_t)",
    .currency = "EUR",
    .sources = kTnacSources,
    .tell = tell_tnac,
};

const Calculator kEuMsrInvalidation = {
    .name = "eu-msr-invalidation",
    .title = "What of the EU's market stability reserve stops being valid",
    .formula =
        "2023, and later under the laws before 2023   max(0, holdings_t - auctioned_t)\n"
        "from 2024                                    max(0, holdings_t - 400,000,000)",
    .currency = "EUR",
    .sources = kInvalidationSources,
    .tell = tell_invalidation,
};

}  // namespace tanshi
