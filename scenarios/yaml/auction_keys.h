// The keys that say how allowances are auctioned, in rulebooks and in scenarios alike: rules, and
// the prices and sizes of each date.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/auction/auction.h"
#include "exchange/auction/auction_calendar.h"
#include "scenarios/model/scenario.h"
#include "scenarios/yaml/date.h"
#include "scenarios/yaml/fields.h"

namespace tanshi {

// Where a figure comes from. Marks: V read in the source; C computed from such figures; U not
// verified, so a parameter and nothing published.
struct Provenance {
  std::string mark;
  std::string source;
};

// In force on `days`. A scenario, which goes beyond what is known, keeps a row until the next one
// begins, and raises its price by `rise` in each year after the first, to the cent.
struct DatedPrice {
  Days days;
  Price price;
  PartsPerMillion rise;
  Provenance provenance;
};

struct DatedTier {
  Days days;
  Price trigger;
  std::optional<Tonnes> size;  // of the year; absent: not known, or of a ceiling without limit
  PartsPerMillion rise;        // of the trigger
  Provenance provenance;
};

// What the source says of some of the rules.
struct RuleSource {
  std::string of;
  Provenance provenance;
};

struct AuctionTerms {
  std::int32_t per_year = 4;
  AuctionRules rules;  // without reserve prices
  UnsoldRule unsold;
  AuctionFloor floor = AuctionFloor::kNone;
  BasisPoints confidential_share;
  std::vector<RuleSource> sources;
  std::vector<DatedPrice> reserve_prices;
  std::vector<DatedTier> ccr;      // cost containment reserve: SupplyClass::kReserve
  std::vector<DatedTier> ecr;      // emissions containment reserve: SupplyClass::kWithheld
  std::vector<DatedTier> ceiling;  // SupplyClass::kCeiling
};

// Whether each figure must name its source.
enum class Sources : bool { kOptional, kRequired };

void tell_rule_source(Fields& fields, RuleSource& source);
void tell_auction_terms(Fields& fields, AuctionTerms& terms, Sources sources);

// The terms of a year, as they are in force in its middle. A tier without a size has that of the
// row before, and is left out where none is known.
[[nodiscard]] AuctionYear terms_of_year(const AuctionTerms& terms, Year year);

}  // namespace tanshi
