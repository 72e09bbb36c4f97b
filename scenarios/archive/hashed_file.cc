#include "scenarios/archive/hashed_file.h"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "exchange/base/check.h"

namespace tanshi {

void HashedFile::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

HashedFile::HashedFile(const std::filesystem::path& file) : file_(file), digest_(EVP_MD_CTX_new()) {
  TANSHI_CHECK(digest_ != nullptr);
  TANSHI_CHECK(EVP_DigestInit_ex(digest_.get(), EVP_sha256(), nullptr) == 1);
}

void HashedFile::write(std::string_view bytes) {
  file_.write(bytes);
  TANSHI_CHECK(EVP_DigestUpdate(digest_.get(), bytes.data(), bytes.size()) == 1);
  size_ += std::ssize(bytes);
}

absl::StatusOr<FileSum> HashedFile::finish() {
  if (absl::Status written = file_.finish(); !written.ok()) return written;
  std::array<unsigned char, 32> digest{};
  TANSHI_CHECK(EVP_DigestFinal_ex(digest_.get(), digest.data(), nullptr) == 1);
  FileSum sum{size_, ""};
  for (const unsigned char byte : digest) sum.sha256 += fmt::format("{:02x}", byte);
  return sum;
}

}  // namespace tanshi
