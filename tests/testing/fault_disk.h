// A disk in memory that fails when told to, as a VFS of SQLite: writes may be cut short, nothing
// may be written any more from some moment on, and a crash takes with it whatever was written
// since the last sync of its file: any of its 512-byte sectors, in any combination.
//
// What it assumes of a real disk is what SQLite assumes: a sync that returned OK is kept, a
// write leaves the bytes around it alone, and a directory is as its last sync left it (which the
// first sync of a new file implies).
//
// Thread-safety: yes.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "exchange/base/random_stream.h"

namespace tanshi {

class FaultDisk {
 public:
  // Registers itself with SQLite under a name of its own. REQUIRES for the destructor: no
  // database is open on it.
  FaultDisk();
  FaultDisk(const FaultDisk&) = delete;
  FaultDisk& operator=(const FaultDisk&) = delete;
  ~FaultDisk();

  [[nodiscard]] const std::string& vfs() const { return name_; }

  // Writes, truncations, syncs, creations and deletions asked for so far, failed ones included.
  [[nodiscard]] std::int64_t operation_count() const;

  enum class Failure {
    kOne,         // the operation fails, the later ones succeed
    kAllFromNow,  // as if the power had gone
  };
  // The operation after `count` more fails. A failing write is carried out in part.
  void fail_after(std::int64_t count, Failure failure);

  // Syncs return OK and do nothing: a disk that lies, for canaries.
  void ignore_syncs();

  // The power goes and comes back: `random` decides what of the unsynced is kept. Nothing fails
  // any more. REQUIRES: no database is open on it.
  void crash(RandomStream& random);

  // What the files hold now, by path; and other files in their place.
  [[nodiscard]] std::map<std::string, std::string> files() const;
  void set_files(const std::map<std::string, std::string>& files);

 private:
  struct File;
  struct Handle;
  struct Methods;  // the functions that SQLite calls

  [[nodiscard]] bool fails();

  const std::string name_;
  sqlite3_vfs vfs_{};
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<File>> files_;
  std::map<std::string, std::shared_ptr<File>> deleted_;  // and the directory not synced since
  std::int64_t operation_count_ = 0;
  std::int64_t fail_at_ = -1;
  Failure failure_ = Failure::kOne;
  bool ignores_syncs_ = false;
};

}  // namespace tanshi
