// The UK: yearly auction volume, unsold allowances, cost containment.

#include "agents/regulator/supply/uk_ets.h"

#include <array>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr std::array kVolumeSources = {
    CitedSource{'V', "SI 2021/484, regulation 9 (legislation.gov.uk)"},
};
constexpr std::array kUnsoldSources = {
    CitedSource{'V', "SI 2021/484, regulation 6(8) (legislation.gov.uk)"},
    CitedSource{'U', "which of the four takes what another cannot: the earliest first"},
};
constexpr std::array kCcmSources = {
    CitedSource{'V',
                "SI 2021/484, regulation 12(2) as made (legislation.gov.uk); triggers 44.74, "
                "45.90, 48.37 (Argus, 13 July 2021), 56.58 (New Power, January 2022)"},
    CitedSource{'U', "that the scheme's years one and two are those of the months averaged"},
};

RuleWork tell_volume(Fields& inputs) {
  UkAuctionVolume parts;
  tell_tonnes(inputs,
              {.name = "cap_t",
               .doc = "AC: the year's base × the hospital and small "
                      "emitter reduction factor.",
               .required = true},
              parts.cap);
  tell_tonnes(inputs, {.name = "aviation_t", .doc = "AFA: free allocation to aircraft operators."},
              parts.aviation);
  tell_tonnes(inputs, {.name = "industry_cap_t", .doc = "IC: the industry cap."},
              parts.industry_cap);
  tell_tonnes(inputs, {.name = "flexible_share_t", .doc = "RFS: the flexible share."},
              parts.flexible_share);
  tell_tonnes(inputs, {.name = "new_entrants_t", .doc = "NER: the new entrants' reserve."},
              parts.new_entrants);
  tell_tonnes(inputs,
              {.name = "brought_forward_t",
               .doc = "BF: brought forward to an earlier "
                      "year."},
              parts.brought_forward);
  tell_tonnes(inputs, {.name = "added_t", .doc = "T: added in the year."}, parts.added);
  return [=] {
    const Tonnes volume = uk_auction_volume(parts);
    return RuleAnswer{{{"volume_t", volume}},
                      {fmt::format("{} - ({} + {} + {} + {} + {}) + {} = {}", show(parts.cap),
                                   show(parts.aviation), show(parts.industry_cap),
                                   show(parts.flexible_share), show(parts.new_entrants),
                                   show(parts.brought_forward), show(parts.added), show(volume))}};
  };
}

RuleWork tell_unsold(Fields& inputs) {
  constexpr ListRule kFour{4, 4};
  Tonnes unsold;
  std::vector<Tonnes> proposed(4);
  BasisPoints limit(12'500);
  tell_tonnes(inputs, {.name = "unsold_t", .doc = "Left unsold.", .required = true}, unsold);
  tell_tonnes_list(inputs,
                   {.name = "proposed_t",
                    .doc = "Volumes first proposed for the next four "
                           "auctions.",
                    .required = true},
                   proposed, kFour);
  std::vector<Tonnes> planned = proposed;
  tell_tonnes_list(inputs,
                   {.name = "planned_t",
                    .doc = "Their volumes now, with what was added "
                           "before.",
                    .default_doc = "as proposed"},
                   planned, kFour);
  tell_percent(inputs,
               {.name = "limit_percent",
                .doc = "Most that an auction may grow to, of what "
                       "was first proposed."},
               limit, BasisPoints(1'000'000));
  return [=] {
    std::array<UkAuction, 4> auctions;
    for (std::size_t i = 0; i < auctions.size(); ++i) auctions[i] = {proposed[i], planned[i]};
    const UkRedistribution result = uk_redistribute(unsold, auctions, limit);
    RuleAnswer answer;
    for (std::size_t i = 0; i < auctions.size(); ++i) {
      answer.figures.emplace_back(fmt::format("added_{}_t", i + 1), result.added[i]);
      answer.working.push_back(fmt::format(
          "auction {}: a quarter of {}, at most {} × {} in all: {} + {}", i + 1, show(unsold),
          show(limit), show(proposed[i]), show(planned[i]), show(result.added[i])));
    }
    answer.figures.emplace_back("left_t", result.left);
    return answer;
  };
}

RuleWork tell_ccm(Fields& inputs) {
  const Year year =
      tell_year(inputs, "Year of the last of the months averaged.", Year{2021}, Year{2100});
  UkCcmRule rule = uk_ccm_rule(year);
  std::vector<Price> months;
  MeanPrice reference;
  Price trigger;
  tell_prices(inputs,
              {.name = "months",
               .doc = "Average carbon price of each month, the latest "
                      "last.",
               .required = true},
              months, {1, 120});
  const bool reference_given = tell_mean(inputs,
                                         {.name = "reference_price",
                                          .doc = "A: average of the two years before those months.",
                                          .default_doc = kNoDefault},
                                         reference);
  const bool trigger_given = tell_price(inputs,
                                        {.name = "trigger_price",
                                         .doc = "As published, in place of multiple × "
                                                "reference_price.",
                                         .default_doc = kNoDefault},
                                        trigger);
  tell_multiple(inputs,
                {.name = "multiple",
                 .doc = "k: of the reference price.",
                 .default_doc = "by year: 2, 2.5, 3"},
                rule.multiple);
  inputs.integer({.name = "months_needed",
                  .doc = "Months on end above the trigger.",
                  .default_doc = "by year: 3, 3, 6"},
                 rule.months, 1, 60);
  if (reference_given == trigger_given)
    inputs.refuse("reference_price", reference_given
                                         ? "stands beside trigger_price; give one of the two"
                                         : "missing; give reference_price or trigger_price");
  return [=] {
    const Price level = trigger_given ? trigger : times(rule.multiple, reference);
    const bool met = uk_ccm_is_met(rule, level, months);
    RuleAnswer answer{{{"is_met", met}, {"trigger_price", level}}, {}};
    if (reference_given)
      answer.working.push_back(
          fmt::format("{} × {} = {}", show_times(rule.multiple), show(reference), show(level)));
    answer.working.push_back(fmt::format("months on end above {}: {}; {} are needed", show(level),
                                         periods_above(months, level), rule.months));
    if (met) answer.working.push_back("the Treasury may move or add auction volume, or not act");
    return answer;
  };
}

}  // namespace

const Calculator kUkAuctionVolume = {
    .name = "uk-auction-volume",
    .title = "Allowances that the UK auctions in a year",
    .formula =
        "cap_t - (aviation_t + industry_cap_t + flexible_share_t + new_entrants_t + "
        "brought_forward_t) + added_t",
    .currency = "GBP",
    .sources = kVolumeSources,
    .tell = tell_volume,
};

const Calculator kUkUnsold = {
    .name = "uk-unsold",
    .title = "Which of the UK's next four auctions take what one left unsold",
    .formula =
        "a quarter of unsold_t each, up to limit_percent × proposed_t; the rest to the "
        "earliest with room",
    .currency = "GBP",
    .sources = kUnsoldSources,
    .tell = tell_unsold,
};

const Calculator kUkCcm = {
    .name = "uk-ccm",
    .title = "Whether the UK's cost containment mechanism may be used",
    .formula = "each of the last months_needed months > multiple × reference_price (to the penny)",
    .currency = "GBP",
    .sources = kCcmSources,
    .tell = tell_ccm,
};

}  // namespace tanshi
