#include "scenarios/yaml/auction_keys.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "agents/regulator/supply/price_path.h"
#include "scenarios/yaml/auction_words.h"

namespace tanshi {
namespace {

constexpr TextRule kSentence{400};
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

void tell_provenance(Fields& fields, Provenance& provenance, Sources sources) {
  const bool required = sources == Sources::kRequired;
  fields.word({.name = "mark", .doc = "How sure the figure is.", .required = required},
              provenance.mark, kMarks);
  fields.text({.name = "source", .doc = "Who says so.", .required = required}, provenance.source,
              kSentence);
}

void tell_rise(Fields& fields, PartsPerMillion& rise) {
  std::int64_t exact = rise.raw();
  fields.exact({.name = "rise",
                .doc = "What the price rises by in each year after the first, in a scenario; 0.07 "
                       "is 7 %."},
               exact, {.least = 0, .most = 1'000'000, .decimals = 6});
  rise = PartsPerMillion(exact);
}

void tell_rules(Fields& fields, AuctionRules& rules) {
  tell_word(fields, {.name = "pricing", .doc = "What winners pay."}, rules.pricing, kPricingWords);
  fields.tonnes(
      {.name = "lot_t", .doc = "Bids are multiples of it; rounded up to one of market.lot_t."},
      rules.lot, Tonnes(1), kMaxOrderQuantity);
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
  const bool has_to = fields.text(
      {.name = "to", .doc = "Last day; in a scenario a row holds until the next begins."}, to,
      kDay);
  const auto first = read_days(from);
  const auto last = has_to ? read_days(to) : first;
  if (!from.empty() && !first)
    fields.refuse("from", "no such date; must be " + std::string(kDay.shape));
  if (has_to && !last) fields.refuse("to", "no such date; must be " + std::string(kDay.shape));
  if (!first || !last) return;
  if (last->last < first->first) fields.refuse("to", "is before from");
  days = {first->first, last->last};
}

void tell_reserve_prices(Fields& fields, std::vector<DatedPrice>& prices, Sources sources) {
  fields.objects(
      {.name = "reserve_price", .doc = "Below it nothing is sold. By date."}, kRows,
      [&](Fields& row) {
        DatedPrice price;
        tell_days(row, price.days);
        row.price({.name = "price", .doc = "Reserve price.", .required = true}, price.price,
                  Price(1), kMaxPrice);
        tell_rise(row, price.rise);
        tell_provenance(row, price.provenance, sources);
        if (!row.ok()) return;
        for (const DatedPrice& other : prices) {
          if (price.days.first <= other.days.last && other.days.first <= price.days.last) {
            row.refuse("from", "another row has a price for these days; must not overlap");
          }
        }
        prices.push_back(price);
      });
}

void tell_tiers(Fields& fields, const Key& key, std::vector<DatedTier>& tiers, Sources sources) {
  fields.objects(key, kRows, [&](Fields& row) {
    DatedTier tier;
    tell_days(row, tier.days);
    row.price({.name = "trigger", .doc = "Trigger price.", .required = true}, tier.trigger,
              Price(1), kMaxPrice);
    Tonnes size;
    if (row.tonnes({.name = "size_t", .doc = "Tonnes of the year, for all its auctions."}, size,
                   Tonnes(1), kMaxAuctionQuantity)) {
      tier.size = size;
    }
    tell_rise(row, tier.rise);
    tell_provenance(row, tier.provenance, sources);
    tiers.push_back(tier);
  });
}

// The rows in force in the middle of a year: those that began last, but for what begins later.
template <class Row>
std::vector<const Row*> rows_in(const std::vector<Row>& rows, Year year) {
  const Date middle{std::chrono::year(raw(year)), std::chrono::July, std::chrono::day(1)};
  std::vector<const Row*> found;
  for (const Row& row : rows) {
    if (middle < row.days.first) continue;
    if (!found.empty() && row.days.first < found.front()->days.first) continue;
    if (!found.empty() && found.front()->days.first < row.days.first) found.clear();
    found.push_back(&row);
  }
  return found;
}

template <class Row>
Price price_in(const Row& row, Price price, Year year) {
  const std::int32_t years = raw(year) - static_cast<int>(row.days.first.year());
  return raised_to_limit(price, row.rise, years);
}

std::optional<Tonnes> size_of(const std::vector<DatedTier>& tiers, const DatedTier& tier) {
  if (tier.size) return tier.size;
  const DatedTier* before = nullptr;
  for (const DatedTier& other : tiers) {
    if (!other.size || tier.days.first < other.days.first) continue;
    if (before == nullptr || before->days.first <= other.days.first) before = &other;
  }
  return before == nullptr ? std::nullopt : before->size;
}

void add_tiers(const std::vector<DatedTier>& tiers, SupplyClass supply_class, Year year,
               AuctionYear& terms) {
  for (const DatedTier* const tier : rows_in(tiers, year)) {
    const bool ceiling = supply_class == SupplyClass::kCeiling;
    const auto size = ceiling ? tier->size.value_or(kMaxAuctionQuantity) : size_of(tiers, *tier);
    if (size) terms.tiers.push_back({supply_class, price_in(*tier, tier->trigger, year), *size});
  }
}

}  // namespace

void tell_rule_source(Fields& fields, RuleSource& source) {
  fields.text({.name = "of", .doc = "Which rules.", .required = true}, source.of, kSentence);
  tell_provenance(fields, source.provenance, Sources::kRequired);
}

void tell_auction_terms(Fields& fields, AuctionTerms& terms, Sources sources) {
  const bool required = sources == Sources::kRequired;
  fields.integer({.name = "per_year",
                  .doc = "Auctions in a year, spread evenly over its days; one a day at most."},
                 terms.per_year, 1, 366);
  fields.object({.name = "rules", .doc = "How bids are turned into awards.", .required = required},
                [&](Fields& rules) { tell_rules(rules, terms.rules); });
  fields.object({.name = "unsold", .doc = "What becomes of what is not sold."},
                [&](Fields& unsold) { tell_unsold(unsold, terms.unsold); });
  tell_word(fields,
            {.name = "floor",
             .doc = "What the reserve price follows, in a scenario, beside its "
                    "rows: the higher of the two holds."},
            terms.floor, kFloorWords);
  std::int64_t share = terms.confidential_share.raw();
  fields.exact({.name = "confidential_reserve_share",
                .doc = "A reserve price that bidders are not told, in a scenario: so much of the "
                       "latest close, where that is above the one they are told; lower bids lose."},
               share, {.least = 0, .most = 10'000, .decimals = 4});
  terms.confidential_share = BasisPoints(share);
  fields.objects(
      {.name = "sources", .doc = "Of the rules.", .required = required}, kRows, [&](Fields& row) {
        RuleSource source;
        row.text({.name = "of", .doc = "Which rules.", .required = true}, source.of, kSentence);
        tell_provenance(row, source.provenance, Sources::kRequired);
        terms.sources.push_back(source);
      });
  tell_reserve_prices(fields, terms.reserve_prices, sources);
  tell_tiers(fields,
             {.name = "ccr", .doc = "Cost containment: added from the trigger upwards. By date."},
             terms.ccr, sources);
  tell_tiers(fields,
             {.name = "ecr",
              .doc = "Emissions containment: part of the offer, withheld below the trigger. By "
                     "date."},
             terms.ecr, sources);
  tell_tiers(fields,
             {.name = "ceiling",
              .doc = "Sold to all who pay the trigger; without size_t as much as is asked for. By "
                     "date."},
             terms.ceiling, sources);
}

AuctionYear terms_of_year(const AuctionTerms& terms, Year year) {
  AuctionYear result;
  for (const DatedPrice* const row : rows_in(terms.reserve_prices, year))
    result.reserve_price = price_in(*row, row->price, year);
  add_tiers(terms.ecr, SupplyClass::kWithheld, year, result);
  add_tiers(terms.ccr, SupplyClass::kReserve, year, result);
  add_tiers(terms.ceiling, SupplyClass::kCeiling, year, result);
  std::ranges::stable_sort(result.tiers, {}, &AuctionTier::trigger);
  return result;
}

}  // namespace tanshi
