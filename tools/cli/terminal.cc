#include "tools/cli/terminal.h"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace tanshi {

bool is_terminal(std::FILE* stream) {
  return isatty(fileno(stream)) == 1;
}

bool has_color(std::FILE* stream) {
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const term = std::getenv("TERM");
  return is_terminal(stream) && (no_color == nullptr || *no_color == '\0') && term != nullptr &&
         std::string_view(term) != "dumb";
}

}  // namespace tanshi
