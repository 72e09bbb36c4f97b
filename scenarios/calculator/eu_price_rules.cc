// What the EU releases when prices are high, and the reserve of its second system.

#include <array>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

#include "agents/regulator/supply/eu_article_29a.h"
#include "agents/regulator/supply/eu_ets2.h"
#include "exchange/base/checked_math.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr ListRule kMonths{1, 120};

// ---- Article 29a ----------------------------------------------------------------------------

constexpr std::array kSources = {
    CitedSource{'V', "2009: Directive 2003/87/EC, Article 29a; Swedish Energy Agency"},
    CitedSource{'V', "2023: 2.4 times and 75 million, AFS Group, \"EU ETS positions compared\""},
    CitedSource{'U', "2023: Article 29a as amended by Directive (EU) 2023/959, the six months"},
};

// In the order of EuArticle29a.
constexpr std::array kVersions = {
    Word{"2009", "each of more than six months above 3 times the average of two years; a decision"},
    Word{"2023", "the average of six months above 2.4 times it; released by law"},
};

RuleWork tell_article_29a(Fields& inputs) {
  const auto version = static_cast<EuArticle29a>(
      tell_choice(inputs, {.name = "law", .doc = "Version of the Article."}, kVersions, 1));
  EuArticle29aRule rule = eu_article_29a_rule(version);
  std::vector<Price> months;
  MeanPrice reference;
  Tonnes holdings(kMaxQuantity);
  bool decided = true;
  tell_prices(
      inputs,
      {.name = "months", .doc = "Average price of each month, the latest last.", .required = true},
      months, kMonths);
  tell_mean(inputs,
            {.name = "reference_price",
             .doc = "Average of the two years before those months.",
             .required = true},
            reference);
  tell_multiple(inputs,
                {.name = "multiple", .doc = "Of the reference price.", .default_doc = "by law"},
                rule.multiple);
  inputs.integer({.name = "months_needed",
                  .doc = "2009: above in more than so many; 2023: averaged "
                         "over so many.",
                  .default_doc = "by law"},
                 rule.months, 1, 60);
  tell_tonnes(inputs,
              {.name = "release_t", .doc = "Released when it is met.", .default_doc = "by law"},
              rule.release);
  tell_tonnes(inputs,
              {.name = "holdings_t",
               .doc = "Allowances that the reserve holds.",
               .default_doc = "enough for any release"},
              holdings);
  inputs.boolean({.name = "decided", .doc = "2009: whether the release was decided."}, decided);
  return [=] {
    const EuPriceRelease result =
        eu_article_29a(version, rule, months, reference, holdings, decided);
    RuleAnswer answer{{{"release_t", result.release},
                       {"is_met", result.is_met},
                       {"trigger_price", result.trigger}},
                      {fmt::format("{} × {} = {}", show_times(rule.multiple), show(reference),
                                   show(result.trigger))}};
    const auto needed = static_cast<std::size_t>(rule.months);
    if (version == EuArticle29a::kDirective2009) {
      answer.working.push_back(fmt::format("months on end above it: {}; more than {} are needed",
                                           periods_above(months, result.trigger), needed));
    } else if (months.size() < needed) {
      answer.working.push_back(
          fmt::format("{} months are given; {} are averaged", months.size(), needed));
    } else {
      const MeanPrice mean = mean_price(std::span(months).last(needed));
      answer.working.push_back(fmt::format("average of the last {} months: {}; {} it", needed,
                                           show(mean), result.is_met ? "above" : "not above"));
    }
    return answer;
  };
}

// ---- The second system ----------------------------------------------------------------------

constexpr std::array kEts2Sources = {
    CitedSource{'V', "release side: Agence Europe, February 2026"},
    CitedSource{'U', "intake side: Decision (EU) 2015/1814, Article 1a"},
};

