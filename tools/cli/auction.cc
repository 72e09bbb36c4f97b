// tanshi auction: clears a stack of bids by the rules of a real market, or by given ones.

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <nlohmann/json.hpp>

#include "exchange/auction/clear_auction.h"
#include "scenarios/csv/csv_table.h"
#include "scenarios/library/files.h"
#include "scenarios/library/rulebook_library.h"
#include "scenarios/rulebooks/auction_setup.h"
#include "scenarios/rulebooks/auction_words.h"
#include "scenarios/rulebooks/bid_stack.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/rule_text.h"
#include "tools/cli/auction_report.h"
#include "tools/cli/command.h"
#include "tools/cli/print_problems.h"

namespace tanshi {
namespace {

constexpr ExactRule kPrice{0, kMaxPrice.raw(), 2, "money/t"};
constexpr ExactRule kTonnes{0, kMaxAuctionQuantity.raw(), 0, "t"};
constexpr ExactRule kLot{1, kMaxOrderQuantity.raw(), 0, "t"};
constexpr ExactRule kShare{1, 10'000, 4, "of the offer"};

// The flags as they are written; empty: not given.
struct Flags {
  std::string bids;
  std::string rulebook;
  std::string date;
  std::string offer;
  std::vector<std::string> ccr;
  std::string ecr;
  std::string ceiling;
  std::string reserve;
  std::string confidential_reserve;
  std::string asks;
  std::string pricing;
  std::string tie;
  std::string rest;
  std::string shortfall;
  std::string consignment;
  std::string lot;
  std::string bid_limit;
  std::string purchase_limit;
  std::uint64_t seed = 1;
  bool json = false;
};

// Reads flags, telling each problem at its flag.
class FlagReader {
 public:
  explicit FlagReader(std::vector<Problem>& problems) : problems_(problems) {}

  std::optional<std::int64_t> exact(const std::string& flag, const std::string& text,
                                    const ExactRule& rule) {
    if (text.empty()) return std::nullopt;
    const ExactNumber number = read_exact(text, rule.decimals);
    if (!number.error && number.value >= rule.least && number.value <= rule.most) {
      return number.value;
    }
    refuse(flag, text, "must be " + allowed(rule));
    return std::nullopt;
  }

  std::optional<Price> price(const std::string& flag, const std::string& text) {
    const auto value = exact(flag, text, kPrice);
    return value ? std::optional(Price(*value)) : std::nullopt;
  }

  // TONNES or TONNES@PRICE.
  std::optional<TierRequest> tier(const std::string& flag, const std::string& text) {
    const std::size_t at = text.find('@');
    const auto size = exact(flag, text.substr(0, at), kTonnes);
    if (!size) {
      if (at == 0) refuse(flag, text, "must be TONNES or TONNES@PRICE");
      return std::nullopt;
    }
    TierRequest tier{Tonnes(*size), std::nullopt};
    if (at == std::string::npos) return tier;
    tier.trigger = price(flag, text.substr(at + 1));
    if (!tier.trigger && at + 1 == text.size()) refuse(flag, text, "has no price after @");
    return tier;
  }

  template <class Enum>
  void word(const std::string& flag, const std::string& text, std::span<const Word> words,
            Enum& value) {
    if (text.empty()) return;
    for (const Word& word : words) {
      if (word.name == text) value = code_of<Enum>(text, words);
    }
    if (word_of(value, words) != text) refuse(flag, text, "must be " + allowed(words));
  }

  void refuse(const std::string& flag, const std::string& text, const std::string& what) {
    problems_.push_back({{flag, 0, 0}, "", fmt::format("is '{}'; {}", text, what)});
  }

 private:
  std::vector<Problem>& problems_;
};

void read_rules(const Flags& flags, FlagReader& reader, AuctionRules& rules) {
  reader.word("--pricing", flags.pricing, kPricingWords, rules.pricing);
  reader.word("--tie", flags.tie, kTieWords, rules.tie);
  reader.word("--rest", flags.rest, kRestWords, rules.rest);
  reader.word("--shortfall", flags.shortfall, kShortfallWords, rules.shortfall);
  reader.word("--consignment", flags.consignment, kConsignmentWords, rules.consignment);
  if (const auto lot = reader.exact("--lot", flags.lot, kLot)) rules.lot = Tonnes(*lot);
  if (const auto share = reader.exact("--bid-limit", flags.bid_limit, kShare)) {
    rules.bid_limit.share_bps = static_cast<std::int32_t>(*share);
  }
  if (const auto share = reader.exact("--purchase-limit", flags.purchase_limit, kShare)) {
    rules.purchase_limit.share_bps = static_cast<std::int32_t>(*share);
  }
}

AuctionRequest read_request(const Flags& flags, FlagReader& reader) {
  AuctionRequest request;
  request.offer = Tonnes(reader.exact("--offer", flags.offer, kTonnes).value_or(0));
  request.reserve_price = reader.price("--reserve", flags.reserve);
  request.confidential_reserve_price =
      reader.price("--confidential-reserve", flags.confidential_reserve);
  request.ceiling = reader.price("--ceiling", flags.ceiling);
  for (const std::string& text : flags.ccr) {
    if (const auto tier = reader.tier("--ccr", text)) request.ccr.push_back(*tier);
  }
  if (!flags.ecr.empty()) request.ecr = reader.tier("--ecr", flags.ecr);
  request.tie_seed = flags.seed;
  if (!flags.date.empty()) {
    request.date = read_date(flags.date);
    if (!request.date) reader.refuse("--date", flags.date, "must be a day, such as 2021-12-01");
  }
  return request;
}

// The text of a CSV file; nullopt, with a problem added, when it cannot be read.
std::optional<std::string> csv_text(const std::string& file, std::vector<Problem>& problems) {
  auto text = read_text(file, kMaxCsvBytes);
  if (text.ok()) return *std::move(text);
  problems.push_back(file_problem(file, text.status()));
  return std::nullopt;
}

int clear(const Flags& flags) {
  std::vector<Problem> problems;
  FlagReader reader(problems);
  AuctionRulebook rulebook;
  if (!flags.rulebook.empty()) {
    if (auto loaded = load_auction_rulebook(flags.rulebook, problems))
      rulebook = *std::move(loaded);
  }
  read_rules(flags, reader, rulebook.rules);
  AuctionRequest request = read_request(flags, reader);

  Names names;
  std::optional<BidStack> stack;
  if (const auto text = csv_text(flags.bids, problems)) {
    stack = read_bids(*text, flags.bids, rulebook.rules, names, problems);
  }
  if (!flags.asks.empty()) {
    const auto text = csv_text(flags.asks, problems);
    auto asks = text ? read_asks(*text, flags.asks, names, problems) : std::nullopt;
    if (asks) request.asks = *std::move(asks);
  }
  if (problems.empty()) {
    const AuctionSetup setup = set_up_auction(rulebook, request);
    if (!setup.fault.empty()) return fail(absl::InvalidArgumentError(setup.fault));
    const AuctionOutcome outcome = clear_auction(setup.auction, stack->bids);
    const ClearedAuction cleared{rulebook, request, setup, *stack, names, outcome};
    fmt::print("{}", flags.json ? auction_json(cleared).dump(2) + "\n" : auction_text(cleared));
    return kExitOk;
  }
  print_problems(problems);
  return kExitBadInput;
}

std::string names_of(std::span<const Word> words) {
  return allowed(words).substr(std::string_view("one of ").size());
}

void add_rule_flags(CLI::App& command, Flags& flags) {
  command.add_option("--pricing", flags.pricing, "What winners pay: " + names_of(kPricingWords))
      ->type_name("RULE");
  command.add_option("--tie", flags.tie, "Who gets the last tonnes: " + names_of(kTieWords))
      ->type_name("RULE");
  command.add_option("--rest", flags.rest, "Who gains pro-rata rests: " + names_of(kRestWords))
      ->type_name("RULE");
  command
      .add_option("--shortfall", flags.shortfall,
                  "When bids are for less than the offer: " + names_of(kShortfallWords))
      ->type_name("RULE");
  command
      .add_option("--consignment", flags.consignment,
                  "How consigned tonnes are sold: " + names_of(kConsignmentWords))
      ->type_name("RULE");
  command.add_option("--lot", flags.lot, "Bids are multiples of it")->type_name("TONNES");
  command.add_option("--bid-limit", flags.bid_limit, "Most that one may bid, of the offer")
      ->type_name("SHARE");
  command
      .add_option("--purchase-limit", flags.purchase_limit, "Most that one may buy, of the offer")
      ->type_name("SHARE");
  command.add_option("--seed", flags.seed, "Seed of the order among tied bids; 1 if left out")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 53));
}

void add_supply_flags(CLI::App& command, Flags& flags) {
  command.add_option("--offer", flags.offer, "Tonnes offered, without consigned ones")
      ->type_name("TONNES");
  command
      .add_option("--ccr", flags.ccr,
                  "Tonnes added when demand at a trigger price exceeds the offer; once a tier, by "
                  "rising trigger; 0 for none")
      ->type_name("TONNES[@PRICE]")
      ->allow_extra_args(false);
  command.add_option("--ecr", flags.ecr, "Tonnes of the offer withheld below a trigger price")
      ->type_name("TONNES[@PRICE]");
  command.add_option("--ceiling", flags.ceiling, "All that is demanded at this price is sold")
      ->type_name("PRICE");
  command.add_option("--reserve", flags.reserve, "Reserve price; 0 for none")->type_name("PRICE");
  command
      .add_option("--confidential-reserve", flags.confidential_reserve,
                  "A second reserve price; the higher counts")
      ->type_name("PRICE");
  command.add_option("--asks", flags.asks, "Consigned tonnes: columns seller, price, quantity")
      ->type_name("FILE");
}

}  // namespace

void add_auction(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("auction", "Clear a stack of bids: price, awards, and why each bid lost");
  auto flags = std::make_shared<Flags>();
  command
      ->add_option("bids", flags->bids,
                   "The bids as CSV: columns bidder, price, quantity, and arrival if not by line")
      ->required()
      ->type_name("BIDS.csv");
  command
      ->add_option("--rulebook", flags->rulebook,
                   "Rules and prices of a real market: " +
                       fmt::format("{}", fmt::join(rulebook_names(), ", ")))
      ->type_name("NAME|FILE");
  command->add_option("--date", flags->date, "Day of the auction, for the rulebook's prices")
      ->type_name("YYYY-MM-DD");
  add_supply_flags(*command, *flags);
  add_rule_flags(*command, *flags);
  command->add_flag("--json", flags->json, "Print JSON instead of tables");
  command->callback([flags, &exit_code] { exit_code = clear(*flags); });
}

}  // namespace tanshi
