// What tells a row that the disk has changed from one that we wrote. Not a defence against an
// adversary. The algorithm is part of the journal's format: never change it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace tanshi {

// EventHash over the integers, then the size of `bytes`, then `bytes` in words of eight, little
// end first, the last one filled up with zeros.
[[nodiscard]] std::int64_t checksum_of(std::initializer_list<std::int64_t> integers,
                                       std::string_view bytes);

}  // namespace tanshi
