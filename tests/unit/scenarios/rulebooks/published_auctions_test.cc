// The published auctions of tests/tables/auctions/published.csv, held again by their rulebooks.
//
// Bids are not published. The stack is built so that it has the published volume of bids (twice
// the offer where none is known) and meets the published price:
//   - sold out: slices of at most a twentieth of the offer at rising prices above the published
//     one, up to a lot short of what was sold; one slice at it, that is cut; the rest below it;
//   - held by a CCR that was partly sold: what was sold at or above the trigger; the rest below it;
//   - not sold out: what was sold, at the reserve price and above.
// Each slice has a bidder of its own, so that nobody is beyond a limit.
//
// Columns: `ccr_available` is what was left of the year's CCR (empty: the rulebook's); `proceeds`
// are published rounded down to `proceeds_unit`; marks are those of the rulebooks.
#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/auction/clear_auction.h"
#include "scenarios/csv/csv_table.h"
#include "scenarios/rulebooks/auction_rulebook.h"
#include "scenarios/rulebooks/auction_setup.h"
#include "scenarios/yaml/exact_number.h"

namespace tanshi {
namespace {

// TANSHI_TABLES and TANSHI_RULEBOOKS are folders, set by CMake.
std::string text_of(const std::string& file) {
  std::ifstream stream(file);
  EXPECT_TRUE(stream.is_open()) << file;
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// A row of the table; numbers that are empty are absent.
struct Published {
  std::string system;
  std::string auction;
  std::string date;
  Tonnes offered;
  std::optional<Tonnes> ccr_available;
  std::optional<Tonnes> ccr_sold;
  Tonnes sold;
  Price price;
  std::optional<Tonnes> bid;
  std::optional<std::int64_t> proceeds_cents;
  std::int64_t proceeds_unit_cents = 1;
};

std::optional<std::int64_t> number(const std::string& text, int decimals) {
  if (text.empty()) return std::nullopt;
  const ExactNumber exact = read_exact(text, decimals);
  EXPECT_FALSE(exact.error) << text;
  return exact.value;
}

std::optional<Tonnes> tonnes(const std::string& text) {
  const auto exact = number(text, 0);
  return exact ? std::optional(Tonnes(*exact)) : std::nullopt;
}

std::vector<Published> read_published() {
  const std::vector<std::string_view> names = {
      "system", "auction", "date",     "offered",       "ccr_available", "ccr_sold", "sold",
      "price",  "bid",     "proceeds", "proceeds_unit", "mark",          "source"};
  std::vector<Problem> problems;
  const auto table =
      parse_csv(text_of(TANSHI_TABLES "/auctions/published.csv"), "published.csv", problems);
  const auto columns = find_columns(*table, names, {}, problems);
  for (const Problem& problem : problems) ADD_FAILURE() << to_string(problem);
  std::vector<Published> rows;
  for (const auto& row : table->rows) {
    const auto cell = [&](std::size_t at) { return row[*columns[at]].text; };
    EXPECT_FALSE(cell(11).empty() || cell(12).empty()) << cell(1) << " has no source";
    rows.push_back({cell(0), cell(1), cell(2), *tonnes(cell(3)), tonnes(cell(4)), tonnes(cell(5)),
                    *tonnes(cell(6)), Price(*number(cell(7), 2)), tonnes(cell(8)),
                    number(cell(9), 2), number(cell(10), 2).value_or(1)});
  }
  return rows;
}

class Stack {
 public:
  Stack(const Published& published, Tonnes lot)
      : lot_(lot.raw()), slice_(std::max(lot_, whole_lots(published.offered.raw() / 20))) {
    const std::int64_t sold = published.sold.raw();
    const std::int64_t price = published.price.raw();
    const std::int64_t all =
        published.bid ? published.bid->raw() : whole_lots(2 * published.offered.raw());
    const bool is_pinned =
        published.ccr_sold > Tonnes() && published.ccr_sold < published.ccr_available;
    if (is_pinned || published.sold < published.offered) {
      add(price, sold, 1);
    } else {
      add(price + 1, whole_lots(sold - 1) - lot_, 1);
      add(price, 3 * lot_, 0);
    }
    add(price - 1, all - total_, -1);
  }

  [[nodiscard]] const std::vector<Bid>& bids() const { return bids_; }

 private:
  [[nodiscard]] std::int64_t whole_lots(std::int64_t tonnes) const { return tonnes / lot_ * lot_; }

  // Slices of `tonnes` at `price`, each `step` cents on.
  void add(std::int64_t price, std::int64_t tonnes, std::int64_t step) {
    while (tonnes > 0) {
      const std::int64_t quantity = std::min(tonnes, slice_);
      const AccountId bidder{static_cast<std::int32_t>(bids_.size() + 1)};
      bids_.push_back({bidder, Price(price), Tonnes(quantity), 0});
      total_ += quantity;
      tonnes -= quantity;
      price += step;
    }
  }

  std::int64_t lot_;
  std::int64_t slice_;
  std::int64_t total_ = 0;
  std::vector<Bid> bids_;
};

class PublishedAuctions : public testing::TestWithParam<Published> {};

TEST_P(PublishedAuctions, SellAsMuchAtThePricePublished) {
  const Published& published = GetParam();
  std::vector<Problem> problems;
  const auto rulebook = read_auction_rulebook(
      text_of(TANSHI_RULEBOOKS "/" + published.system + ".yaml"), published.system, problems);
  ASSERT_TRUE(rulebook) << to_string(problems.front());
  AuctionRequest request;
  request.date = read_days(published.date)->first;
  request.offer = published.offered;
  if (published.ccr_available) request.ccr = {{*published.ccr_available, std::nullopt}};

  const AuctionSetup setup = set_up_auction(*rulebook, request);
  ASSERT_EQ(setup.fault, "");
  const Stack stack(published, rulebook->rules.lot);
  const AuctionOutcome outcome = clear_auction(setup.auction, stack.bids());

  EXPECT_EQ(outcome.offered, published.offered);
  EXPECT_EQ(outcome.sold, published.sold);
  EXPECT_EQ(outcome.clearing_price, published.price);
  EXPECT_EQ(outcome.bid, published.bid.value_or(outcome.bid));
  const Tonnes ccr_sold = total_of(setup.auction, outcome, SupplyClass::kReserve).sold;
  EXPECT_EQ(ccr_sold, published.ccr_sold.value_or(Tonnes()));
  if (published.proceeds_cents) {
    const std::int64_t unit = published.proceeds_unit_cents;
    EXPECT_EQ(outcome.proceeds.raw() / unit * unit, *published.proceeds_cents);
  }
}

INSTANTIATE_TEST_SUITE_P(All, PublishedAuctions, testing::ValuesIn(read_published()),
                         [](const testing::TestParamInfo<Published>& row) {
                           std::string name = row.param.system + "_" + row.param.auction;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace tanshi
