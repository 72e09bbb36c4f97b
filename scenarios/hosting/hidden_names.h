// Hides the names of a class's participants in what people wrote: each gives way to the number of
// who bears it. A name counts where it stands as it was typed, whatever its case, and is no part of
// a longer word.
//
// Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tanshi {

// ASCII letters as small ones.
[[nodiscard]] std::string lower_case(std::string_view text);

class HiddenNames {
 public:
  // Bytes: a letter or two are as good as no name, and would be found everywhere.
  static constexpr std::size_t kBytesMin = 3;

  void add(std::string_view name, std::int64_t participant);

  // "well done, Ada" as "well done, [participant 1]".
  [[nodiscard]] std::string hide(std::string_view text) const;

 private:
  struct Name {
    std::string name;  // in lower case
    std::int64_t participant = 0;
  };

  // The name that begins there; null: none.
  [[nodiscard]] const Name* name_at(std::string_view lower, std::size_t at) const;

  // By their first kBytesMin bytes: texts are long, and names many. Each the longest first.
  std::map<std::string, std::vector<Name>, std::less<>> names_;
};

}  // namespace tanshi
