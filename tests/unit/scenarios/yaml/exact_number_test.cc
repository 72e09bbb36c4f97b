// Money and tonnes are read without loss or refused; nothing else passes for a number.
#include "scenarios/yaml/exact_number.h"

#include <limits>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

struct Good {
  std::string_view text;
  int decimals;
  std::int64_t value;
};

TEST(ReadExact, ReadsDecimalsAndGroupsWithoutLoss) {
  const Good rows[] = {
      {"0", 0, 0},
      {"72.50", 2, 7'250},
      {"72.5", 2, 7'250},
      {"72", 2, 7'200},
      {"72.500000", 2, 7'250},
      {"-1_000.01", 2, -100'001},
      {"90_000_000", 0, 90'000'000},
      {"3.0", 0, 3},
      {"9223372036854775807", 0, std::numeric_limits<std::int64_t>::max()},
      {"-9223372036854775808", 0, std::numeric_limits<std::int64_t>::min()},
      {"92_233_720_368_547_758.07", 2, std::numeric_limits<std::int64_t>::max()},
  };
  for (const Good& row : rows) {
    const ExactNumber number = read_exact(row.text, row.decimals);
    EXPECT_FALSE(number.error.has_value()) << row.text;
    EXPECT_EQ(number.value, row.value) << row.text;
  }
}

TEST(ReadExact, RefusesWhatItCannotHold) {
  EXPECT_EQ(read_exact("72.505", 2).error, NumberError::kTooManyDecimals);
  EXPECT_EQ(read_exact("0.5", 0).error, NumberError::kTooManyDecimals);
  EXPECT_EQ(read_exact("9223372036854775808", 0).error, NumberError::kTooLarge);
  EXPECT_EQ(read_exact("92233720368547758.08", 2).error, NumberError::kTooLarge);
}

TEST(ReadExact, RefusesWhatIsNoNumber) {
  for (const std::string_view text : {"", "-", "+1", "1_", "_1", "1__0", "010", "0x1F", "1.", ".5",
                                      "1e6", "1 t", "1,000", "nan", "--1", "1.5.2", "1._5", "٣"}) {
    EXPECT_EQ(read_exact(text, 2).error, NumberError::kNotANumber) << text;
  }
}

TEST(ReadApproximate, ReadsExponents) {
  EXPECT_EQ(read_approximate("2.4e-5").value, 2.4e-5);
  EXPECT_EQ(read_approximate("-1_000.5E+2").value, -100'050);
  EXPECT_EQ(read_approximate("0.1").value, 0.1);
}

TEST(ReadApproximate, RefusesTheInfiniteAndTheUnreadable) {
  EXPECT_EQ(read_approximate("1e999").error, NumberError::kTooLarge);
  for (const std::string_view text : {".inf", "-.inf", ".nan", "inf", "nan", "1e", "e5", "1e5.0"})
    EXPECT_EQ(read_approximate(text).error, NumberError::kNotANumber) << text;
}

TEST(WriteExact, GroupsDigitsAndReadsBack) {
  EXPECT_EQ(write_exact(1'000'000, 0), "1_000_000");
  EXPECT_EQ(write_exact(-1'234'550, 2), "-12_345.50");
  EXPECT_EQ(write_exact(2025, 0), "2025");
  EXPECT_EQ(write_exact(5, 2), "0.05");
  EXPECT_EQ(write_exact(-5, 2), "-0.05");
  EXPECT_EQ(write_exact(0, 0), "0");
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{999}, std::int64_t{-100'000},
        std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    EXPECT_EQ(read_exact(write_exact(value, 2), 2).value, value);
  }
}

}  // namespace
}  // namespace tanshi
