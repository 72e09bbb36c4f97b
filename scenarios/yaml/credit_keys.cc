// The keys of what may be surrendered beside the system's own allowances: offsets, and the
// allowances of linked systems.

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"
#include "exchange/policy/surrender_terms.h"
#include "scenarios/yaml/maker_keys.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

void tell_quota(Fields& fields, const Horizon& horizon, CreditKind& kind) {
  kind.quota = tell_shares(
      fields, horizon,
      {.name = "quota",
       .doc = "Part of what a firm owes for a year that it may meet with them, at most."},
      {.name = "quota_by_year",
       .doc = "The same by year: each row holds until the next; none before the first."},
      kFullShare);
}

void tell_worth(Fields& fields, CreditKind& kind) {
  std::int64_t worth = kind.worth.raw();
  fields.exact({.name = "worth",
                .doc = "Tonnes owed that one of them meets; rounded down at each surrender."},
               worth, {.least = 1, .most = kMostWorth.raw(), .decimals = 4});
  kind.worth = BasisPoints(worth);
}

// Names of kinds and of groups of sellers: those of seats must differ.
void tell_name(Fields& fields, const Scenario& scenario, std::string& name) {
  if (!fields.text({.name = "name", .doc = "Name, unlike any other's.", .required = true}, name,
                   kNameRule)) {
    return;
  }
  if (is_name_taken(scenario, name))
    fields.refuse("name", "'" + name + "' is another group's already; names must differ");
}

void tell_project(Fields& fields, const Scenario& scenario, CreditKind& kind) {
  ProducerGroup group;
  tell_name(fields, scenario, group.name);
  for (const ProducerGroup& other : kind.producers) {
    if (other.name == group.name)
      fields.refuse("name", "'" + group.name + "' is another group's already; names must differ");
  }
  tell_maker(fields, scenario.horizon,
             {.capacity = {.name = "capacity_t",
                           .doc = "Credits that the group can make in the first year, at most.",
                           .required = true},
              .growth = {.name = "growth",
                         .doc = "Growth of what can be made at each cost, as of a forest that "
                                "grows into a sink; 0.01 is 1 %."},
              .curve = {.name = "abatement",
                        .doc = "Marginal abatement cost (MAC) of the group's q-th tonne in a year. "
                               "`curve` names its shape.",
                        .required = true}},
             group);
  if (fields.ok()) kind.producers.push_back(std::move(group));
}

// ---- Links -------------------------------------------------------------------------------------

struct Link {
  CreditKind kind;
  std::string through;  // a link's name; empty: this system accepts its allowances itself
};

void tell_allowances(Fields& fields, const Scenario& scenario, std::vector<Tonnes>& allowances) {
  std::vector<std::int64_t> path;
  fields.exacts({.name = "allowances_path_t",
                 .doc = "Allowances of the other system by year: a number for each of "
                        "horizon.years, or one for all.",
                 .required = true},
                path, {0, kMaxQuantity.raw(), 0, "t"}, {1, 100});
  const std::size_t years = scenario.cap.size();
  if (path.size() == 1) path.resize(years, path.front());
  if (!path.empty() && path.size() != years) {
    fields.refuse("allowances_path_t", "has " + std::to_string(path.size()) +
                                           " entries; must have " + std::to_string(years) +
                                           ", one for each of horizon.years, or 1");
  }
  for (const std::int64_t year : path) allowances.emplace_back(year);
}

// What its allowances are after its own emissions, by what it abates: it sells what it can spare.
void tell_neighbour(Fields& fields, const Scenario& scenario, ProducerGroup& group) {
  tell_maker_seats(fields, group);
  std::vector<Tonnes> allowances;
  tell_allowances(fields, scenario, allowances);
  Tonnes start;
  double growth = 0;
  fields.object({.name = "baseline",
                 .doc = "Emissions of the other system without abatement.",
                 .required = true},
                [&](Fields& keys) {
                  keys.tonnes({.name = "start_t", .doc = "In the first year.", .required = true},
                              start, Tonnes(1), kMaxQuantity);
                  keys.number({.name = "growth", .doc = "Growth; 0.01 is 1 %."}, growth,
                              {-1, 1, false, "a year"});
                });
  double rate = 1;
  fields.number({.name = "currency_rate",
                 .doc = "Price in this market's currency of one unit of the currency in which the "
                        "other system's costs are given."},
                rate, {0, 1e6, true});
  tell_curve(fields, to_double(start), group.curve);
  if (!fields.ok() || allowances.size() != scenario.cap.size()) return;
  group.curve = group.curve.repriced(rate);
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    const Tonnes emitted = grown(start, growth, year);
    const Tonnes abated =
        to_tonnes_floor(std::min(group.curve.max_abatement_t(), to_double(emitted)));
    const Tonnes spare = allowances[year] - emitted;
    group.ready.push_back(spare);
    group.most.push_back(std::clamp(spare + abated, Tonnes(), kMaxQuantity));
  }
}