RuleWork tell_ets2_msr(Fields& inputs) {
  EuEts2MsrRule rule;
  Tonnes tnac;
  Tonnes holdings(600'000'000);
  tell_tonnes(inputs, {.name = "tnac_t", .doc = "Allowances in circulation.", .required = true},
              tnac);
  tell_tonnes(inputs, {.name = "holdings_t", .doc = "Allowances that the reserve holds."},
              holdings);
  tell_tonnes(inputs, {.name = "intake_above_t", .doc = "TNAC above which it takes in (U)."},
              rule.intake_above);
  tell_tonnes(inputs, {.name = "intake_t", .doc = "What it takes in then (U)."}, rule.intake);
  tell_tonnes(inputs,
              {.name = "gradual_below_t",
               .doc = "TNAC below which it gives back in proportion; equal to "
                      "release_below_t: there is no such part."},
              rule.gradual_below);
  tell_tonnes(inputs,
              {.name = "release_below_t",
               .doc = "TNAC below which it gives back all of "
                      "release_t."},
              rule.release_below);
  tell_tonnes(inputs, {.name = "release_t", .doc = "What it gives back then."}, rule.release);
  if (rule.release_below > rule.gradual_below)
    inputs.refuse("release_below_t", "is above gradual_below_t; must be at most that");
  if (rule.gradual_below > rule.intake_above)
    inputs.refuse("gradual_below_t", "is above intake_above_t; must be at most that");
  return [=] {
    const EuMsrMovement movement = eu_ets2_msr(rule, tnac, holdings);
    RuleAnswer answer{{{"intake_t", movement.intake}, {"release_t", movement.release}}, {}};
    if (tnac > rule.intake_above) {
      answer.working = {fmt::format("{} is above {}: {} go in", show(tnac), show(rule.intake_above),
                                    show(movement.intake))};
    } else if (tnac >= rule.gradual_below) {
      answer.working = {fmt::format("{} is in {} to {}: nothing moves", show(tnac),
                                    show(rule.gradual_below), show(rule.intake_above))};
    } else if (tnac >= rule.release_below) {
      answer.working = {fmt::format("min({} held, {} × ({} - {}) / ({} - {})) = {}", show(holdings),
                                    show(rule.release), show(rule.gradual_below), show(tnac),
                                    show(rule.gradual_below), show(rule.release_below),
                                    show(movement.release))};
    } else {
      answer.working = {fmt::format("{} is below {}: min({} held, {}) = {}", show(tnac),
                                    show(rule.release_below), show(holdings), show(rule.release),
                                    show(movement.release))};
    }
    return answer;
  };
}

RuleWork tell_ets2_price_release(Fields& inputs) {
  EuEts2PriceRule rule;
  BasisPoints index(10'000);
  std::vector<Price> months;
  Tonnes released;
  Tonnes holdings(600'000'000);
  tell_prices(
      inputs,
      {.name = "months", .doc = "Average price of each month, the latest last.", .required = true},
      months, kMonths);
  tell_price(inputs, {.name = "trigger_price", .doc = "In prices of 2020."}, rule.trigger);
  tell_percent(inputs, {.name = "index_percent", .doc = "Today's price level, of that of 2020."},
               index, BasisPoints(100'000));
  inputs.integer({.name = "months_needed", .doc = "Months on end above it (U)."}, rule.months, 1,
                 60);
  tell_tonnes(inputs, {.name = "release_t", .doc = "Released when it is met."}, rule.release);
  tell_tonnes(inputs, {.name = "most_in_year_t", .doc = "Most in a year."}, rule.most_in_year);
  tell_tonnes(inputs, {.name = "released_t", .doc = "Released in this year before."}, released);
  tell_tonnes(inputs, {.name = "holdings_t", .doc = "Allowances that the reserve holds."},
              holdings);
  return [=] {
    const Price trigger = eu_ets2_trigger(rule, index);
    const Tonnes release = eu_ets2_price_release(rule, trigger, months, released, holdings);
    return RuleAnswer{{{"release_t", release}, {"trigger_price_today", trigger}},
                      {fmt::format("{} × {} = {}", show(rule.trigger), show(index), show(trigger)),
                       fmt::format("months on end above it: {}; {} are needed",
                                   periods_above(months, trigger), rule.months),
                       fmt::format("at most {}, {} - {} in this year, {} held", show(rule.release),
                                   show(rule.most_in_year), show(released), show(holdings))}};
  };
}

}  // namespace

const Calculator kEuArticle29a = {
    .name = "eu-article-29a",
    .title = "What the EU's reserve releases when the price has risen too far",
    .formula =
        "2009   each of more than months_needed months > multiple × reference_price, and "
        "decided\n"
        "2023   average of months_needed months > multiple × reference_price\n"
        "then   min(release_t, holdings_t)",
    .currency = "EUR",
    .sources = kSources,
    .tell = tell_article_29a,
};

const Calculator kEuEts2Msr = {
    .name = "eu-ets2-msr",
    .title = "What the reserve of the EU's second system takes in or gives back",
    .formula =
        "tnac_t above intake_above_t    intake_t goes in\n"
        "tnac_t below gradual_below_t   release_t × (gradual_below_t - tnac_t) / "
        "(gradual_below_t - release_below_t)\n"
        "tnac_t below release_below_t   release_t; never more than holdings_t",
    .currency = "EUR",
    .sources = kEts2Sources,
    .tell = tell_ets2_msr,
};

const Calculator kEuEts2PriceRelease = {
    .name = "eu-ets2-price-release",
    .title = "What the reserve of the EU's second system releases when the price is high",
    .formula =
        "each of months_needed months > trigger_price × index_percent: min(release_t, "
        "most_in_year_t - released_t, holdings_t)",
    .currency = "EUR",
    .sources = kEts2Sources,
    .tell = tell_ets2_price_release,
};

}  // namespace tanshi
