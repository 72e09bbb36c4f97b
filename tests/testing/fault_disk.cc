#include "tests/testing/fault_disk.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

constexpr std::size_t kSector = 512;

// A write, or a truncation to `offset`.
struct Change {
  std::size_t offset = 0;
  std::string bytes;
  bool is_truncation = false;
};

void carry_out(const Change& change, std::string& content) {
  if (change.is_truncation) {
    content.resize(std::min(content.size(), change.offset));
    return;
  }
  content.resize(std::max(content.size(), change.offset + change.bytes.size()));
  content.replace(change.offset, change.bytes.size(), change.bytes);
}

// The sectors of the change, each kept or not.
void carry_out_in_part(const Change& change, RandomStream& random, std::string& content) {
  const auto is_kept = [&] { return random.uniform_int(0, 1) == 1; };
  if (change.is_truncation) {
    if (is_kept()) carry_out(change, content);
    return;
  }
  for (std::size_t begin = 0; begin < change.bytes.size();) {
    const std::size_t to_sector_end = kSector - (change.offset + begin) % kSector;
    const std::size_t size = std::min(to_sector_end, change.bytes.size() - begin);
    if (is_kept()) carry_out({change.offset + begin, change.bytes.substr(begin, size)}, content);
    begin += size;
  }
}

std::string unique_name() {
  static std::atomic<int> count = 0;
  return "fault_disk_" + std::to_string(++count);
}

}  // namespace

struct FaultDisk::File {
  std::string content;        // as the process sees it
  std::string synced;         // as the disk has it for sure
  std::vector<Change> since;  // what makes `content` out of `synced`
  bool name_is_synced = false;
};

// What SQLite holds of an open file. SQLite allocates it and calls close() to end it.
struct FaultDisk::Handle {
  sqlite3_file base;
  FaultDisk* disk;
  std::shared_ptr<File>* file;
};

// Each follows the contract of sqlite3_io_methods and sqlite3_vfs in sqlite3.h.
struct FaultDisk::Methods {
  static FaultDisk& disk_of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file)->disk; }
  static FaultDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<FaultDisk*>(vfs->pAppData); }
  static File& file_of(sqlite3_file* file) { return **reinterpret_cast<Handle*>(file)->file; }

  static int close(sqlite3_file* file) {
    delete reinterpret_cast<Handle*>(file)->file;
    return SQLITE_OK;
  }

  static int read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
    const std::lock_guard lock(disk_of(file).mutex_);
    const std::string& content = file_of(file).content;
    const auto wanted = static_cast<std::size_t>(size);
    const std::size_t begin = std::min(content.size(), static_cast<std::size_t>(offset));
    const std::size_t there = std::min(wanted, content.size() - begin);
    std::memcpy(out, content.data() + begin, there);
    std::memset(static_cast<char*>(out) + there, 0, wanted - there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* file, const void* in, int size, sqlite3_int64 offset) {
    FaultDisk& disk = disk_of(file);
    const std::lock_guard lock(disk.mutex_);
    const bool fails = disk.fails();
    const auto written = static_cast<std::size_t>(fails ? size / 2 : size);
    change(file_of(file),
           {static_cast<std::size_t>(offset), std::string(static_cast<const char*>(in), written)});
    return fails ? SQLITE_FULL : SQLITE_OK;
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    FaultDisk& disk = disk_of(file);
    const std::lock_guard lock(disk.mutex_);
    if (disk.fails()) return SQLITE_IOERR_TRUNCATE;
    change(file_of(file), {static_cast<std::size_t>(size), "", true});
    return SQLITE_OK;
  }

  static void change(File& file, Change change) {
    carry_out(change, file.content);
    file.since.push_back(std::move(change));
  }

  static int sync(sqlite3_file* handle, int) {
    FaultDisk& disk = disk_of(handle);
    const std::lock_guard lock(disk.mutex_);
    if (disk.fails()) return SQLITE_IOERR_FSYNC;
    if (disk.ignores_syncs_) return SQLITE_OK;
    File& file = file_of(handle);
    file.synced = file.content;
    file.since.clear();
    if (!std::exchange(file.name_is_synced, true)) disk.deleted_.clear();
    return SQLITE_OK;
  }

  static int file_size(sqlite3_file* file, sqlite3_int64* size) {
    const std::lock_guard lock(disk_of(file).mutex_);
    *size = static_cast<sqlite3_int64>(file_of(file).content.size());
    return SQLITE_OK;
  }

  static int lock(sqlite3_file*, int) { return SQLITE_OK; }
  static int check_reserved_lock(sqlite3_file*, int* is_locked) {
    *is_locked = 0;
    return SQLITE_OK;
  }
  static int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return 4096; }
  static int device_characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
                  int* flags_out) {
    static const sqlite3_io_methods kMethods = {1,
                                                close,
                                                read,
                                                write,
                                                truncate,
                                                sync,
                                                file_size,
                                                lock,
                                                lock,
                                                check_reserved_lock,
                                                file_control,
                                                sector_size,
                                                device_characteristics,
                                                nullptr,
                                                nullptr,
                                                nullptr,
                                                nullptr,
                                                nullptr,
                                                nullptr};
    FaultDisk& disk = disk_of(vfs);
    const std::lock_guard lock(disk.mutex_);
    file->pMethods = nullptr;
    std::shared_ptr<File>& entry = disk.files_[path == nullptr ? "temporary" : path];
    if (!entry) {
      if ((flags & SQLITE_OPEN_CREATE) == 0 || disk.fails()) {
        disk.files_.erase(path);
        return SQLITE_CANTOPEN;
      }
      entry = std::make_shared<File>();
      disk.deleted_.erase(path);
    }
    auto* const handle = reinterpret_cast<Handle*>(file);
    handle->disk = &disk;
    handle->file = new std::shared_ptr<File>(entry);
    file->pMethods = &kMethods;
    if (flags_out != nullptr) *flags_out = flags;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* path, int sync_directory) {
    FaultDisk& disk = disk_of(vfs);
    const std::lock_guard lock(disk.mutex_);
    if (disk.fails()) return SQLITE_IOERR_DELETE;
    const auto found = disk.files_.find(path);
    if (found == disk.files_.end()) return SQLITE_IOERR_DELETE_NOENT;
    disk.deleted_[path] = found->second;
    disk.files_.erase(found);
    if (sync_directory != 0 && !disk.ignores_syncs_) disk.deleted_.clear();
    return SQLITE_OK;
  }

  static int access(sqlite3_vfs* vfs, const char* path, int, int* result) {
    FaultDisk& disk = disk_of(vfs);
    const std::lock_guard lock(disk.mutex_);
    *result = disk.files_.contains(path) ? 1 : 0;
    return SQLITE_OK;
  }

  static int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", path);
    return SQLITE_OK;
  }

  static int randomness(sqlite3_vfs*, int size, char* out) {
    std::memset(out, 7, static_cast<std::size_t>(size));
    return size;
  }
  static int sleep(sqlite3_vfs*, int) { return 0; }
  static int current_time(sqlite3_vfs*, double* julian_day) {
    *julian_day = 2'460'000.5;
    return SQLITE_OK;
  }
};

