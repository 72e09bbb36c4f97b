#include "tests/unit/exchange/book/allocation_count.h"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

std::int64_t count = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++count;
  void* memory = std::malloc(size);
  if (memory == nullptr) std::abort();
  return memory;
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace tanshi {

std::int64_t allocation_count() {
  return count;
}

}  // namespace tanshi
