// A file that is written and summed at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "scenarios/results/whole_file.h"

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace tanshi {

struct FileSum {
  std::int64_t bytes = 0;
  std::string sha256;  // 64 hexadecimal digits
};

class HashedFile {
 public:
  explicit HashedFile(const std::filesystem::path& file);

  void write(std::string_view bytes);
  // Errors: as WholeFile::finish.
  [[nodiscard]] absl::StatusOr<FileSum> finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };

  WholeFile file_;
  std::unique_ptr<evp_md_ctx_st, Free> digest_;
  std::int64_t size_ = 0;
};

}  // namespace tanshi
