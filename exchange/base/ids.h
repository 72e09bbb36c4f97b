// Names of things, as integers without arithmetic. All are chosen outside the core and, but for
// schemes, at least 1.
#pragma once

#include <cstdint>

namespace tanshi {

enum class AccountId : std::int32_t {};     // holder of cash and allowances; 1 .. kMaxAccountId
enum class InstrumentId : std::int32_t {};  // what one book trades; 1 .. kMaxInstrumentId
// Chosen by the client, rising within its account: an order id is used at most once. To
// kMaxChosenId.
enum class OrderId : std::int64_t {};
// Chosen by the operator, rising: an auction id is used at most once. To kMaxChosenId.
enum class AuctionId : std::int64_t {};

// What is owed: emissions, in tonnes, or another obligation beside them in a unit of its own, such
// as green-power certificates under a quota or energy use in tonnes of coal equivalent. Quantities
// of every scheme are `Tonnes`. 0 .. kMaxSchemeId.
enum class SchemeId : std::int32_t {};

inline constexpr AccountId kMaxAccountId{1'000'000};
inline constexpr InstrumentId kMaxInstrumentId{64};
inline constexpr SchemeId kEmissionsScheme{0};
inline constexpr SchemeId kMaxSchemeId{7};
// The highest order, bid or auction id: far from where the next one would overflow.
inline constexpr std::int64_t kMaxChosenId = 1'000'000'000'000'000'000;

template <class Id>
[[nodiscard]] constexpr std::int64_t raw_id(Id id) {
  return static_cast<std::int64_t>(id);
}

}  // namespace tanshi