FaultDisk::FaultDisk() : name_(unique_name()) {
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(Handle);
  vfs_.mxPathname = 512;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = Methods::open;
  vfs_.xDelete = Methods::remove;
  vfs_.xAccess = Methods::access;
  vfs_.xFullPathname = Methods::full_path;
  vfs_.xRandomness = Methods::randomness;
  vfs_.xSleep = Methods::sleep;
  vfs_.xCurrentTime = Methods::current_time;
  TANSHI_CHECK(sqlite3_vfs_register(&vfs_, 0) == SQLITE_OK);
}

FaultDisk::~FaultDisk() {
  sqlite3_vfs_unregister(&vfs_);
}

std::int64_t FaultDisk::operation_count() const {
  const std::lock_guard lock(mutex_);
  return operation_count_;
}

void FaultDisk::fail_after(std::int64_t count, Failure failure) {
  const std::lock_guard lock(mutex_);
  fail_at_ = operation_count_ + count;
  failure_ = failure;
}

bool FaultDisk::fails() {
  const std::int64_t operation = operation_count_++;
  if (fail_at_ < 0) return false;
  return failure_ == Failure::kOne ? operation == fail_at_ : operation >= fail_at_;
}

void FaultDisk::ignore_syncs() {
  const std::lock_guard lock(mutex_);
  ignores_syncs_ = true;
}

void FaultDisk::crash(RandomStream& random) {
  const std::lock_guard lock(mutex_);
  fail_at_ = -1;
  for (const auto& [path, file] : deleted_) {
    if (file->name_is_synced && random.uniform_int(0, 1) == 1) files_.emplace(path, file);
  }
  deleted_.clear();
  std::erase_if(files_, [&](const auto& entry) {
    return !entry.second->name_is_synced && random.uniform_int(0, 1) == 1;
  });
  for (auto& [path, file] : files_) {
    for (const Change& change : file->since) carry_out_in_part(change, random, file->synced);
    file->since.clear();
    file->content = file->synced;
    file->name_is_synced = true;
  }
}

std::map<std::string, std::string> FaultDisk::files() const {
  const std::lock_guard lock(mutex_);
  std::map<std::string, std::string> contents;
  for (const auto& [path, file] : files_) contents[path] = file->content;
  return contents;
}

void FaultDisk::set_files(const std::map<std::string, std::string>& files) {
  const std::lock_guard lock(mutex_);
  files_.clear();
  deleted_.clear();
  for (const auto& [path, content] : files) {
    files_[path] = std::make_shared<File>(File{content, content, {}, true});
  }
}

}  // namespace tanshi
