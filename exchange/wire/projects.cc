#include "exchange/wire/projects.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "exchange/wire/curves.h"
#include "exchange/wire/decimal_text.h"
#include "fmt/format.h"

namespace tanshi {
namespace {

constexpr int kMostBuilds = 100;
constexpr std::int32_t kMostUnits = 1'000;

void to_wire(const Technology& technology, v1::Technology& wire) {
  wire.set_name(technology.name);
  wire.set_capex(to_decimal_text(technology.capex));
  wire.set_abates_t(to_decimal_text(technology.abates_t));
  wire.set_running_cost(to_decimal_text(technology.running_cost));
  wire.set_build_years(technology.build_years);
  wire.set_lifetime_years(technology.lifetime_years);
  wire.set_unit_count(technology.units);
  wire.set_learning(to_decimal_text(technology.learning));
  wire.set_experience_t(to_decimal_text(technology.experience_t));
  if (technology.public_share != 0) wire.set_public_share(to_decimal_text(technology.public_share));
  if (technology.public_per_t != 0) wire.set_public_per_t(to_decimal_text(technology.public_per_t));
}

absl::Status read_technology(const v1::Technology& wire, Technology& technology) {
  technology.name = wire.name();
  absl::Status error = read_decimal(wire.capex(), "project.capex", technology.capex);
  error.Update(read_decimal(wire.abates_t(), "project.abates_t", technology.abates_t));
  error.Update(read_decimal(wire.running_cost(), "project.running_cost", technology.running_cost));
  error.Update(read_decimal(wire.learning(), "project.learning", technology.learning));
  error.Update(read_decimal(wire.experience_t(), "project.experience_t", technology.experience_t));
  if (!wire.public_share().empty())
    error.Update(
        read_number(wire.public_share(), "project.public_share", 0, 0.99, technology.public_share));
  if (!wire.public_per_t().empty())
    error.Update(
        read_decimal(wire.public_per_t(), "project.public_per_t", technology.public_per_t));
  technology.build_years = wire.build_years();
  technology.lifetime_years = wire.lifetime_years();
  technology.units = wire.unit_count();
  if (!error.ok()) return error;
  const bool sound =
      std::isfinite(technology.capex) && technology.capex >= 0 &&
      std::isfinite(technology.abates_t) && technology.abates_t > 0 &&
      std::isfinite(technology.running_cost) && std::isfinite(technology.public_per_t) &&
      technology.learning >= 0 && technology.learning < 1 &&
      (technology.learning == 0 || technology.experience_t > 0) && technology.build_years >= 1 &&
      technology.lifetime_years >= 1 && technology.units >= 1;
  return sound ? absl::OkStatus()
               : absl::InvalidArgumentError(
                     fmt::format("project '{}': a number is out of its range", technology.name));
}

}  // namespace

void projects_to_wire(const FirmBrief& firm, v1::FirmBrief& wire) {
  if (firm.market_projects.empty()) return;
  for (const Technology& technology : firm.projects) to_wire(technology, *wire.add_projects());
  for (const MarketProject& project : firm.market_projects) {
    v1::MarketProject& out = *wire.add_market_projects();
    to_wire(project.technology, *out.mutable_technology());
    out.set_curve_index(static_cast<std::int32_t>(project.member));
    out.set_emits_t(to_decimal_text(project.emits_t));
  }
  wire.set_first_market_project(static_cast<std::int32_t>(firm.first_market_project));
  wire.set_group_count(firm.group_count);
  wire.set_place_in_group(firm.place_in_group);
}

absl::Status read_projects(const v1::FirmBrief& wire, FirmBrief& firm) {
  for (const v1::Technology& technology : wire.projects()) {
    const absl::Status error = read_technology(technology, firm.projects.emplace_back());
    if (!error.ok()) return error;
  }
  const std::size_t curves = firm.believed_market_curve.members().size();
  for (const v1::MarketProject& in : wire.market_projects()) {
    MarketProject& project = firm.market_projects.emplace_back();
    absl::Status error = read_technology(in.technology(), project.technology);
    error.Update(read_decimal(in.emits_t(), "market_projects.emits_t", project.emits_t));
    if (!error.ok()) return error;
    if (in.curve_index() < 0 || static_cast<std::size_t>(in.curve_index()) >= curves)
      return absl::InvalidArgumentError("market_projects.curve_index: names no believed curve");
    project.member = static_cast<std::size_t>(in.curve_index());
  }
  if (firm.market_projects.empty()) return absl::OkStatus();
  if (!firm.market_running.empty() && firm.market_running.size() != curves)
    return absl::InvalidArgumentError("market_running: must have an entry for each curve");
  const bool fits = wire.first_market_project() >= 0 &&
                    static_cast<std::size_t>(wire.first_market_project()) + firm.projects.size() <=
                        firm.market_projects.size() &&
                    wire.group_count() >= 1 && wire.place_in_group() >= 0 &&
                    wire.place_in_group() < wire.group_count();
  if (!fits) return absl::InvalidArgumentError("projects: do not fit market_projects");
  firm.first_market_project = static_cast<std::size_t>(wire.first_market_project());
  firm.group_count = wire.group_count();
  firm.place_in_group = wire.place_in_group();
  return absl::OkStatus();
}

void projects_to_wire(const Observation& observation, v1::Observation& wire) {
  for (const ProjectView& view : observation.projects) {
    v1::ProjectView& out = *wire.add_projects();
    out.set_units_left(view.units_left);
    out.set_capex(to_decimal_text(view.capex));
  }
  for (const BuiltCapacity& built : observation.built) {
    v1::BuiltCapacity& out = *wire.add_built();
    out.set_market_project(static_cast<std::int32_t>(built.project));
    out.set_year(raw(built.year));
    out.set_abates_t(to_decimal_text(built.abates_t));
  }
}

void read_views(const v1::Observation& wire, std::vector<ProjectView>& views) {
  views.clear();
  for (const v1::ProjectView& in : wire.projects())
    views.push_back({in.units_left(), from_decimal_text(in.capex()).value_or(0)});
}

void read_built(const v1::Observation& wire, std::vector<BuiltCapacity>& built) {
  built.clear();
  for (const v1::BuiltCapacity& in : wire.built()) {
    built.push_back({static_cast<std::size_t>(in.market_project()), Year{in.year()},
                     from_decimal_text(in.abates_t()).value_or(0)});
  }
}

void builds_to_wire(const std::vector<BuildProject>& builds, v1::Builds& wire) {
  for (const BuildProject& build : builds) {
    v1::BuildProject& out = *wire.add_builds();
    out.set_project(static_cast<std::int32_t>(build.project));
    out.set_units(build.units);
  }
}

absl::Status read_builds(const v1::Builds& wire, std::vector<BuildProject>& builds) {
  if (wire.builds_size() > kMostBuilds) {
    return absl::InvalidArgumentError(fmt::format("builds has {} entries; must have at most {}",
                                                  wire.builds_size(), kMostBuilds));
  }
  for (const v1::BuildProject& in : wire.builds()) {
    if (in.project() < 0) {
      return absl::InvalidArgumentError(
          fmt::format("builds.project is {}; must be at least 0", in.project()));
    }
    if (in.units() < 1 || in.units() > kMostUnits) {
      return absl::InvalidArgumentError(
          fmt::format("builds.units is {}; must be in [1, {}]", in.units(), kMostUnits));
    }
    builds.push_back({static_cast<std::size_t>(in.project()), in.units()});
  }
  return absl::OkStatus();
}

}  // namespace tanshi