void tell_link(Fields& fields, const Scenario& scenario, std::map<std::string, Link>& links,
               std::vector<std::string>& names) {
  Link link;
  ProducerGroup group;
  tell_name(fields, scenario, group.name);
  if (links.contains(group.name))
    fields.refuse("name", "'" + group.name + "' is another link's already; names must differ");
  link.kind.name = group.name;
  fields.text(
      {.name = "through",
       .doc = "Name of the link whose system accepts these allowances, where it is not "
              "this one: they then count here as that link's do, at both worths, within the "
              "lower of both quotas.",
       .default_doc = "none: they are accepted here"},
      link.through, kNameRule);
  tell_worth(fields, link.kind);
  tell_quota(fields, scenario.horizon, link.kind);
  tell_neighbour(fields, scenario, group);
  if (!fields.ok()) return;
  names.push_back(group.name);
  link.kind.producers.push_back(std::move(group));
  links.emplace(names.back(), std::move(link));
}

// The chain of links that a name goes through, "b -> c -> b" where it comes back to itself.
std::string chain_of(const std::map<std::string, Link>& links, const std::string& name,
                     bool& is_cycle) {
  std::string chain = name;
  std::string at = name;
  for (std::size_t steps = 0; steps <= links.size(); ++steps) {
    const auto link = links.find(at);
    if (link == links.end() || link->second.through.empty()) return chain;
    at = link->second.through;
    chain += " -> " + at;
    is_cycle = at == name;
    if (is_cycle) return chain;
  }
  return chain;
}

// The other links' terms, once for each that it goes through.
void follow(const std::map<std::string, Link>& links, Link& link) {
  for (std::string at = link.through; !at.empty(); at = links.at(at).through) {
    const CreditKind& passed = links.at(at).kind;
    const std::int64_t worth = mul_div_floor(link.kind.worth.raw(), passed.worth.raw(), 10'000);
    link.kind.worth = BasisPoints(std::clamp(worth, std::int64_t{1}, kMostWorth.raw()));
    for (std::size_t year = 0; year < link.kind.quota.size(); ++year)
      link.kind.quota[year] = std::min(link.kind.quota[year], passed.quota[year]);
  }
}

void tell_links(Fields& fields, Scenario& scenario) {
  std::map<std::string, Link> links;
  std::vector<std::string> names;
  std::vector<std::string> through;
  const auto item = [&](Fields& keys) {
    tell_link(keys, scenario, links, names);
    if (!keys.ok() || names.empty()) return;
    bool is_cycle = false;
    const std::string chain = chain_of(links, names.back(), is_cycle);
    if (is_cycle) {
      keys.refuse("through", "is a cycle of links: " + chain +
                                 "; a chain must end at one that this market accepts");
    }
  };
  fields.objects({.name = "links",
                  .doc = "Other systems whose allowances may be surrendered here. Two systems that "
                         "accept each other's without limit are one market: give the firms of both "
                         "under firms."},
                 {0, kMostKinds - 1}, item);
  if (!fields.ok()) return;
  for (const std::string& name : names) {
    Link link = links.at(name);
    if (!link.through.empty() && !links.contains(link.through)) {
      return fields.refuse("links", "'" + name + "' goes through '" + link.through +
                                        "', which is no link; name one of them");
    }
    follow(links, link);
    scenario.credits.push_back(std::move(link.kind));
  }
}

}  // namespace

void tell_credits(Fields& fields, Scenario& scenario) {
  CreditKind offsets;
  offsets.name = "offsets";
  const bool given = fields.object(
      {.name = "offsets",
       .doc = "Credits of projects outside the cap, with a book of their own, which firms may "
              "surrender in place of allowances."},
      [&](Fields& keys) {
        tell_quota(keys, scenario.horizon, offsets);
        tell_worth(keys, offsets);
        keys.objects({.name = "projects",
                      .doc = "Groups of projects, each with a curve of what a credit costs to "
                             "make; without any "
                             "there is no book."},
                     {0, 100}, [&](Fields& item) { tell_project(item, scenario, offsets); });
      });
  if (given && fields.ok() && !offsets.producers.empty())
    scenario.credits.push_back(std::move(offsets));
  tell_links(fields, scenario);
}

}  // namespace tanshi
