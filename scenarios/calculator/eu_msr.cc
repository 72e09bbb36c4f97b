// The EU's market stability reserve.

#include "agents/regulator/eu_msr.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "exchange/base/checked_math.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"

namespace tanshi {
namespace {

constexpr std::array kSources = {
    CitedSource{'V', "Decision (EU) 2015/1814, Article 1(5) and (6), as amended"},
    CitedSource{'V',
                "published intakes: Commission communications C(2018) 2801, C(2019) 3288, "
                "C(2020) 2835, C(2022) 3210, C(2024) 3234"},
    CitedSource{'U', "minimum intake (least_intake_t)"},
};

// In the order of EuMsrLaw.
constexpr std::array kLaws = {
    Word{"2015", "Decision (EU) 2015/1814 as adopted: 12 %"},
    Word{"2018", "Directive (EU) 2018/410: 24 % for the TNAC of 2017 to 2022"},
    Word{"2023-rate", "Decision (EU) 2023/852: 24 % for the TNAC of 2017 to 2029"},
    Word{"2023", "Directive (EU) 2023/959, in force: with a middle band from the TNAC of 2023"},
};

EuMsrLaw tell_law(Fields& inputs) {
  std::string name = "2023";
  inputs.word({.name = "law", .doc = "Version of the law, as if it had stayed in force."}, name,
              kLaws);
  const auto* const found = std::ranges::find(kLaws, name, &Word::name);
  return static_cast<EuMsrLaw>(found - kLaws.begin());
}

void tell_rule(Fields& inputs, EuMsrRule& rule) {
  constexpr std::string_view kByLaw = "by law and year";
  inputs.tonnes({.name = "intake_above_t",
                 .doc = "TNAC above which the reserve takes in.",
                 .default_doc = kByLaw},
                rule.intake_above, Tonnes(), kMaxQuantity);
  inputs.tonnes({.name = "full_rate_above_t",
                 .doc = "TNAC up to which only what is above intake_above_t goes in.",
                 .default_doc = kByLaw},
                rule.full_rate_above, Tonnes(), kMaxQuantity);
  std::int64_t rate = rule.rate.raw();
  if (inputs.exact({.name = "rate_percent",
                    .doc = "Share of the TNAC that goes in above that, in "
                           "twelve months.",
                    .default_doc = kByLaw},
                   rate, {0, 10'000, 2, "%"}))
    rule.rate = BasisPoints(rate);
  inputs.integer({.name = "months",
                  .doc = "Months that it takes in for; 8 after the TNAC of 2017.",
                  .default_doc = kByLaw},
                 rule.months, 0, 12);
  inputs.tonnes({.name = "least_intake_t",
                 .doc = "Where the rate gives less in twelve months, nothing goes in (U).",
                 .default_doc = kByLaw},
                rule.least_intake, Tonnes(), kMaxQuantity);
  inputs.tonnes({.name = "release_below_t",
                 .doc = "TNAC below which the reserve gives back.",
                 .default_doc = kByLaw},
                rule.release_below, Tonnes(), kMaxQuantity);
  inputs.tonnes({.name = "release_t", .doc = "What it gives back then.", .default_doc = kByLaw},
                rule.release, Tonnes(), kMaxQuantity);
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
      mul_div_nearest(tnac.raw(), rule.rate.raw() * rule.months, 100 * 12);
  const std::string product = fmt::format("{} × {}{} = {}", show(tnac), show(rule.rate),
                                          of_twelve(rule), grouped(hundredths, 2));
  const std::string above =
      fmt::format("{} is above {}: the rate applies", show(tnac), show(rule.full_rate_above));
  if (movement.intake == Tonnes() && rule.months > 0)
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

RuleWork tell(Fields& inputs) {
  std::int32_t year = 2024;
  inputs.integer(
      {.name = "year", .doc = "Year at whose end the TNAC is counted.", .required = true}, year,
      2008, 2100);
  EuMsrRule rule = eu_msr_rule(tell_law(inputs), Year{year});
  Tonnes tnac;
  Tonnes holdings(kMaxQuantity);
  inputs.tonnes({.name = "tnac_t", .doc = "Allowances in circulation.", .required = true}, tnac,
                Tonnes(), kMaxQuantity);
  inputs.tonnes({.name = "holdings_t",
                 .doc = "Allowances that the reserve holds.",
                 .default_doc = "enough for any release"},
                holdings, Tonnes(), kMaxQuantity);
  tell_rule(inputs, rule);
  return [=] {
    const EuMsrMovement movement = eu_msr_movement(rule, tnac, holdings);
    return RuleAnswer{figures(rule, movement), working(rule, tnac, holdings, movement)};
  };
}

}  // namespace

const Calculator kEuMsr = {
    .name = "eu-msr",
    .title = "What the EU's market stability reserve takes from auctions or gives back",
    .formula =
        "tnac_t above full_rate_above_t   rate_percent × tnac_t × months/12 goes in\n"
        "tnac_t above intake_above_t      (tnac_t - intake_above_t) × months/12 goes in\n"
        "tnac_t below release_below_t     min(release_t, holdings_t) comes out",
    .sources = kSources,
    .tell = tell,
};

}  // namespace tanshi
