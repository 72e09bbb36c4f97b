// Proves a cap of absolute steps.
#include "agents/regulator/cap/step_cap.h"

#include <array>

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// 17 CCR 95841(b) (V): 193.8 M - 6.7 M x years since 2031.
TEST(StepCap, GivesCaliforniasBudgetsAfter2031) {
  const std::array<CapStep, 1> steps{{{Year{2032}, Tonnes(6'700'000)}}};
  const auto budget = [&](int year) {
    return step_cap(Year{2031}, Tonnes(193'800'000), steps, Year{year});
  };
  EXPECT_EQ(budget(2031), Tonnes(193'800'000));
  EXPECT_EQ(budget(2032), Tonnes(187'100'000));
  EXPECT_EQ(budget(2050), Tonnes(66'500'000));
}

// ICAP, 3 July 2025 (V, rounded): 8.5 M a year to 2033, 2.4 M from 2034 to 2037.
TEST(StepCap, ChangesTheStepInTheYearThatItNames) {
  const std::array<CapStep, 2> steps{
      {{Year{2028}, Tonnes(8'500'000)}, {Year{2034}, Tonnes(2'400'000)}}};
  const auto cap = [&](int year) {
    return step_cap(Year{2027}, Tonnes(69'800'000), steps, Year{year});
  };
  EXPECT_EQ(cap(2027), Tonnes(69'800'000));
  EXPECT_EQ(cap(2033), Tonnes(18'800'000));
  EXPECT_EQ(cap(2034), Tonnes(16'400'000));
  EXPECT_EQ(cap(2037), Tonnes(9'200'000));
}

TEST(StepCap, KeepsTheStartUntilTheFirstStep) {
  const std::array<CapStep, 1> steps{{{Year{2030}, Tonnes(10)}}};
  EXPECT_EQ(step_cap(Year{2025}, Tonnes(100), steps, Year{2029}), Tonnes(100));
  EXPECT_EQ(step_cap(Year{2025}, Tonnes(100), steps, Year{2030}), Tonnes(90));
  EXPECT_EQ(step_cap(Year{2025}, Tonnes(100), {}, Year{2030}), Tonnes(100));
}

TEST(StepCap, StaysBetweenNothingAndTheLargestQuantity) {
  const std::array<CapStep, 2> steps{{{Year{2026}, Tonnes(70)}, {Year{2028}, -kMaxQuantity}}};
  const auto cap = [&](int year) { return step_cap(Year{2025}, Tonnes(100), steps, Year{year}); };
  EXPECT_EQ(cap(2027), Tonnes());
  EXPECT_EQ(cap(2030), kMaxQuantity);
}

}  // namespace
}  // namespace tanshi
