// Proves RGGI's prices to the cent on every figure that was published, and the two reserves.
#include "agents/regulator/supply/rggi.h"

#include <gtest/gtest.h>

#include "agents/regulator/supply/containment_reserve.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

struct Row {
  int year;
  std::int64_t cents;
};

// V: c2es.org 2008; auction reports of rggi.org; ICAP, 3 July 2025.
TEST(Rggi, ReservePricesAreThePublishedOnesToTheCent) {
  for (const Row& row :
       {Row{2008, 186}, Row{2010, 186}, Row{2011, 189}, Row{2012, 193}, Row{2014, 200},
        Row{2015, 205}, Row{2018, 220}, Row{2021, 238}, Row{2025, 262}, Row{2027, 900}}) {
    EXPECT_EQ(rggi_reserve_price(Year{row.year}), Price(row.cents)) << row.year;
  }
}

// C: raised by 2.5 % and rounded each year; unrounded, 2018 would be 2.21 in place of 2.20.
TEST(Rggi, ReservePricesBetweenAreTheYearBeforeRaisedAndRounded) {
  for (const Row& row :
       {Row{2016, 210}, Row{2017, 215}, Row{2019, 226}, Row{2020, 232}, Row{2022, 244},
        Row{2023, 250}, Row{2024, 256}, Row{2026, 269}, Row{2028, 963}, Row{2029, 1'030}}) {
    EXPECT_EQ(rggi_reserve_price(Year{row.year}), Price(row.cents)) << row.year;
  }
}

// V: rggi.org, lawandenvironment.com 2014, EIA 2022, ICAP 2025.
TEST(Rggi, CcrTriggersAreThePublishedOnesToTheCent) {
  for (const Row& row : {Row{2014, 400}, Row{2015, 600}, Row{2016, 800}, Row{2017, 1'000},
                         Row{2018, 1'025}, Row{2021, 1'300}, Row{2022, 1'391}, Row{2023, 1'488},
                         Row{2026, 1'822}, Row{2027, 1'950}, Row{2037, 3'836}}) {
    EXPECT_EQ(rggi_ccr(Year{row.year}, 1, Tonnes()).trigger, Price(row.cents)) << row.year;
  }
  EXPECT_EQ(rggi_ccr(Year{2027}, 2, Tonnes()).trigger, Price(2'925));
  EXPECT_EQ(rggi_ccr(Year{2037}, 2, Tonnes()).trigger, Price(5'753));
}

TEST(Rggi, CcrSizesFollowTheYearsAndTheCap) {
  const Tonnes cap(119'767'789);
  EXPECT_EQ(rggi_ccr(Year{2013}, 1, cap), RggiReserve());
  EXPECT_EQ(rggi_ccr(Year{2014}, 1, cap).size, Tonnes(5'000'000));
  EXPECT_EQ(rggi_ccr(Year{2015}, 1, cap).size, Tonnes(10'000'000));
  EXPECT_EQ(rggi_ccr(Year{2020}, 1, cap).size, Tonnes(10'000'000));
  EXPECT_EQ(rggi_ccr(Year{2021}, 1, cap).size, Tonnes(11'976'778));
  EXPECT_EQ(rggi_ccr(Year{2026}, 1, cap).size, Tonnes(11'976'778));
  EXPECT_EQ(rggi_ccr(Year{2027}, 1, cap).size, kRggiTierFrom2027);
  EXPECT_EQ(rggi_ccr(Year{2026}, 2, cap), RggiReserve());
}

// V: 6.00 (2021), 6.87 (2023).
TEST(Rggi, EcrTriggersRiseFrom2021AndEndIn2027) {
  for (const Row& row :
       {Row{2020, 0}, Row{2021, 600}, Row{2022, 642}, Row{2023, 687}, Row{2024, 735},
        Row{2025, 786}, Row{2026, 841}, Row{2027, 0}, Row{2030, 0}}) {
    EXPECT_EQ(rggi_ecr(Year{row.year}, Tonnes()).trigger, Price(row.cents)) << row.year;
  }
  EXPECT_EQ(rggi_ecr(Year{2021}, Tonnes(113'100'005)).size, Tonnes(11'310'000));
  EXPECT_EQ(rggi_ecr(Year{2027}, Tonnes(113'100'005)).size, Tonnes());
}

TEST(Rggi, YearsOutsideAbort) {
  EXPECT_DEATH((void)rggi_reserve_price(Year{2007}), "CHECK failed");
  EXPECT_DEATH((void)rggi_ccr(Year{2101}, 1, Tonnes()), "CHECK failed");
  EXPECT_DEATH((void)rggi_ccr(Year{2027}, 3, Tonnes()), "CHECK failed");
  EXPECT_GT(rggi_reserve_price(kRggiLastYear), Price());
}

// Auction 23 of 5 March 2014 (V, rggi.org): 18,491,350 offered, all 5,000,000 of the reserve sold
// at its trigger of 4.00.
TEST(ContainmentReserve, AddsWhatIsBidForBeyondTheOfferWhileItLasts) {
  const Tonnes offered(18'491'350);
  const Tonnes size = rggi_ccr(Year{2014}, 1, Tonnes()).size;
  EXPECT_EQ(offered + reserve_added(offered, Tonnes(23'491'350), size), Tonnes(23'491'350));
  EXPECT_EQ(reserve_added(offered, Tonnes(60'000'000), size), size);
  EXPECT_EQ(reserve_added(offered, offered + Tonnes(1), size), Tonnes(1));
  EXPECT_EQ(reserve_added(offered, offered, size), Tonnes());
  EXPECT_EQ(reserve_added(offered, Tonnes(), size), Tonnes());
}

TEST(ContainmentReserve, WithholdsWhatIsNotBidForWhileItLasts) {
  const Tonnes size(10);
  EXPECT_EQ(reserve_withheld(Tonnes(100), Tonnes(100), size), Tonnes());
  EXPECT_EQ(reserve_withheld(Tonnes(100), Tonnes(99), size), Tonnes(1));
  EXPECT_EQ(reserve_withheld(Tonnes(100), Tonnes(0), size), size);
  EXPECT_EQ(reserve_withheld(Tonnes(100), Tonnes(500), size), Tonnes());
}

}  // namespace
}  // namespace tanshi
