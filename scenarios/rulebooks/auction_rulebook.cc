#include "scenarios/rulebooks/auction_rulebook.h"

#include <algorithm>

#include "scenarios/rulebooks/rulebook_keys.h"
#include "scenarios/yaml/scenario_keys.h"
#include "scenarios/yaml/yaml_fields.h"

namespace tanshi {
namespace {

constexpr TextRule kSentence{400};

// What the rulebook sets in a scenario beside its auctions: read there, checked here.
void tell_rules_of_scenarios(Fields& fields) {
  Scenario any;
  any.cap.resize(1);
  fields.object({.name = "allocation", .doc = "How firms get the cap's allowances."},
                [&](Fields& keys) { tell_allocation(keys, any); });
  fields.object({.name = "compliance", .doc = "What firms owe."},
                [&](Fields& keys) { tell_compliance(keys, any, false); });
  fields.object({.name = "market", .doc = "How the book trades."},
                [&](Fields& keys) { tell_market(keys, any); });
  tell_supply_adjustment(fields, any);
  tell_credits(fields, any);
  fields.objects({.name = "sources", .doc = "Of these, but for the auctions'."}, {0, 1'000},
                 [](Fields& row) {
                   RuleSource source;
                   tell_rule_source(row, source);
                 });
}

}  // namespace

void tell_rulebook(Fields& fields, AuctionRulebook& rulebook) {
  static constexpr TextRule kName{48, "abcdefghijklmnopqrstuvwxyz",
                                  "abcdefghijklmnopqrstuvwxyz0123456789-",
                                  "a lower-case letter, then lower-case letters, digits and -"};
  fields.text({.name = "name", .doc = "As the file is called.", .required = true}, rulebook.name,
              kName);
  fields.text({.name = "title", .doc = "What market it is.", .required = true}, rulebook.title,
              kSentence);
  fields.text({.name = "currency", .doc = "Of all prices.", .required = true}, rulebook.currency,
              kSentence);
  fields.text({.name = "tonne", .doc = "What one allowance is for.", .required = true},
              rulebook.tonne, kSentence);
  tell_rules_of_scenarios(fields);
  rulebook.holds_auctions = fields.object(
      {.name = "auction", .doc = "How it auctions."},
      [&](Fields& auction) { tell_auction_terms(auction, rulebook, Sources::kRequired); });
}

std::optional<YamlNode> parse_rulebook(std::string_view text, std::string_view file,
                                       std::vector<Problem>& problems) {
  auto root = parse_yaml(text, file, problems);
  if (!root || root->kind == YamlNode::Kind::kObject) return root;
  problems.push_back({root->place, "", "not an object; a rulebook is an object with keys"});
  return std::nullopt;
}

std::optional<AuctionRulebook> read_auction_rulebook(std::string_view text, std::string_view file,
                                                     std::vector<Problem>& problems) {
  const auto root = parse_rulebook(text, file, problems);
  if (!root) return std::nullopt;
  AuctionRulebook rulebook;
  YamlFields fields(*root, "", problems);
  tell_rulebook(fields, rulebook);
  fields.refuse_unknown_keys();
  if (!fields.ok()) return std::nullopt;
  return rulebook;
}

std::optional<YamlNode> read_rules(std::string_view text, std::string_view file,
                                   std::vector<Problem>& problems) {
  if (!read_auction_rulebook(text, file, problems)) return std::nullopt;
  std::optional<YamlNode> rules = parse_rulebook(text, file, problems);
  std::erase_if(rules->entries, [](const YamlEntry& entry) {
    return entry.key == "name" || entry.key == "title" || entry.key == "tonne" ||
           entry.key == "sources";
  });
  return rules;
}

const DatedPrice* reserve_price_on(const AuctionRulebook& rulebook, const Date& date) {
  const auto found = std::ranges::find_if(
      rulebook.reserve_prices, [&](const DatedPrice& price) { return price.days.contains(date); });
  return found == rulebook.reserve_prices.end() ? nullptr : &*found;
}

std::vector<const DatedTier*> tiers_on(const std::vector<DatedTier>& tiers, const Date& date) {
  std::vector<const DatedTier*> found;
  for (const DatedTier& tier : tiers) {
    if (tier.days.contains(date)) found.push_back(&tier);
  }
  std::ranges::stable_sort(found, {}, [](const DatedTier* tier) { return tier->trigger; });
  return found;
}

}  // namespace tanshi
