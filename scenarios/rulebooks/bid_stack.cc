#include "scenarios/rulebooks/bid_stack.h"

#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "exchange/base/check.h"
#include "scenarios/csv/csv_table.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/rule_text.h"
#include "scenarios/yaml/utf8.h"

namespace tanshi {
namespace {

constexpr std::size_t kMostNameBytes = 64;
constexpr ExactRule kBidPrice{1, kMaxPrice.raw(), 2, "money/t"};
constexpr ExactRule kAskPrice{0, kMaxPrice.raw(), 2, "money/t"};
constexpr ExactRule kQuantity{1, kMaxOrderQuantity.raw(), 0, "t"};
constexpr ExactRule kArrival{0, 1'000'000'000'000'000'000, 0, {}};

// The cells of a table by row and by place in the list of wanted columns.
class Cells {
 public:
  Cells(const CsvTable& table, std::vector<std::string_view> wanted,
        std::vector<std::optional<std::size_t>> columns, std::vector<Problem>& problems)
      : table_(table),
        wanted_(std::move(wanted)),
        columns_(std::move(columns)),
        problems_(problems) {}

  [[nodiscard]] bool has(std::size_t wanted) const { return columns_[wanted].has_value(); }

  std::string name(std::size_t row, std::size_t wanted) {
    const std::string& text = cell(row, wanted).text;
    if (text.empty() || text.size() > kMostNameBytes) {
      refuse(row, wanted,
             fmt::format("is text of {} bytes; must be 1 to {}", text.size(), kMostNameBytes));
    }
    return text;
  }

  std::int64_t exact(std::size_t row, std::size_t wanted, const ExactRule& rule) {
    const std::string& text = cell(row, wanted).text;
    const ExactNumber number = read_exact(text, rule.decimals);
    if (number.error || number.value < rule.least || number.value > rule.most) {
      refuse(row, wanted,
             fmt::format("is '{}'; must be {}", printable(text.substr(0, 60)), allowed(rule)));
    }
    return number.value;
  }

  void refuse(std::size_t row, std::size_t wanted, std::string what) {
    problems_.push_back(
        {place_of(table_, cell(row, wanted)), std::string(wanted_[wanted]), std::move(what)});
  }

 private:
  [[nodiscard]] const CsvCell& cell(std::size_t row, std::size_t wanted) const {
    return table_.rows[row][*columns_[wanted]];
  }

  const CsvTable& table_;
  std::vector<std::string_view> wanted_;
  std::vector<std::optional<std::size_t>> columns_;
  std::vector<Problem>& problems_;
};

}  // namespace

AccountId Names::id_of(const std::string& name) {
  const AccountId next{static_cast<std::int32_t>(names_.size() + 1)};
  const auto [found, is_new] = ids_.try_emplace(name, next);
  if (is_new) names_.push_back(name);
  return found->second;
}

const std::string& Names::name_of(AccountId id) const {
  const auto at = static_cast<std::size_t>(raw_id(id));
  TANSHI_CHECK(at >= 1 && at <= names_.size());
  return names_[at - 1];
}

std::optional<BidStack> read_bids(std::string_view csv, std::string_view file,
                                  const AuctionRules& rules, Names& names,
                                  std::vector<Problem>& problems) {
  enum : std::size_t { kBidder, kPrice, kQuantityT, kArrived };
  const auto table = parse_csv(csv, file, problems);
  if (!table) return std::nullopt;
  auto columns = find_columns(*table, {"bidder", "price", "quantity"}, {"arrival"}, problems);
  if (columns.empty()) return std::nullopt;

  const std::size_t problems_before = problems.size();
  Cells cells(*table, {"bidder", "price", "quantity", "arrival"}, std::move(columns), problems);
  BidStack stack;
  for (std::size_t row = 0; row < table->rows.size(); ++row) {
    Bid bid;
    bid.bidder = names.id_of(cells.name(row, kBidder));
    bid.price = Price(cells.exact(row, kPrice, kBidPrice));
    bid.quantity = Tonnes(cells.exact(row, kQuantityT, kQuantity));
    bid.arrival =
        cells.has(kArrived) ? cells.exact(row, kArrived, kArrival) : static_cast<std::int64_t>(row);
    if (bid.quantity.raw() % rules.lot.raw() != 0) {
      cells.refuse(
          row, kQuantityT,
          fmt::format("is {}; must be a multiple of the lot, {} t",
                      write_exact(bid.quantity.raw(), 0), write_exact(rules.lot.raw(), 0)));
    }
    stack.bids.push_back(bid);
    stack.lines.push_back(table->rows[row].front().line);
  }
  if (problems.size() > problems_before) return std::nullopt;
  return stack;
}

std::optional<std::vector<SupplyStep>> read_asks(std::string_view csv, std::string_view file,
                                                 Names& names, std::vector<Problem>& problems) {
  enum : std::size_t { kSeller, kPrice, kQuantityT };
  const auto table = parse_csv(csv, file, problems);
  if (!table) return std::nullopt;
  auto columns = find_columns(*table, {"seller", "price", "quantity"}, {}, problems);
  if (columns.empty()) return std::nullopt;

  const std::size_t problems_before = problems.size();
  Cells cells(*table, {"seller", "price", "quantity"}, std::move(columns), problems);
  std::vector<SupplyStep> asks;
  for (std::size_t row = 0; row < table->rows.size(); ++row) {
    SupplyStep ask;
    ask.supply_class = SupplyClass::kConsigned;
    ask.seller = names.id_of(cells.name(row, kSeller));
    ask.from = Price(cells.exact(row, kPrice, kAskPrice));
    ask.quantity = Tonnes(cells.exact(row, kQuantityT, kQuantity));
    asks.push_back(ask);
  }
  if (problems.size() > problems_before) return std::nullopt;
  return asks;
}

}  // namespace tanshi
