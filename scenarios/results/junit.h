// JUnit XML, as continuous integration reads it. Pure.
#pragma once

#include <span>
#include <string>

namespace tanshi {

struct TestCase {
  std::string name;
  std::string failure;  // empty: it passed
};

// One suite, whose cases are of the class `classname`.
[[nodiscard]] std::string junit_document(const std::string& suite, const std::string& classname,
                                         std::span<const TestCase> cases);

}  // namespace tanshi
