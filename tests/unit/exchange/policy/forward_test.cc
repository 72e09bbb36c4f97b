// Proves the arithmetic of forwards: what orders bind covers what their parts leave as margin, and
// a delivery, whatever is lacking, moves as many tonnes and cents in as out and takes from nobody
// more than it has.
#include "exchange/policy/forward.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/base/random_stream.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

constexpr Cash kPlenty{1'000'000'000};
constexpr Tonnes kEnough{1'000'000};

TEST(Forward, MarginIsRoundedUpWhicheverTheSign) {
  EXPECT_EQ(margin_on(Cash(11'11), BasisPoints(1'000)), Cash(1'12));
  EXPECT_EQ(margin_on(Cash(-11'11), BasisPoints(1'000)), Cash(1'12));
  EXPECT_EQ(margin_on(Cash(11'11), BasisPoints(0)), Cash(0));
  EXPECT_EQ(margin_on(Cash(11'11), BasisPoints(10'000)), Cash(11'11));
}

TEST(Forward, AnOrderBindsEnoughForWhateverPartOfItTrades) {
  for (const std::uint64_t seed : test_seeds(20)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    for (int trial = 0; trial < 500; ++trial) {
      TradingRules rules;
      rules.taker_fee = BasisPoints(random.uniform_int(0, 200));
      const BasisPoints rate(random.uniform_int(0, 10'000));
      const Price price(random.uniform_int(1, 10'000));
      const Tonnes open(random.uniform_int(1, 500));
      const Tonnes part(random.uniform_int(1, open.raw()));
      const Cash before(random.uniform_int(-1'000'000, 1'000'000));

      const Cash freed = bound_by_forward(rules, rate, price, open) -
                         bound_by_forward(rules, rate, price, open - part);

      for (const Cash after : {before + price * part, before - price * part}) {
        const Cash margin = margin_on(after, rate) - margin_on(before, rate);
        ASSERT_LE(margin + fee_on(price * part, rules.taker_fee), freed);
      }
    }
  }
}

TEST(Forward, AFullDeliveryCostsWhatWasAgreedWhateverTheSettlementPrice) {
  // One sold at 70 to each of two; one of them has sold 40 t on, at 80.
  const std::vector<PartyToDelivery> parties = {{{Tonnes(60), Cash(3'800'00)}, {}, kPlenty},
                                                {{Tonnes(100), Cash(7'000'00)}, {}, kPlenty},
                                                {{Tonnes(40), Cash(3'200'00)}, {}, kPlenty},
                                                {{Tonnes(-200), Cash(-14'000'00)}, kEnough, {}}};
  for (const Price price : {Price(1), Price(60'00), kMaxPrice}) {
    const auto settled = settle_forward(parties, price);
    for (std::size_t i = 0; i < parties.size(); ++i) {
      EXPECT_EQ(settled[i].delivered, parties[i].position.quantity);
      EXPECT_EQ(settled[i].due, parties[i].position.value);
      EXPECT_EQ(settled[i].paid, parties[i].position.value);
    }
  }
}

TEST(Forward, ADefaulterThatCanPayTheDifferenceHarmsNobody) {
  const std::vector<PartyToDelivery> parties = {{{Tonnes(10), Cash(700'00)}, {}, kPlenty},
                                                {{Tonnes(-10), Cash(-700'00)}, {}, Cash(100'00)}};

  const auto settled = settle_forward(parties, Price(80'00));

  EXPECT_EQ(settled[0].delivered, Tonnes());
  EXPECT_EQ(settled[0].paid, Cash(-100'00));  // buys its 10 t at 80, for the 700 that it agreed
  EXPECT_EQ(settled[1].paid, Cash(100'00));
}

TEST(Forward, WhoHasClosedItsPositionIsPaidOrPaysItsGain) {
  const std::vector<PartyToDelivery> parties = {{{Tonnes(0), Cash(-100'00)}, kEnough, {}},
                                                {{Tonnes(10), Cash(800'00)}, {}, kPlenty},
                                                {{Tonnes(-10), Cash(-700'00)}, kEnough, {}}};

  const auto settled = settle_forward(parties, Price(90'00));

  EXPECT_EQ(settled[0].delivered, Tonnes());
  EXPECT_EQ(settled[0].paid, Cash(-100'00));
  EXPECT_EQ(settled[2].paid, Cash(-700'00));
}

std::vector<PartyToDelivery> random_parties(RandomStream& random) {
  std::vector<PartyToDelivery> parties(static_cast<std::size_t>(random.uniform_int(2, 8)));
  const auto pick = [&] {
    return static_cast<std::size_t>(
        random.uniform_int(0, static_cast<std::int64_t>(parties.size()) - 1));
  };
  for (int trade = 0; trade < 20; ++trade) {
    Position& buyer = parties[pick()].position;
    Position& seller = parties[pick()].position;
    const Tonnes quantity(random.uniform_int(1, 50));
    const Cash value = Price(random.uniform_int(1, 100)) * quantity;
    buyer.quantity += quantity;
    buyer.value += value;
    seller.quantity -= quantity;
    seller.value -= value;
  }
  for (PartyToDelivery& party : parties) {
    party.deliverable = Tonnes(random.uniform_int(0, 100));
    party.cash = Cash(random.uniform_int(0, 3'000));
  }
  return parties;
}

TEST(Forward, ADeliveryConservesAndTakesNoMoreThanThereIs) {
  int default_count = 0;
  for (const std::uint64_t seed : test_seeds(50)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    for (int trial = 0; trial < 100; ++trial) {
      const auto parties = random_parties(random);
      const Price price(random.uniform_int(1, 120));

      const auto settled = settle_forward(parties, price);

      Tonnes tonnes;
      Cash due;
      Cash paid;
      for (std::size_t i = 0; i < parties.size(); ++i) {
        const auto& [position, deliverable, cash] = parties[i];
        const PartySettled& party = settled[i];
        tonnes += party.delivered;
        due += party.due;
        paid += party.paid;
        ASSERT_LE(party.paid, cash);
        ASSERT_LE(-party.delivered, deliverable);
        ASSERT_EQ(party.due, position.value - price * (position.quantity - party.delivered));
        // In the direction of its position, and no more than that.
        const auto [least, most] = std::minmax({Tonnes(), position.quantity});
        ASSERT_TRUE(party.delivered >= least && party.delivered <= most);
        // Nobody gets more than is due to it, nor pays; and who can pays all.
        const auto [low, high] = std::minmax({Cash(), party.due});
        ASSERT_TRUE(party.paid >= low && party.paid <= high);
        ASSERT_TRUE(party.due <= Cash() || party.paid == std::min(party.due, cash));
        if (party.paid < party.due) ++default_count;
      }
      ASSERT_EQ(tonnes, Tonnes());
      ASSERT_EQ(due, Cash());
      ASSERT_EQ(paid, Cash());
    }
  }
  EXPECT_GT(default_count, 100);
}

}  // namespace
}  // namespace tanshi
