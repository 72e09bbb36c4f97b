// Bids and asks of an auction from CSV: one row each, in the order of their arrival.
//
// Columns: bidder (seller, of asks), price, quantity; of bids also arrival, a whole number, lower
// ones first. Prices are money a tonne with at most two decimals, quantities whole tonnes; `_` may
// group digits. A bidder may have several rows.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/auction/auction.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Who has an account id: names in the order in which they came; the first has id 1.
class Names {
 public:
  [[nodiscard]] AccountId id_of(const std::string& name);
  // REQUIRES: the id was given out.
  [[nodiscard]] const std::string& name_of(AccountId id) const;

 private:
  std::map<std::string, AccountId> ids_;
  std::vector<std::string> names_;
};

struct BidStack {
  std::vector<Bid> bids;
  std::vector<int> lines;  // of each bid in its file
};

// Bids that stand by check_bid(rules, ...). Errors: nullopt, with at least one problem added.
[[nodiscard]] std::optional<BidStack> read_bids(std::string_view csv, std::string_view file,
                                                const AuctionRules& rules, Names& names,
                                                std::vector<Problem>& problems);

// Consigned tonnes, each with the lowest price that its seller takes (0: any).
// Errors: nullopt, with at least one problem added.
[[nodiscard]] std::optional<std::vector<SupplyStep>> read_asks(std::string_view csv,
                                                               std::string_view file, Names& names,
                                                               std::vector<Problem>& problems);

}  // namespace tanshi
