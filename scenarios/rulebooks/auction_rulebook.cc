#include "scenarios/rulebooks/auction_rulebook.h"

#include <algorithm>
#include <array>

#include "scenarios/rulebooks/auction_words.h"
#include "scenarios/yaml/yaml_fields.h"

namespace tanshi {
namespace {

constexpr TextRule kSentence{.most_bytes = 400, .first = {}, .others = {}, .shape = {}};
constexpr std::array kMarks = {Word{"V", "read in the source"},
                               Word{"C", "computed from figures that are V"},
                               Word{"U", "not verified"}};
constexpr ListRule kRows{.least = 0, .most = 1'000};

template <class Enum>
void tell_word(Fields& fields, const Key& key, Enum& value, std::span<const Word> words) {
  std::string name(word_of(value, words));
  if (fields.word(key, name, words)) value = code_of<Enum>(name, words);
}

void tell_share(Fields& fields, const Key& key, std::int32_t& bps) {
  std::int64_t exact = bps;
  fields.exact(key, exact, {.least = 1, .most = 10'000, .decimals = 4});
  bps = static_cast<std::int32_t>(exact);
}

void tell_provenance(Fields& fields, Provenance& provenance) {
  fields.word({.name = "mark", .doc = "How sure the figure is.", .required = true}, provenance.mark,
              kMarks);
  fields.text({.name = "source", .doc = "Who says so.", .required = true}, provenance.source,
              kSentence);
}

void tell_rules(Fields& fields, AuctionRules& rules) {
  tell_word(fields, {.name = "pricing", .doc = "What winners pay."}, rules.pricing, kPricingWords);
  fields.tonnes({.name = "lot_t", .doc = "Bids are multiples of it."}, rules.lot, Tonnes(1),
                kMaxOrderQuantity);
  fields.tonnes({.name = "award_lot_t", .doc = "Pro-rata shares are rounded down to multiples."},
                rules.award_lot, Tonnes(1), kMaxOrderQuantity);
  tell_share(fields, {.name = "bid_limit_share", .doc = "Most that one may bid, of the offer."},
             rules.bid_limit.share_bps);
  tell_share(fields,
             {.name = "purchase_limit_share", .doc = "Most that one may buy, of the offer."},
             rules.purchase_limit.share_bps);
  tell_word(fields, {.name = "tie", .doc = "Who gets the last tonnes."}, rules.tie, kTieWords);
  tell_word(fields, {.name = "rest", .doc = "Who gains what pro-rata rounding leaves."}, rules.rest,
            kRestWords);
  tell_word(fields, {.name = "shortfall", .doc = "When bids are for less than the offer."},
            rules.shortfall, kShortfallWords);
  tell_word(fields, {.name = "consignment", .doc = "Whose tonnes go first."}, rules.consignment,
            kConsignmentWords);
}

void tell_unsold(Fields& fields, UnsoldRule& rule) {
  tell_word(fields, {.name = "fate", .doc = "What becomes of it.", .required = true}, rule.fate,
            kUnsoldWords);
  fields.integer({.name = "auctions", .doc = "Over how many it is spread."}, rule.spread_count, 1,
                 1'000);
  std::int64_t volume = rule.most_volume_bps;
  fields.exact(
      {.name = "most_volume_share", .doc = "Bound of an auction's volume, of the planned."}, volume,
      {.least = 10'000, .most = 1'000'000, .decimals = 4});
  rule.most_volume_bps = static_cast<std::int32_t>(volume);
  fields.integer({.name = "clearances", .doc = "Auctions in a row above the reserve price."},
                 rule.clear_count, 0, 1'000);
  tell_share(fields, {.name = "most_added_share", .doc = "Bound of what is added, of the planned."},
             rule.most_added_bps);
}

// `from` and `to`, each a year, a month or a day; without `to`, the whole of `from`.
void tell_days(Fields& fields, Days& days) {
  static constexpr TextRule kDay{10, "0123456789", "0123456789-",
                                 "a year, a month or a day, such as 2021, 2021-12 or 2021-12-01"};
  std::string from;
  std::string to;
  fields.text({.name = "from", .doc = "First day.", .required = true}, from, kDay);
  const bool has_to = fields.text({.name = "to", .doc = "Last day."}, to, kDay);
  const auto first = read_days(from);
  const auto last = has_to ? read_days(to) : first;
  if (!from.empty() && !first)
    fields.refuse("from", "no such date; must be " + std::string(kDay.shape));
  if (has_to && !last) fields.refuse("to", "no such date; must be " + std::string(kDay.shape));
  if (!first || !last) return;
  if (last->last < first->first) fields.refuse("to", "is before from");
  days = {first->first, last->last};
}

void tell_reserve_prices(Fields& fields, std::vector<DatedPrice>& prices) {
  fields.objects({.name = "reserve_price", .doc = "By date."}, kRows, [&](Fields& row) {
    DatedPrice price;
    tell_days(row, price.days);
    row.price({.name = "price", .doc = "Reserve price.", .required = true}, price.price, Price(1),
              kMaxPrice);
    tell_provenance(row, price.provenance);
    if (!row.ok()) return;
    for (const DatedPrice& other : prices) {
      if (price.days.first <= other.days.last && other.days.first <= price.days.last) {
        row.refuse("from", "another row has a price for these days; must not overlap");
      }
    }
    prices.push_back(price);
  });
}

void tell_tiers(Fields& fields, std::string_view name, std::vector<DatedTier>& tiers) {
  fields.objects({.name = name, .doc = "By date."}, kRows, [&](Fields& row) {
    DatedTier tier;
    tell_days(row, tier.days);
    row.price({.name = "trigger", .doc = "Trigger price.", .required = true}, tier.trigger,
              Price(1), kMaxPrice);
    Tonnes size;
    if (row.tonnes({.name = "size_t", .doc = "Tonnes of the year."}, size, Tonnes(1),
                   kMaxAuctionQuantity)) {
      tier.size = size;
    }
    tell_provenance(row, tier.provenance);
    tiers.push_back(tier);
  });
}

void tell_auction(Fields& fields, AuctionRulebook& rulebook) {
  fields.object({.name = "rules", .doc = "How bids are turned into awards.", .required = true},
                [&](Fields& rules) { tell_rules(rules, rulebook.rules); });
  fields.object({.name = "unsold", .doc = "What becomes of what is not sold."},
                [&](Fields& unsold) { tell_unsold(unsold, rulebook.unsold); });
  fields.objects(
      {.name = "sources", .doc = "Of the rules.", .required = true}, kRows, [&](Fields& row) {
        RuleSource source;
        row.text({.name = "of", .doc = "Which rules.", .required = true}, source.of, kSentence);
        tell_provenance(row, source.provenance);
        rulebook.sources.push_back(source);
      });
  tell_reserve_prices(fields, rulebook.reserve_prices);
  tell_tiers(fields, "ccr", rulebook.ccr);
  tell_tiers(fields, "ecr", rulebook.ecr);
}

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
  fields.object({.name = "auction", .doc = "How it auctions.", .required = true},
                [&](Fields& auction) { tell_auction(auction, rulebook); });
}

}  // namespace

std::optional<AuctionRulebook> read_auction_rulebook(std::string_view text, std::string_view file,
                                                     std::vector<Problem>& problems) {
  const auto root = parse_yaml(text, file, problems);
  if (!root) return std::nullopt;
  if (root->kind != YamlNode::Kind::kObject) {
    problems.push_back({root->place, "", "not an object; a rulebook is an object with keys"});
    return std::nullopt;
  }
  AuctionRulebook rulebook;
  YamlFields fields(*root, "", problems);
  tell_rulebook(fields, rulebook);
  fields.refuse_unknown_keys();
  if (!fields.ok()) return std::nullopt;
  return rulebook;
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
