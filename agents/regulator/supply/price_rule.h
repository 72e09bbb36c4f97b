// What a regulator may do once the market's price has moved too far, by the laws of this folder:
// they say when, from the mean prices of months, and how much at most. Checked when a month begins.
//
//   article 29a    the EU's reserve releases what the law names, or all that it holds
//   UK CCM         a part of what the next year auctions is auctioned this year; the law names no
//                  amount, so that the part is a parameter
//   Korea          a part of the reserve is released; where the price has fallen, a floor is set
//
// "The two years before" are the 24 months before those that the rule looks at; in Korea the two
// calendar years before the year of the last month. A mean of several months is that of their
// means, exactly.
//
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include "agents/regulator/supply/eu_article_29a.h"
#include "agents/regulator/supply/korea_ets.h"
#include "agents/regulator/supply/uk_ets.h"
#include "exchange/base/units.h"

namespace tanshi {

inline constexpr std::size_t kMonths = 12;  // of a year

struct NoPriceRule {};

struct EuPriceRule {
  EuArticle29a version = EuArticle29a::kReform2023;
};

struct UkPriceRule {
  BasisPoints most_share;  // of what the next year auctions, in a year
};

struct KoreaPriceRule {
  KoreaTriggerRule triggers;
  BasisPoints most_share;           // of what the reserve holds, each time
  BasisPoints floor_cut{1'000};     // of the lowest of the last five closes
  BasisPoints lifted_above{1'000};  // the floor, by five closes on end
};

using PriceRule = std::variant<NoPriceRule, EuPriceRule, UkPriceRule, KoreaPriceRule>;

// As it is told to everyone.
enum class PriceRuleName : std::uint8_t {
  kNone,
  kEuArticle29a2009,
  kEuArticle29a2023,
  kUkCcm,
  kKoreaStabilisation,
};
[[nodiscard]] PriceRuleName name_of(const PriceRule& rule);

// What is known of the market when a month begins. The latest is last.
struct MarketRecord {
  std::span<const Price> months;    // mean price of each month that has ended
  std::span<const Tonnes> volumes;  // traded in each of them
  std::span<const Price> closes;    // of the days
};

// When the rule is asked, and what could be released.
struct PriceQuestion {
  Year year{};
  std::size_t month = 0;     // that begins, 0 .. 11
  Tonnes holdings;           // of the reserve
  Tonnes next_year;          // auctioned in it by law, with what was brought forward already
  Tonnes brought_forward{};  // of that
  Price tick{1};             // of a floor
};

// What the regulator may do now. Everything it would do by default.
struct PriceMeasure {
  Price price;        // the mean that was compared, to the cent, halves up
  Price trigger;      // with this
  Tonnes most;        // that may be added to the auctions still to come
  Tonnes by_default;  // of that
  Price floor{};      // below which auctions shall sell nothing; 0: as before

  friend bool operator==(const PriceMeasure&, const PriceMeasure&) = default;
};

// nullopt: the rule is not met, or there is nothing to do by it.
// REQUIRES: prices in 0 .. kMaxPrice, tonnes in 0 .. kMaxQuantity, month < 12, tick > 0.
[[nodiscard]] std::optional<PriceMeasure> price_measure(const PriceRule& rule,
                                                        const MarketRecord& market,
                                                        const PriceQuestion& question);

// Whether it takes from the next year's auctions, rather than from the reserve.
[[nodiscard]] bool brings_forward(const PriceRule& rule);

// Whether the last closes lift a floor that the rule has set.
[[nodiscard]] bool lifts_floor(const PriceRule& rule, std::span<const Price> closes, Price floor);

}  // namespace tanshi
