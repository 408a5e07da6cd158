#ifndef CZip_SHIM_H
#define CZip_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A zip archive open for reading.
typedef struct czip_archive czip_archive;

/// One entry of an archive open for reading.
typedef struct czip_entry czip_entry;

/// What reading an entry came to, where it gave no bytes.
enum czip_status {
  CZIP_BROKEN = -1,      ///< The compressed data is broken or ends too early.
  CZIP_CHECKSUM = -2,    ///< The checksum or the size is wrong.
  CZIP_READ_FAILED = -3, ///< The file could not be read.
  CZIP_NO_MEMORY = -4    ///< Out of memory.
};

/// Opens the archive behind a descriptor, which stays the caller's; null if libzip finds it broken.
czip_archive *czip_archive_open(int descriptor);

/// Closes an archive; its entries must be closed before.
void czip_archive_close(czip_archive *archive);

/// The number of entries in the directory.
int64_t czip_archive_count(czip_archive *archive);

/// Whether libzip sees an entry with these properties at an index: the two readers of the directory agree.
int czip_archive_agrees(czip_archive *archive, uint64_t index, uint64_t size, uint64_t compressed_size, uint32_t crc,
                        int method);

/// Opens an entry, or null if its data cannot be found.
czip_entry *czip_entry_open(czip_archive *archive, uint64_t index);

/// Closes an entry.
void czip_entry_close(czip_entry *entry);

/// Reads and unfolds bytes: their number, 0 at the end once the checksum is right, or a status.
int64_t czip_entry_read(czip_entry *entry, void *space, size_t count);

/// Turns bytes of GB18030 (a superset of GBK) into UTF-8; the length, or -1 if they are not GB18030 or do not fit.
int64_t czip_gb18030_to_utf8(const uint8_t *bytes, size_t count, uint8_t *text, size_t capacity);

#ifdef __cplusplus
}
#endif
#endif
