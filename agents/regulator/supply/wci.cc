#include "agents/regulator/supply/wci.h"

#include <algorithm>
#include <array>

#include "agents/regulator/supply/price_path.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr PublishedPrice row(std::int32_t year, std::int64_t cents, char mark) {
  return {Year{year}, Price(cents), mark};
}

// V: 17 CCR 95911 (2012); Trinity Consultants, December 2013 (2013, 2014); auctions that cleared at
// the floor (2016, 2017, 2020); Ontario's 2018 notice; Carbon Pulse, 1 December 2021 (2022); EDF.
constexpr std::array kReservePrices = {
    row(2012, 1'000, 'V'), row(2013, 1'071, 'V'), row(2014, 1'134, 'V'), row(2015, 1'210, 'U'),
    row(2016, 1'273, 'V'), row(2017, 1'357, 'V'), row(2018, 1'453, 'V'), row(2019, 1'562, 'U'),
    row(2020, 1'668, 'V'), row(2021, 1'771, 'U'), row(2022, 1'970, 'V'), row(2023, 2'221, 'U'),
    row(2024, 2'404, 'U'), row(2025, 2'587, 'V'),
};
constexpr std::array kFirstTier = {
    row(2021, 4'140, 'U'), row(2022, 4'605, 'U'), row(2023, 5'192, 'U'),
    row(2024, 5'620, 'U'), row(2025, 6'047, 'U'),
};
constexpr std::array kSecondTier = {
    row(2021, 5'320, 'U'), row(2022, 5'917, 'U'), row(2023, 6'671, 'U'),
    row(2024, 7'221, 'U'), row(2025, 7'770, 'U'),
};
constexpr std::array kCeiling = {
    row(2021, 6'500, 'V'), row(2022, 7'229, 'U'), row(2023, 8'150, 'U'),
    row(2024, 8'822, 'U'), row(2025, 9'492, 'U'),
};

bool is_in_range(Tonnes quantity) {
  return quantity >= Tonnes() && quantity <= kMaxOrderQuantity;
}

}  // namespace

Price wci_next_price(Price previous, PartsPerMillion inflation, PartsPerMillion yearly_rise) {
  return raised(previous, yearly_rise + inflation);
}

std::optional<PublishedPrice> wci_announced_reserve_price(Year year) {
  return published_in(kReservePrices, year);
}

std::optional<WciTiers> wci_announced_tiers(Year year) {
  const auto first = published_in(kFirstTier, year);
  if (!first) return std::nullopt;
  return WciTiers{*first, *published_in(kSecondTier, year), *published_in(kCeiling, year)};
}

bool wci_reserve_sale_held(Price settlement, Price lowest_tier, bool before_surrender,
                           BasisPoints share) {
  constexpr std::int64_t kWhole = 10'000;
  return before_surrender ||
         Int128{settlement.raw()} * kWhole >= Int128{share.raw()} * lowest_tier.raw();
}

WciPurchase wci_cost_containment(Tonnes shortage, Tonnes first_left, Tonnes second_left,
                                 const WciTierPrices& prices) {
  TANSHI_CHECK(is_in_range(shortage) && is_in_range(first_left) && is_in_range(second_left));
  WciPurchase bought;
  bought.first = std::min(shortage, first_left);
  bought.second = std::min(shortage - bought.first, second_left);
  bought.ceiling = shortage - bought.first - bought.second;
  bought.cost =
      prices.first * bought.first + prices.second * bought.second + prices.ceiling * bought.ceiling;
  return bought;
}

Tonnes wci_returned_unsold(const WciUnsoldRule& rule, Tonnes unsold, Tonnes offered,
                           std::int32_t auctions_above_reserve) {
  if (auctions_above_reserve < rule.auctions) return {};
  return std::min(unsold, Tonnes(mul_div_floor(offered.raw(), rule.share.raw(), 10'000)));
}

}  // namespace tanshi
