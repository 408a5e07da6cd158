#ifndef CXLSXWriter_SHIM_H
#define CXLSXWriter_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A workbook that is being written, row by row, in constant memory.
typedef struct cxlsx_book cxlsx_book;

/// How a cell looks. Every kind has every tone.
enum cxlsx_kind {
  CXLSX_TEXT = 0,    ///< Text.
  CXLSX_WRAPPED = 1, ///< Text in several lines.
  CXLSX_INTEGER = 2, ///< A whole number.
  CXLSX_DECIMAL = 3, ///< A number with at most two decimals.
  CXLSX_PERCENT = 4, ///< A share as a percentage.
  CXLSX_LINK = 5,    ///< Text that leads to another cell.
  CXLSX_KINDS = 6
};

/// What a cell means: its colours.
enum cxlsx_tone {
  CXLSX_PLAIN = 0,
  CXLSX_GOOD = 1,
  CXLSX_WARNING = 2,
  CXLSX_BAD = 3,
  CXLSX_MUTED = 4,
  CXLSX_TONES = 5
};

/// Starts a workbook; its bytes and those of temporary files go below `folder`. Null when out of memory.
cxlsx_book *cxlsx_create(const char *path, const char *folder);

/// Frees a workbook that was not closed; nothing of it is kept.
void cxlsx_abandon(cxlsx_book *book);

/// Adds a sheet and makes it the one that is written to. `name` is UTF-8. 0, or an error number of the library.
int cxlsx_begin_sheet(cxlsx_book *book, const char *name);

/// Sets a column's heading and width.
int cxlsx_set_column(cxlsx_book *book, uint16_t column, const char *title, double width);

/// Ends the headings: freezes them.
void cxlsx_end_head(cxlsx_book *book);

/// Sets the filter over the sheet's columns down to its last row.
void cxlsx_set_filter(cxlsx_book *book, uint32_t last_row, uint16_t last_column);

/// Writes text, never a formula.
int cxlsx_write_text(cxlsx_book *book, uint32_t row, uint16_t column, const char *text, int kind, int tone);

/// Writes a number.
int cxlsx_write_number(cxlsx_book *book, uint32_t row, uint16_t column, double value, int kind, int tone);

/// Writes text that leads to a cell of a sheet: `target` is `internal:'Sheet'!A2`.
int cxlsx_write_link(cxlsx_book *book, uint32_t row, uint16_t column, const char *target, const char *text, int tone);

/// Writes the file and frees the workbook. 0, or an error number of the library.
int cxlsx_close(cxlsx_book *book);

/// What an error number means.
const char *cxlsx_message(int error);

#ifdef __cplusplus
}
#endif
#endif
