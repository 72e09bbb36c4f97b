#include "scenarios/archive/zip_file.h"

#include <zip.h>

#include <algorithm>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace tanshi {
namespace {

namespace fs = std::filesystem;

constexpr zip_uint16_t kFirstDay = (1U << 5U) | 1U;  // 1980-01-01, the first that ZIP knows
constexpr zip_uint32_t kReadable = 0100644U << 16U;  // as a file of Unix
constexpr zip_uint32_t kDeflateLevel = 9;

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

absl::Status failed(const fs::path& file, const std::string& words) {
  return absl::UnknownError(fmt::format("{}: {}", file.string(), words));
}

// Adds a file, which is read when the archive is closed.
bool add(zip_t* archive, const fs::path& file) {
  zip_source_t* const source = zip_source_file(archive, file.c_str(), 0, 0);
  if (source == nullptr) return false;
  const zip_int64_t added =
      zip_file_add(archive, file.filename().c_str(), source, ZIP_FL_ENC_UTF_8);
  if (added < 0) {
    zip_source_free(source);
    return false;
  }
  const auto entry = static_cast<zip_uint64_t>(added);
  return zip_file_set_dostime(archive, entry, 0, kFirstDay, 0) == 0 &&
         zip_file_set_external_attributes(archive, entry, 0, ZIP_OPSYS_UNIX, kReadable) == 0 &&
         zip_set_file_compression(archive, entry, ZIP_CM_DEFLATE, kDeflateLevel) == 0;
}

}  // namespace

absl::Status write_zip(const fs::path& folder, const fs::path& out) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator file(folder, error), end; !error && file != end;
       file.increment(error))
    files.push_back(file->path());
  if (error) return failed(folder, error.message());
  std::ranges::sort(files);

  int code = 0;
  Archive archive(zip_open(out.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
  if (!archive) {
    zip_error_t why;
    zip_error_init_with_code(&why, code);
    const std::string words = zip_error_strerror(&why);
    zip_error_fini(&why);
    return failed(out, words);
  }
  for (const fs::path& file : files) {
    if (!add(archive.get(), file)) return failed(file, zip_strerror(archive.get()));
  }
  if (zip_close(archive.get()) != 0) return failed(out, zip_strerror(archive.get()));
  static_cast<void>(archive.release());  // it was freed
  return absl::OkStatus();
}

}  // namespace tanshi
