#include "CZip.h"

#include <iconv.h>
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

struct czip_archive {
  zip_t *zip;
};

struct czip_entry {
  zip_file_t *file;
};

czip_archive *czip_archive_open(int descriptor) {
  czip_archive *archive = calloc(1, sizeof *archive);
  if (!archive) return NULL;
  int own = dup(descriptor);
  int error = 0;
  archive->zip = own < 0 ? NULL : zip_fdopen(own, 0, &error);
  if (archive->zip) return archive;
  if (own >= 0) close(own);
  free(archive);
  return NULL;
}

void czip_archive_close(czip_archive *archive) {
  if (!archive) return;
  zip_discard(archive->zip);
  free(archive);
}

int64_t czip_archive_count(czip_archive *archive) { return zip_get_num_entries(archive->zip, 0); }

int czip_archive_agrees(czip_archive *archive, uint64_t index, uint64_t size, uint64_t compressed_size, uint32_t crc,
                        int method) {
  zip_stat_t status;
  zip_stat_init(&status);
  if (zip_stat_index(archive->zip, index, 0, &status) != 0) return 0;
  const zip_uint64_t all = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
  return (status.valid & all) == all && status.size == size && status.comp_size == compressed_size &&
         status.crc == crc && status.comp_method == method;
}

czip_entry *czip_entry_open(czip_archive *archive, uint64_t index) {
  czip_entry *entry = calloc(1, sizeof *entry);
  if (!entry) return NULL;
  entry->file = zip_fopen_index(archive->zip, index, 0);
  if (entry->file) return entry;
  free(entry);
  return NULL;
}

void czip_entry_close(czip_entry *entry) {
  if (!entry) return;
  zip_fclose(entry->file);
  free(entry);
}

int64_t czip_entry_read(czip_entry *entry, void *space, size_t count) {
  zip_int64_t read = zip_fread(entry->file, space, count);
  if (read >= 0) return read;
  switch (zip_error_code_zip(zip_file_get_error(entry->file))) {
    case ZIP_ER_CRC:
    case ZIP_ER_INCONS: return CZIP_CHECKSUM;
    case ZIP_ER_READ:
    case ZIP_ER_SEEK: return CZIP_READ_FAILED;
    case ZIP_ER_MEMORY: return CZIP_NO_MEMORY;
    default: return CZIP_BROKEN;
  }
}

int64_t czip_gb18030_to_utf8(const uint8_t *bytes, size_t count, uint8_t *text, size_t capacity) {
  iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == (iconv_t)-1) return -1;
  char *input = (char *)bytes;
  char *output = (char *)text;
  size_t rest = count, space = capacity;
  size_t result = iconv(converter, &input, &rest, &output, &space);
  iconv_close(converter);
  return result == (size_t)-1 || rest > 0 ? -1 : (int64_t)(capacity - space);
}
