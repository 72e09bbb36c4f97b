#include "exchange/gateway/assets.h"

#include <openssl/sha.h>

#include <array>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "exchange/gateway/gzip.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kAllBytesMax = 64 << 20;
constexpr std::size_t kWorthPacking = 256;  // smaller files fit a packet anyway

struct TypeOfFile {
  std::string_view extension;
  std::string_view content_type;
  bool is_text;
};

constexpr std::array kTypes = {
    TypeOfFile{".html", "text/html; charset=utf-8", true},
    TypeOfFile{".js", "text/javascript; charset=utf-8", true},
    TypeOfFile{".mjs", "text/javascript; charset=utf-8", true},
    TypeOfFile{".css", "text/css; charset=utf-8", true},
    TypeOfFile{".json", "application/json", true},
    TypeOfFile{".map", "application/json", true},
    TypeOfFile{".webmanifest", "application/manifest+json", true},
    TypeOfFile{".svg", "image/svg+xml", true},
    TypeOfFile{".txt", "text/plain; charset=utf-8", true},
    TypeOfFile{".png", "image/png", false},
    TypeOfFile{".jpg", "image/jpeg", false},
    TypeOfFile{".webp", "image/webp", false},
    TypeOfFile{".ico", "image/x-icon", false},
    TypeOfFile{".woff2", "font/woff2", false},
    TypeOfFile{".wasm", "application/wasm", true},
};

TypeOfFile type_of(const fs::path& file) {
  for (const TypeOfFile& type : kTypes)
    if (file.extension() == type.extension) return type;
  return {"", "application/octet-stream", false};
}

std::string etag_of(std::string_view body) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest);
  constexpr int kBytes = 16;  // are enough
  return fmt::format("\"{:02x}\"", fmt::join(digest, digest + kBytes, ""));
}

std::shared_ptr<const Asset> asset_of(const fs::path& path, std::string body) {
  const TypeOfFile type = type_of(path);
  const bool is_hashed = path.begin() != path.end() && *path.begin() == "assets";
  auto asset = std::make_shared<Asset>();
  asset->content_type = type.content_type;
  asset->cache_control = is_hashed ? "public, max-age=31536000, immutable" : "no-cache";
  asset->etag = etag_of(body);
  if (type.is_text && body.size() >= kWorthPacking)
    asset->gzipped = std::make_shared<const std::string>(gzip(body, 9));
  asset->body = std::make_shared<const std::string>(std::move(body));
  return asset;
}

absl::StatusOr<std::string> bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in) return absl::PermissionDeniedError(fmt::format("{}: cannot be read", file.string()));
  return bytes;
}

}  // namespace

absl::StatusOr<Assets> Assets::load(const fs::path& folder) {
  std::error_code error;
  Assets assets;
  std::uintmax_t bytes_in_all = 0;
  fs::recursive_directory_iterator files(folder, error);
  if (error) return absl::NotFoundError(fmt::format("{}: no such folder", folder.string()));
  for (const fs::directory_entry& entry : files) {
    if (!entry.is_regular_file(error) || entry.is_symlink(error)) continue;
    bytes_in_all += entry.file_size(error);
    if (bytes_in_all > kAllBytesMax)
      return absl::ResourceExhaustedError(fmt::format(
          "{}: its files have more than 64 MiB; give the folder of a built desk", folder.string()));
    auto bytes = bytes_of(entry.path());
    if (!bytes.ok()) return bytes.status();

    const fs::path path = entry.path().lexically_relative(folder);
    const std::string name = "/" + path.generic_string();
    const auto asset = asset_of(path, *std::move(bytes));
    assets.by_path_[name] = asset;
    if (path.extension() != ".html") continue;
    const bool is_index = path.stem() == "index";
    const std::string_view ending = is_index ? "index.html" : ".html";
    assets.by_path_[name.substr(0, name.size() - ending.size())] = asset;
  }
  if (assets.find("/") == nullptr)
    return absl::NotFoundError(
        fmt::format("{}: has no index.html; give the folder of a built desk", folder.string()));
  return assets;
}

const Asset* Assets::find(std::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : found->second.get();
}

}  // namespace tanshi
