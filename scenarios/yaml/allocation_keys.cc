// The keys of free allocation: who gets the cap's allowances and how.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "exchange/base/checked_math.h"
#include "scenarios/model/free_allocation.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr ExactRule kShare{.least = 0, .most = kFullShare.raw(), .decimals = 4};

void tell_share(Fields& fields, const Key& key, BasisPoints& share) {
  std::int64_t exact = share.raw();
  fields.exact(key, exact, kShare);
  share = BasisPoints(exact);
}

// The place of a word in its list.
std::size_t tell_choice(Fields& fields, const Key& key, std::span<const Word> words,
                        std::size_t choice = 0) {
  std::string name(words[choice].name);
  fields.word(key, name, words);
  return static_cast<std::size_t>(std::ranges::find(words, name, &Word::name) - words.begin());
}

BasisPoints reserve_share(const Scenario& scenario) {
  return scenario.new_entrants ? scenario.new_entrants->share : BasisPoints();
}

// Beside what is set aside for new entrants.
void set_free(Fields& fields, std::string_view key, Scenario& scenario, std::size_t year,
              std::int64_t share) {
  if (share + reserve_share(scenario).raw() > kFullShare.raw())
    return fields.refuse(key,
                         "with new_entrants_reserve.share is above 1 of the cap; at most 1 "
                         "together");
  scenario.free[year] = share_floor(BasisPoints(share), scenario.cap[year]);
}

// Returns whether the file states a share.
bool tell_share_of_cap(Fields& fields, Scenario& scenario) {
  std::int64_t share = kFullShare.raw() - reserve_share(scenario).raw();
  const bool given =
      fields.exact({.name = "free_share",
                    .doc = "Part of each year's cap that firms get free of charge, down to whole "
                           "tonnes; the rest is auctioned.",
                    .default_doc = "1, less new_entrants_reserve.share"},
                   share, kShare);
  std::vector<std::int64_t> path;
  const bool by_year = fields.exacts(
      {.name = "free_share_path", .doc = "The same with a number for each of horizon.years."}, path,
      kShare, {1, 100});
  const std::size_t years = scenario.cap.size();
  if (by_year && fields.ok() && path.size() != years) {
    fields.refuse("free_share_path", "has " + std::to_string(path.size()) + " entries; must have " +
                                         std::to_string(years) + ", one for each of horizon.years");
  }
  scenario.free.assign(years, Tonnes());
  for (std::size_t year = 0; year < years && fields.ok(); ++year) {
    if (by_year) {
      set_free(fields, "free_share_path", scenario, year, path[year]);
    } else {
      set_free(fields, "free_share", scenario, year, share);
    }
  }
  return given || by_year;
}

void tell_new_entrants(Fields& fields, Scenario& scenario) {
  static constexpr std::array kUnused = {
      Word{"cancel", "it is never issued"}, Word{"auction", "it is auctioned in the last year"},
      Word{"allocate", "firms are given it in the last year, by what they are given in it"}};
  NewEntrantsReserve reserve;
  tell_share(fields, {.name = "share", .doc = "Part of each year's cap.", .required = true},
             reserve.share);
  reserve.unused = static_cast<Unclaimed>(tell_choice(
      fields, {.name = "unused", .doc = "What becomes of what nobody was granted."}, kUnused));
  scenario.new_entrants = reserve;
  if (scenario.bottom_up)
    fields.refuse("share", "stands beside cap.bottom_up, of which nothing is left; one only");
}

void tell_closure(Fields& fields, Scenario& scenario, bool by_output) {
  static constexpr std::array kRules = {Word{"keep_year", "it is kept"},
                                        Word{"return_all", "all of it goes back"}};
  static constexpr std::array kFreed = {Word{"allocate", "the other firms share it"},
                                        Word{"auction", "it is auctioned"},
                                        Word{"cancel", "it is never issued"},
                                        Word{"reserve", "it goes to the reserve for new entrants"}};
  static constexpr std::array kOf = {Unclaimed::kAllocate, Unclaimed::kAuction, Unclaimed::kCancel,
                                     Unclaimed::kReserve};
  const std::size_t rule = tell_choice(
      fields, {.name = "rule", .doc = "The allocation of the last year that a plant runs."},
      kRules);
  scenario.closure.rule = rule == 0 ? ClosureRule::kKeepYear : ClosureRule::kReturnAll;
  const std::size_t freed =
      tell_choice(fields,
                  {.name = "freed",
                   .doc = "What becomes of what it would have got afterwards. (Where firms are "
                          "given allowances by output, that is part of what is auctioned.)"},
                  kFreed);
  scenario.closure.freed = kOf[freed];
  if (by_output && freed != 0)
    fields.refuse("freed", "stands beside method: benchmark, which frees nothing; one only");
  if (scenario.closure.freed == Unclaimed::kReserve && !scenario.new_entrants)
    fields.refuse("freed", "needs allocation.new_entrants_reserve");
}

