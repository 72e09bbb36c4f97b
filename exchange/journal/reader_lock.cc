#include "exchange/journal/reader_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"

namespace tanshi {
namespace {

constexpr off_t kSharedFirst = 0x40000002;
constexpr off_t kSharedBytes = 510;

}  // namespace

// An "open file description" lock (fcntl(2)): the usual kind would go as soon as anything in this
// process closed the file.
absl::StatusOr<std::unique_ptr<ReaderLock>> ReaderLock::take(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return absl::ErrnoToStatus(errno, file.string());
  std::unique_ptr<ReaderLock> lock(new ReaderLock(descriptor));
  struct flock share = {};
  share.l_type = F_RDLCK;
  share.l_whence = SEEK_SET;
  share.l_start = kSharedFirst;
  share.l_len = kSharedBytes;
  if (::fcntl(descriptor, F_OFD_SETLK, &share) == 0) return lock;
  if (errno != EAGAIN && errno != EACCES) return lock;
  return absl::UnavailableError(absl::StrCat(file.string(), ": another process is using it"));
}

ReaderLock::~ReaderLock() {
  ::close(descriptor_);
}

}  // namespace tanshi
