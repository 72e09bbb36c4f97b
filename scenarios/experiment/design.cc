#include "scenarios/experiment/design.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

#include <boost/random/sobol.hpp>

#include "exchange/base/check.h"
#include "exchange/base/random_stream.h"

namespace tanshi {
namespace {

// Purposes of a design's random streams; the owner is the parameter, from 1.
constexpr std::uint32_t kOrderPurpose = 1;
constexpr std::uint32_t kPlacePurpose = 2;
constexpr std::uint32_t kShiftPurpose = 3;

RandomStream stream_of(std::uint64_t seed, std::size_t parameter, std::uint32_t purpose) {
  return {seed, static_cast<std::uint32_t>(parameter + 1), purpose};
}

std::vector<std::string> grid_values(const DesignParameter& parameter) {
  if (!parameter.values.empty()) return parameter.values;
  std::vector<std::string> values;
  for (std::int32_t step = 0; step < parameter.steps; ++step) {
    const double share = static_cast<double>(step) / (parameter.steps - 1);
    values.push_back(written_value(parameter, std::lerp(parameter.from, parameter.to, share)));
  }
  return values;
}

// The value at a place in [0, 1): of a list, every value has as much room as the others.
std::string value_at(const DesignParameter& parameter, double place) {
  if (parameter.values.empty())
    return written_value(parameter, std::lerp(parameter.from, parameter.to, place));
  const auto count = static_cast<double>(parameter.values.size());
  return parameter.values[static_cast<std::size_t>(place * count)];
}

std::vector<DesignPoint> grid_points(const Design& design) {
  std::vector<DesignPoint> points(1);
  for (const DesignParameter& parameter : design.parameters) {
    const std::vector<std::string> values = grid_values(parameter);
    std::vector<DesignPoint> longer;
    for (const DesignPoint& point : points) {
      for (const std::string& value : values) {
        longer.push_back(point);
        longer.back().push_back({parameter.key, value});
      }
    }
    points = std::move(longer);
  }
  return points;
}

}  // namespace

std::int64_t point_count(const Design& design) {
  if (design.parameters.empty()) return 1;
  if (design.kind != DesignKind::kGrid) return design.points;
  std::int64_t count = 1;
  for (const DesignParameter& parameter : design.parameters) {
    const std::size_t values = parameter.values.size();
    count *= values > 0 ? static_cast<std::int64_t>(values) : parameter.steps;
    if (count > kMostPoints) return kMostPoints + 1;
  }
  return count;
}

std::vector<DesignPoint> design_points(const Design& design) {
  TANSHI_CHECK(point_count(design) <= kMostPoints);
  if (design.parameters.empty() || design.kind == DesignKind::kGrid) return grid_points(design);
  const std::size_t dimensions = design.parameters.size();
  const auto places = design.kind == DesignKind::kSobol
                          ? sobol_points(design.points, dimensions, design.seed)
                          : latin_hypercube(design.points, dimensions, design.seed.value_or(0));
  std::vector<DesignPoint> points;
  for (const std::vector<double>& place : places) {
    DesignPoint& point = points.emplace_back();
    for (std::size_t i = 0; i < dimensions; ++i)
      point.push_back({design.parameters[i].key, value_at(design.parameters[i], place[i])});
  }
  return points;
}

std::vector<std::vector<double>> latin_hypercube(std::int32_t points, std::size_t dimensions,
                                                 std::uint64_t seed) {
  const auto count = static_cast<std::size_t>(points);
  std::vector<std::vector<double>> places(count, std::vector<double>(dimensions));
  std::vector<std::size_t> strata(count);
  for (std::size_t i = 0; i < dimensions; ++i) {
    std::iota(strata.begin(), strata.end(), std::size_t{0});
    RandomStream order = stream_of(seed, i, kOrderPurpose);
    for (std::size_t last = count - 1; last > 0; --last) {  // Fisher and Yates
      const auto other =
          static_cast<std::size_t>(order.uniform_int(0, static_cast<std::int64_t>(last)));
      std::swap(strata[last], strata[other]);
    }
    RandomStream place = stream_of(seed, i, kPlacePurpose);
    for (std::size_t point = 0; point < count; ++point) {
      places[point][i] =
          (static_cast<double>(strata[point]) + place.uniform()) / static_cast<double>(count);
    }
  }
  return places;
}

std::vector<std::vector<double>> sobol_points(std::int32_t points, std::size_t dimensions,
                                              std::optional<std::uint64_t> seed) {
  boost::random::sobol sequence(dimensions);
  std::vector<std::uint64_t> shift(dimensions, 0);
  for (std::size_t i = 0; seed && i < dimensions; ++i)
    shift[i] = stream_of(*seed, i, kShiftPurpose).next();
  std::vector<std::vector<double>> places;
  for (std::int32_t point = 0; point < points; ++point) {
    std::vector<double>& place = places.emplace_back();
    for (std::size_t i = 0; i < dimensions; ++i)
      place.push_back(static_cast<double>((sequence() ^ shift[i]) >> 11) * 0x1.0p-53);
  }
  return places;
}

}  // namespace tanshi
