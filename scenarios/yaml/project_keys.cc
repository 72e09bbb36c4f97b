// The keys of a group's menu of projects.

#include <set>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "exchange/base/checked_math.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr std::int32_t kMostProjects = 20;

void tell_cost(Fields& fields, Technology& project) {
  Cash capex;
  fields.cash({.name = "capex",
               .doc = "What a unit costs, paid in the year of the decision whatever becomes of it: "
                      "for the group together.",
               .required = true},
              capex, Cash(), Cash(kMaxCash.raw() / 1'000));
  project.capex = static_cast<double>(capex.raw()) / 100;
  fields.number(
      {.name = "running_cost", .doc = "What a tonne abated costs besides. Below 0: it earns."},
      project.running_cost, {-1e9, 1e9, false, "money/t"});
}

void tell_learning(Fields& fields, Technology& project, Tonnes abates) {
  fields.number({.name = "learning",
                 .doc = "By how much a unit gets cheaper with each doubling of what all have built "
                        "of the project, in groups that name it alike, before the year (Wright's "
                        "law); 0.1 is 10 %."},
                project.learning, {0, 0.9});
  Tonnes experience = abates;
  fields.tonnes({.name = "experience_t",
                 .doc = "What is there of it at the start, which doublings count from, as tonnes "
                        "abated a year.",
                 .default_doc = "abates_t: the first unit"},
                experience, Tonnes(1), kMaxQuantity);
  project.experience_t = static_cast<double>(experience.raw());
}

// The share of what a project costs that a loan on better terms is worth.
void tell_loan(Fields& fields, double& gift) {
  double share = 0;
  double rate = 0;
  double market_rate = 0;
  std::int32_t years = 1;
  fields.number(
      {.name = "share", .doc = "Part of what building costs that it pays for.", .required = true},
      share, {0, 1});
  fields.number({.name = "rate", .doc = "Its interest.", .required = true}, rate,
                {0, 1, false, "a year"});
  fields.number({.name = "market_rate", .doc = "What a loan costs else.", .required = true},
                market_rate, {0, 1, false, "a year"});
  fields.integer(
      {.name = "years", .doc = "In which it is paid back, in parts alike.", .required = true},
      years, 1, 50);
  if (fields.ok() && rate > market_rate)
    fields.refuse("rate", "is above market_rate; at most that");
  if (fields.ok()) gift = share * grant_element(rate, market_rate, years);
}

// What the public pays is taken off what the project costs its owner.
void tell_support(Fields& fields, Technology& project) {
  double subsidy = 0;
  double gift = 0;
  fields.number({.name = "subsidy", .doc = "Part of what building costs that is given."}, subsidy,
                {0, 0.95});
  fields.number({.name = "per_t", .doc = "Given for each tonne abated."}, project.public_per_t,
                {0, 1e9, false, "money/t"});
  fields.object({.name = "loan",
                 .doc = "On better terms than the market's: worth the interest that it saves, as "
                        "a present value (OECD's grant element)."},
                [&](Fields& keys) { tell_loan(keys, gift); });
  if (subsidy + gift > 0.95)
    fields.refuse("", "pays for more than 0.95 of what building costs; at most that");
  if (!fields.ok()) return;
  project.public_share = subsidy + gift;
  project.capex *= 1 - project.public_share;
  project.running_cost -= project.public_per_t;
}

void tell_project(Fields& fields, const FirmGroup& firm, Technology& project) {
  fields.text({.name = "name",
               .doc = "Name of the project, unlike any other of the group.",
               .required = true},
              project.name, kNameRule);
  tell_cost(fields, project);
  Tonnes abates(1);
  fields.tonnes({.name = "abates_t",
                 .doc = "What a unit abates in each year that it runs, of the group together. It "
                        "always runs, and the curve acts on what it leaves of the baseline.",
                 .required = true},
                abates, Tonnes(1), kMaxQuantity);
  project.abates_t = static_cast<double>(abates.raw());
  fields.integer({.name = "build_years",
                  .doc = "Years from the decision to the first in which it runs. Decisions are "
                         "taken when a year's trading is over."},
                 project.build_years, 1, 30);
  fields.integer({.name = "lifetime_years", .doc = "Years that it runs."}, project.lifetime_years,
                 1, 100);
  fields.integer({.name = "units",
                  .doc = "How often it can be built. Of a group of several firms each builds an "
                         "equal part of every unit, when it decides."},
                 project.units, 1, 1'000);
  tell_learning(fields, project, abates);
  fields.object({.name = "support", .doc = "What the public pays of it."},
                [&](Fields& keys) { tell_support(keys, project); });
  if (fields.ok() && abates.raw() < firm.count) {
    fields.refuse("abates_t",
                  fmt::format("is less than a tonne for each of the group's {} firms", firm.count));
  }
  if (fields.ok() && project.abates_t > firm.baseline_t) {
    fields.refuse("abates_t", "is more than the group emits, " +
                                  write_exact(static_cast<std::int64_t>(firm.baseline_t), 0) +
                                  " t; at most that");
  }
}

}  // namespace

void tell_projects(Fields& fields, FirmGroup& firm) {
  std::set<std::string> names;
  fields.objects(
      {.name = "projects",
       .doc = "What the group's plants can be rebuilt with: irreversible, delayed, and built when "
              "a firm decides so. Robots build what pays at the prices that they expect. Costs are "
              "no payment in the market."},
      {0, kMostProjects}, [&](Fields& keys) {
        Technology project;
        tell_project(keys, firm, project);
        if (!project.name.empty() && !names.insert(project.name).second) {
          keys.refuse("name", "'" + project.name +
                                  "' is another project's of the group; names must differ");
        }
        firm.projects.push_back(std::move(project));
      });
}

}  // namespace tanshi
