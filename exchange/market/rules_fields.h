// The fields of the rules of trading and of the terms of surrender, which commands set and events
// tell.
#pragma once

#include <string_view>
#include <tuple>

#include "exchange/market/fields.h"
#include "exchange/policy/surrender_terms.h"
#include "exchange/policy/trading_rules.h"

namespace tanshi {

template <>
struct FieldsOf<TradingRules> {
  static constexpr std::string_view kName = "trading_rules";
  static constexpr std::tuple kFields{Field{"mode", &TradingRules::mode},
                                      Field{"close_rule", &TradingRules::close_rule},
                                      Field{"reference", &TradingRules::reference},
                                      Field{"band", &TradingRules::band},
                                      Field{"breaker", &TradingRules::breaker},
                                      Field{"order_limit", &TradingRules::order_limit},
                                      Field{"block_minimum", &TradingRules::block_minimum},
                                      Field{"block_band", &TradingRules::block_band},
                                      Field{"taker_fee", &TradingRules::taker_fee},
                                      Field{"maker_fee", &TradingRules::maker_fee},
                                      Field{"fee_account", &TradingRules::fee_account},
                                      Field{"t_plus_one", &TradingRules::t_plus_one}};
};

template <>
struct FieldsOf<VintageRule> {
  static constexpr std::string_view kName = "vintage_rule";
  static constexpr std::tuple kFields{Field{"bank_years", &VintageRule::bank_years},
                                      Field{"borrow_years", &VintageRule::borrow_years},
                                      Field{"barrier", &VintageRule::barrier}};
};

template <>
struct FieldsOf<SurrenderTerms> {
  static constexpr std::string_view kName = "surrender_terms";
  static constexpr std::tuple kFields{
      Field{"vintages", &SurrenderTerms::vintages}, Field{"worth", &SurrenderTerms::worth},
      Field{"quota", &SurrenderTerms::quota}, LaterField{"scheme", &SurrenderTerms::scheme}};
};

}  // namespace tanshi