struct SettlementRow {
  std::int32_t from = 0;
  Settlement terms;
};

void tell_settlement_row(Fields& fields, SettlementRow& row) {
  static constexpr std::array kOf = {
      Word{"allocation", "what the firm is expected to be given for the year"},
      Word{"emissions_before",
           "its verified emissions of the year before; where it has none, what "
           "it is expected to emit without abatement"}};
  static constexpr std::array kRelief = {Word{"allocation", "it is given more"},
                                         Word{"obligation", "it owes less"}};
  Settlement& terms = row.terms;
  fields.integer({.name = "from", .doc = "First year of these terms.", .required = true}, row.from,
                 1900, 3000);
  tell_share(fields,
             {.name = "advance_share",
              .doc = "What is given when the year begins, as a part of "
                     "advance_of."},
             terms.advance);
  terms.advance_of = static_cast<AdvanceBase>(
      tell_choice(fields, {.name = "advance_of", .doc = "What the advance is a part of."}, kOf));
  tell_share(
      fields,
      {.name = "most_gap",
       .doc = "The most by which an allocation may be below verified emissions, as a part of "
              "them; 1: no such limit. A group that is never_short has 0."},
      terms.most_gap);
  terms.relief =
      tell_choice(fields, {.name = "relief", .doc = "How a firm that lacks more is relieved."},
                  kRelief) == 0
          ? ChinaRelief::kAllocationToppedUp
          : ChinaRelief::kObligationCapped;
  std::int64_t surplus = 0;
  if (fields.exact({.name = "most_surplus",
                    .doc = "The most by which it may be above them.",
                    .default_doc = "no such limit"},
                   surplus, kShare))
    terms.most_surplus = BasisPoints(surplus);
}

void tell_settlement(Fields& fields, Scenario& scenario) {
  std::vector<SettlementRow> rows;
  fields.objects(
      {.name = "settlement",
       .doc = "Settles the free allocation of a year once its output and emissions are verified: "
              "what is missing to the advance is then given, what was too much is taken back, or "
              "owed where it was sold. Terms hold until the next begin. Without: what is expected "
              "is given for good."},
      {0, 100}, [&](Fields& keys) {
        SettlementRow row;
        tell_settlement_row(keys, row);
        if (!rows.empty() && row.from <= rows.back().from)
          keys.refuse("from", "is not after the row before; rows must be in order of years");
        rows.push_back(row);
      });
  if (rows.empty()) return;
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    const auto of = raw(scenario.horizon.first_year) + static_cast<std::int32_t>(year);
    std::optional<Settlement>& terms = scenario.settlement.emplace_back();
    for (const SettlementRow& row : rows)
      if (row.from <= of) terms = row.terms;
  }
}

}  // namespace

void tell_allocation(Fields& fields, Scenario& scenario) {
  static constexpr std::array kMethods = {
      Word{"grandfathering",
           "free_share of the cap is given to the firms each year, by allocation_weight where "
           "firms state it, else by baseline"},
      Word{"benchmark",
           "a firm is given its output times its benchmark; less, all alike, where that is more "
           "than the cap, and what is left of the cap is auctioned"},
      Word{"equal", "free_share of the cap is given to the firms, each as much as any other"}};
  const std::size_t method = tell_choice(
      fields, {.name = "method", .doc = "How firms get the cap's allowances."}, kMethods);
  scenario.allocation = static_cast<AllocationMethod>(method + 1);
  const bool by_output = scenario.allocation == AllocationMethod::kBenchmark;
  fields.object({.name = "new_entrants_reserve",
                 .doc = "Set aside of the cap for firms that enter after the first year."},
                [&](Fields& keys) { tell_new_entrants(keys, scenario); });
  fields.object({.name = "closure", .doc = "What becomes of the allocation of firms that close."},
                [&](Fields& keys) { tell_closure(keys, scenario, by_output); });
  if (tell_share_of_cap(fields, scenario) && by_output)
    fields.refuse("free_share", "stands beside method: benchmark, which gives by output; one only");
  tell_settlement(fields, scenario);
}

void tell_allocations(Fields& fields, Scenario& scenario) {
  const bool by_output = scenario.allocation == AllocationMethod::kBenchmark;
  if (scenario.bottom_up && !by_output)
    return fields.refuse("cap", "bottom_up needs allocation.method: benchmark");
  for (const FirmGroup& group : scenario.firms) {
    if (!by_output || !std::holds_alternative<std::monostate>(group.output)) continue;
    return fields.refuse("firms", "'" + group.name + "' has no benchmark; each group needs one");
  }
  if (needs_allocating(scenario)) allocate(scenario);
}

}  // namespace tanshi
