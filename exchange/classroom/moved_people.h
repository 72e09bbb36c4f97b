// People of one session of a class go over to the next.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace tanshi {

// `notes` of a class (ClassNote, encoded): those of its codes, its options and its people, with
// which the class of the next session begins. Who sits keeps the seat where the next session has
// one of that name; the others get what is left of `seats`, in the order in which they entered.
// Where none is left, the seat that is gone stays noted.
// `seats`: names of the next session's, in the order in which they are given away.
[[nodiscard]] std::vector<std::string> moved_people(std::span<const std::string> notes,
                                                    std::span<const std::string> seats);

}  // namespace tanshi
