// How a seat stands in a scheme, and a maker in what it makes, against figures worked out by hand.
#include "exchange/classroom/scheme_view.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace tanshi {
namespace {

constexpr InstrumentId kAllowances{1};
constexpr InstrumentId kCertificates{2};
constexpr AccountId kFirm{1};

class Standing : public testing::Test {
 protected:
  Standing() {
    for (const InstrumentId book : {kAllowances, kCertificates}) {
      ListInstrument listing;
      listing.instrument = book;
      listing.first_vintage = listing.last_vintage = Year{2025};
      listing.tick = Price(1);
      listing.lot = Tonnes(1);
      listing.max_price = Price(1'000'00);
      apply(listing);
    }
    apply(OpenAccount{kFirm});
  }

  void apply(Action action) {
    std::vector<Event> events;
    market.apply({SimTime(), std::move(action)}, events);
  }
  void hold(std::int64_t units) {
    apply(IssueAllowances{kFirm, kCertificates, Year{2025}, Tonnes(units)});
  }

  Market market;
};

class InAScheme : public Standing {
 protected:
  InAScheme() {
    brief.account = kFirm;
    brief.instrument = kAllowances;
    brief.emitter = true;
    SchemeBook& book = brief.schemes.emplace_back();
    book.instrument = kCertificates;
    book.penalty = Price(50'00);
    book.share = {BasisPoints(5'000)};
    SchemeUse& use = brief.firm.schemes.emplace_back();
    // Saving the q-th unit costs q / 10: what a half of the fine pays for is 250.
    use.saving = AbatementCurve(LinearMac{.intercept = 0, .slope = 0.1}, 1'000);
    use.used = {Tonnes(1'000)};
  }

  SeatBrief brief;
};

TEST_F(InAScheme, WhatUnitsLeaveUncoveredIsSavedWhereThatIsCheaperThanTheFine) {
  hold(400);

  const SchemeStanding standing = scheme_standings(brief, 0, market).front();

  EXPECT_EQ(standing.used, Tonnes(1'000));
  EXPECT_EQ(standing.held, Tonnes(400));
  EXPECT_EQ(standing.saved, Tonnes(200));
  EXPECT_EQ(standing.saving_cost, Cash(2'000'00));  // 0.1 x 200^2 / 2
  EXPECT_EQ(standing.owed, Tonnes(400));
  EXPECT_EQ(standing.missing, Tonnes());
  EXPECT_EQ(standing.next_unit, Cash(40'00));  // spares the saving of two, at 20
}

TEST_F(InAScheme, WhatIsDearerToSaveThanTheFineIsMissing) {
  hold(100);

  const SchemeStanding standing = scheme_standings(brief, 0, market).front();

  EXPECT_EQ(standing.saved, Tonnes(250));
  EXPECT_EQ(standing.owed, Tonnes(375));
  EXPECT_EQ(standing.missing, Tonnes(275));
  EXPECT_EQ(standing.fine, Cash(275 * 50'00));
  EXPECT_EQ(standing.next_unit, Cash(50'00));
}

TEST_F(InAScheme, MoreThanIsOwedIsWorthNothing) {
  hold(600);

  const SchemeStanding standing = scheme_standings(brief, 0, market).front();

  EXPECT_EQ(standing.saved, Tonnes());
  EXPECT_EQ(standing.owed, Tonnes(500));
  EXPECT_EQ(standing.missing, Tonnes());
  EXPECT_EQ(standing.next_unit, Cash());
}

TEST_F(Standing, AMakerIsToldWhatTheNextUnitCosts) {
  SeatBrief brief;
  brief.account = kFirm;
  brief.instrument = kCertificates;
  ProducerBrief& producer = brief.producer.emplace();
  producer.curve = AbatementCurve(LinearMac{.intercept = 0, .slope = 0.1}, 1'000);
  producer.ready = {Tonnes()};
  producer.most = {Tonnes(1'000)};
  hold(700);  // the rest is sold

  const MakerStanding standing = maker_standing(brief, 0, market);

  EXPECT_EQ(standing.most, Tonnes(1'000));
  EXPECT_EQ(standing.sold, Tonnes(300));
  EXPECT_EQ(standing.next_cost, Cash(30'10));
}

}  // namespace
}  // namespace tanshi
