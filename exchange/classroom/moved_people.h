// People of one session of a class go over to the next.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace tanshi {

// `notes` of a class (ClassNote, encoded): those of its codes, its options and its people, with
// which the class of the next session begins. Who sat gets the seat that he had first in the class,
// else the one that he has, else what is left of `seats`, in the order of entering; or none, and
// has one again when there is one.
// `seats`: names of the next session's, in the order in which they are given away.
[[nodiscard]] std::vector<std::string> moved_people(std::span<const std::string> notes,
                                                    std::span<const std::string> seats);

}  // namespace tanshi
