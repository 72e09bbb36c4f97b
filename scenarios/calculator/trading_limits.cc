// How much one entity may hold, buy in an auction, or surrender in offsets.

#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "agents/regulator/cap/wci_budgets.h"
#include "exchange/base/checked_math.h"
#include "exchange/policy/holding_limit.h"
#include "exchange/policy/offset_quota.h"
#include "exchange/policy/purchase_limit.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr std::array kHoldingSources = {
    CitedSource{'V', "17 CCR 95920(d), 95841; 2013: 5,945,000 (emissions-euets.com)"},
    CitedSource{'U', "that Quebec's budget is part of it from 2015 on; below the base"},
};
constexpr std::array kPurchaseSources = {
    CitedSource{'V', "RGGI: 25 % of the offer, lots of 1,000 (c2es.org, September 2008)"},
    CitedSource{'V',
                "California 2012-2014: 15 % covered entities, 40 % distribution utilities, 4 % "
                "others, 25 % of advance auctions (emissions-euets.com)"},
    CitedSource{'V', "Korea: 30 %, from 2019 15 % (ICAP)"},
};
constexpr std::array kOffsetSources = {
    CitedSource{'V', "California: 17 CCR 95854(b), (c): 8 % to 2020, 4 % to 2025, 6 % from 2026"},
    CitedSource{'V', "China: 5 % (MEE, 环办气候函〔2023〕237号)"},
};

RuleWork tell_holding(Fields& inputs) {
  const Year year =
      tell_year(inputs, "Year of the budget.", kFirstWciBudget, kLastCaliforniaBudget);
  const bool is_linked = year >= Year{2015} && year <= kLastQuebecBudget;
  Tonnes budget = california_budget(year);
  Tonnes partner = is_linked ? quebec_budget(year) : Tonnes();
  Tonnes base = kHoldingLimitBase;
  Tonnes holding;
  Tonnes compliance;
  Tonnes exemption;
  tell_tonnes(inputs,
              {.name = "budget_t",
               .doc = "Annual allowance budget.",
               .default_doc = "California's of the year"},
              budget);
  tell_tonnes(inputs,
              {.name = "partner_budget_t",
               .doc = "Budget of linked partners.",
               .default_doc = "Quebec's from 2015 to 2030"},
              partner);
  tell_tonnes(inputs, {.name = "base_t", .doc = "Base."}, base);
  const bool has_holdings = tell_tonnes(inputs,
                                        {.name = "holding_account_t",
                                         .doc = "What the entity holds to trade.",
                                         .default_doc = kNoDefault},
                                        holding);
  tell_tonnes(inputs, {.name = "compliance_account_t", .doc = "What it holds to surrender."},
              compliance);
  tell_tonnes(inputs,
              {.name = "exemption_t",
               .doc = "Of the compliance account, what does not count: what the entity owes."},
              exemption);
  if (inputs.ok() && budget + partner > kMaxQuantity)
    inputs.refuse("partner_budget_t", "is too large beside budget_t");
  return [=] {
    const Tonnes limit = holding_limit(budget + partner, base);
    RuleAnswer answer{{{"limit_t", limit}},
                      {fmt::format("0.1 × {} + 0.025 × ({} + {} - {}), rounded down {}", show(base),
                                   show(budget), show(partner), show(base), show(limit))}};
    if (budget + partner < base)
      answer.working = {fmt::format("below the base: 0.1 × ({} + {}), rounded down {}",
                                    show(budget), show(partner), show(limit))};
    if (has_holdings) {
      const Tonnes counted = counted_holdings(holding, compliance, exemption);
      answer.figures.emplace_back("counted_t", counted);
      answer.figures.emplace_back("within_limit", counted <= limit);
      answer.working.push_back(fmt::format("counted: {} + max(0, {} - {}) = {}", show(holding),
                                           show(compliance), show(exemption), show(counted)));
    }
    return answer;
  };
}

RuleWork tell_purchase(Fields& inputs) {
  Tonnes offer;
  BasisPoints share(2'500);
  Tonnes lot(1'000);
  tell_tonnes(inputs, {.name = "offer_t", .doc = "What the auction offers.", .required = true},
              offer);
  tell_percent(inputs, {.name = "share_percent", .doc = "Share that one bidder may buy."}, share);
  inputs.tonnes({.name = "lot_t", .doc = "Bids are in such lots."}, lot, Tonnes(1), kMaxQuantity);
  return [=] {
    const Tonnes exact = purchase_limit(share, offer);
    const Tonnes limit = purchase_limit(share, offer, lot);
    return RuleAnswer{
        {{"limit_t", limit}, {"before_lots_t", exact}},
        {fmt::format("{} × {}, rounded down {}", show(share), show(offer), show(exact)),
         fmt::format("in whole lots of {}: {}", show(lot), show(limit))}};
  };
}

constexpr std::array kMarkets = {
    Word{"california", "8 % to 2020, 4 % from 2021, 6 % from 2026"},
    Word{"china", "5 %"},
};

BasisPoints offset_share(std::size_t market, Year year) {
  if (market == 1) return BasisPoints(500);
  if (year <= Year{2020}) return BasisPoints(800);
  return BasisPoints(year <= Year{2025} ? 400 : 600);
}

RuleWork tell_offsets(Fields& inputs) {
  const Year year = tell_year(inputs, "Year of the emissions.", Year{2013}, Year{2100});
  const std::size_t market =
      tell_choice(inputs, {.name = "market", .doc = "Whose share is the default."}, kMarkets, 0);
  BasisPoints share = offset_share(market, year);
  Tonnes obligation;
  Tonnes used;
  tell_tonnes(inputs,
              {.name = "obligation_t", .doc = "What must be surrendered.", .required = true},
              obligation);
  tell_percent(inputs,
               {.name = "share_percent",
                .doc = "Share that offsets may meet.",
                .default_doc = "by market and year"},
               share);
  tell_tonnes(inputs, {.name = "used_t", .doc = "Offsets surrendered for it already."}, used);
  return [=] {
    const Tonnes quota = offset_quota(share, obligation);
    const Tonnes room = offset_room(share, obligation, used);
    return RuleAnswer{
        {{"quota_t", quota}, {"room_t", room}},
        {fmt::format("{} × {}, rounded down {}", show(share), show(obligation), show(quota)),
         fmt::format("max(0, {} - {}) = {}", show(quota), show(used), show(room))}};
  };
}

}  // namespace

const Calculator kWciHoldingLimit = {
    .name = "wci-holding-limit",
    .title = "The most allowances that one entity may hold in California and Quebec",
    .formula =
        "limit   = 0.1 × base_t + 0.025 × (budget_t + partner_budget_t - base_t), rounded "
        "down\n"
        "counted = holding_account_t + max(0, compliance_account_t - exemption_t)",
    .sources = kHoldingSources,
    .tell = tell_holding,
};

const Calculator kPurchaseLimit = {
    .name = "purchase-limit",
    .title = "The most that one bidder may buy in an auction; the defaults are RGGI's",
    .formula = "limit = share_percent × offer_t, rounded down to whole lots of lot_t",
    .sources = kPurchaseSources,
    .tell = tell_purchase,
};

const Calculator kOffsetQuota = {
    .name = "offset-quota",
    .title = "How much of an obligation may be met with offsets",
    .formula = "quota = share_percent × obligation_t, rounded down; room = max(0, quota - used_t)",
    .sources = kOffsetSources,
    .tell = tell_offsets,
};

}  // namespace tanshi
