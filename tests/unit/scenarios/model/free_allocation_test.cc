// Who is given what where plants open and close: every tonne of the caps is given, auctioned, or
// set aside, and what is set aside is granted or goes as the rule says.
#include "scenarios/model/free_allocation.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "agents/abatement/rounding.h"

namespace tanshi {
namespace {

FirmGroup group(const char* name, double weight) {
  FirmGroup group;
  group.name = name;
  group.baseline_t = weight;
  group.allocation_weight = weight;
  return group;
}

// Four years under a cap of 1,000 t; two that run all the time, and one half as large that opens in
// the third.
Scenario some_scenario() {
  Scenario scenario;
  scenario.horizon = {Year{2025}, 4, 10, 2};
  scenario.cap.assign(4, Tonnes(1'000));
  scenario.free = scenario.cap;
  scenario.firms = {group("a", 400), group("b", 400), group("late", 200)};
  scenario.firms[2].enters = Year{2027};
  return scenario;
}

Scenario with_reserve(BasisPoints share) {
  Scenario scenario = some_scenario();
  scenario.new_entrants = NewEntrantsReserve{share};
  for (Tonnes& free : scenario.free) free -= share_floor(share, Tonnes(1'000));
  return scenario;
}

std::vector<Tonnes> tonnes(std::vector<std::int64_t> raw) {
  std::vector<Tonnes> all;
  for (const std::int64_t tonnes : raw) all.emplace_back(tonnes);
  return all;
}

Tonnes sum_of(const std::vector<Tonnes>& all) {
  return std::accumulate(all.begin(), all.end(), Tonnes());
}

TEST(FreeAllocation, IsLeftToWeightsWhereNothingElseIsToDo) {
  Scenario scenario = some_scenario();
  EXPECT_TRUE(needs_allocating(scenario));
  scenario.firms[2].enters.reset();
  EXPECT_FALSE(needs_allocating(scenario));
  scenario.firms[0].closes = Year{2026};
  EXPECT_TRUE(needs_allocating(scenario));
}

TEST(FreeAllocation, WithoutAReserveWhoOpensSharesLikeAll) {
  Scenario scenario = some_scenario();
  allocate(scenario);

  EXPECT_EQ(scenario.firms[0].allocation, tonnes({500, 500, 400, 400}));
  EXPECT_EQ(scenario.firms[2].allocation, tonnes({0, 0, 200, 200}));
  EXPECT_EQ(scenario.free, scenario.cap);
  EXPECT_FALSE(holds_auctions(scenario));
}

// 5 % of 4,000 t are 200 t; the others get 475 t for 400, so 237 t are its due in each of two
// years.
TEST(FreeAllocation, TheReserveServesAnEntrantWhileItLasts) {
  Scenario scenario = with_reserve(BasisPoints(500));
  allocate(scenario);

  EXPECT_EQ(scenario.firms[2].allocation, tonnes({0, 0, 100, 100}));
  EXPECT_EQ(scenario.firms[0].allocation, tonnes({475, 475, 475, 475}));
  EXPECT_EQ(scenario.free, tonnes({950, 950, 1'050, 1'050}));
  EXPECT_EQ(sum_of(scenario.set_aside), Tonnes());
  EXPECT_FALSE(holds_auctions(scenario));
}

// 20 %, 800 t, is more than the 200 t a year that are its due; what is left goes as the rule says.
TEST(FreeAllocation, WhatTheReserveKeepsGoesAsItsRuleSays) {
  for (const Unclaimed unused : {Unclaimed::kCancel, Unclaimed::kAuction, Unclaimed::kAllocate}) {
    Scenario scenario = with_reserve(BasisPoints(2'000));
    scenario.new_entrants->unused = unused;
    allocate(scenario);

    const Tonnes last = scenario.firms[2].allocation.back();
    EXPECT_EQ(scenario.firms[2].allocation[2], Tonnes(200));
    EXPECT_EQ(last, Tonnes(unused == Unclaimed::kAllocate ? 280 : 200));
    EXPECT_EQ(auctioned_by_law(scenario, 3), Tonnes(unused == Unclaimed::kAuction ? 400 : 0));
    EXPECT_EQ(sum_of(scenario.set_aside), Tonnes(unused == Unclaimed::kCancel ? 400 : 0));
  }
}

TEST(FreeAllocation, WhoClosesKeepsItsLastYearOrReturnsIt) {
  Scenario scenario = some_scenario();
  scenario.firms[1].closes = Year{2027};
  Scenario returning = scenario;
  returning.closure.rule = ClosureRule::kReturnAll;
  allocate(scenario);
  allocate(returning);

  EXPECT_EQ(scenario.firms[1].allocation, tonnes({500, 500, 400, 0}));
  EXPECT_EQ(returning.firms[1].allocation, tonnes({500, 500, 0, 0}));
  EXPECT_EQ(scenario.firms[0].allocation[3], Tonnes(667));
  EXPECT_EQ(scenario.free, scenario.cap);
}

// Closed after the first year, it frees 400 t in each of three; the reserve gets those of the years
// up to the entrant's first before it is granted anything.
TEST(FreeAllocation, WhatAClosedPlantFreesGoesAsTheRuleSays) {
  Scenario scenario = with_reserve(BasisPoints(200));
  scenario.firms[1].closes = Year{2025};
  for (const Unclaimed freed :
       {Unclaimed::kCancel, Unclaimed::kAuction, Unclaimed::kReserve, Unclaimed::kAllocate}) {
    Scenario one = scenario;
    one.closure.freed = freed;
    allocate(one);

    const bool shared = freed == Unclaimed::kAllocate;
    EXPECT_EQ(one.firms[0].allocation[1], Tonnes(shared ? 980 : 490));
    EXPECT_EQ(auctioned_by_law(one, 1), Tonnes(freed == Unclaimed::kAuction ? 490 : 0));
    // In the reserve are 80 t, or 1,060 t; 245 t a year are its due, or 490 t where a has all.
    EXPECT_EQ(one.firms[2].allocation[2], Tonnes(freed == Unclaimed::kReserve ? 245 : 40));
  }
}

TEST(FreeAllocation, EqualIsAsMuchForEachFirm) {
  Scenario scenario = some_scenario();
  scenario.allocation = AllocationMethod::kEqual;
  scenario.firms[1].count = 3;
  for (Tonnes& free : scenario.free) free = Tonnes(600);
  allocate(scenario);

  EXPECT_EQ(scenario.firms[0].allocation, tonnes({150, 150, 120, 120}));
  EXPECT_EQ(scenario.firms[1].allocation, tonnes({450, 450, 360, 360}));
  EXPECT_EQ(scenario.firms[2].allocation, tonnes({0, 0, 120, 120}));
  EXPECT_EQ(auctioned_by_law(scenario, 0), Tonnes(400));
}

// By output: the entrant is granted what its output earns, and grows from its first year.
TEST(FreeAllocation, ByOutputTheReserveServesTooAndTheRestOfTheCapIsAuctioned) {
  Scenario scenario = with_reserve(BasisPoints(1'000));
  scenario.allocation = AllocationMethod::kBenchmark;
  for (FirmGroup& firm : scenario.firms) {
    firm.growth = 0.1;
    firm.output = BenchmarkRule{firm.baseline_t, {0.5, 0.5, 0.5, 0.5}};
  }
  allocate(scenario);

  EXPECT_EQ(scenario.firms[0].allocation, tonnes({200, 220, 242, 266}));
  EXPECT_EQ(scenario.firms[2].allocation, tonnes({0, 0, 100, 100}));
  EXPECT_EQ(auctioned_by_law(scenario, 0), Tonnes(500));
  EXPECT_EQ(sum_of(scenario.set_aside), Tonnes(200));  // of 400, never issued
}

}  // namespace
}  // namespace tanshi
