// Reads a ZIP archive, by the library that everybody has.
#pragma once

#include <zip.h>

#include <filesystem>
#include <map>
#include <string>

#include "exchange/base/check.h"

namespace tanshi {

// The files by name. REQUIRES: they are whole.
inline std::map<std::string, std::string> unzip(const std::filesystem::path& file) {
  zip_t* const archive = zip_open(file.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, nullptr);
  TANSHI_CHECK(archive != nullptr);
  std::map<std::string, std::string> files;
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const auto entry = static_cast<zip_uint64_t>(i);
    zip_stat_t found;
    TANSHI_CHECK(zip_stat_index(archive, entry, 0, &found) == 0);
    std::string bytes(found.size, '\0');
    zip_file_t* const read = zip_fopen_index(archive, entry, 0);
    TANSHI_CHECK(read != nullptr);
    TANSHI_CHECK(zip_fread(read, bytes.data(), bytes.size()) ==
                 static_cast<zip_int64_t>(bytes.size()));
    zip_fclose(read);
    files[found.name] = std::move(bytes);
  }
  zip_discard(archive);
  return files;
}

}  // namespace tanshi
