#include "scenarios/gallery/gallery_kinds.h"

#include <array>

namespace tanshi {

std::span<const GalleryKind> gallery_kinds() {
  static const std::array kKinds = {laboratory_kind(), scenario_kind(), call_kind(), plants_kind()};
  return kKinds;
}

}  // namespace tanshi
