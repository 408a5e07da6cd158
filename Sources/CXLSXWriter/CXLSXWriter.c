#include "CXLSXWriter.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

struct cxlsx_book {
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *head;
  lxw_format *formats[CXLSX_KINDS][CXLSX_TONES];
  char *folder;
};

static void set_tone(lxw_format *format, int tone) {
  switch (tone) {
    case CXLSX_GOOD:
      format_set_font_color(format, 0x1B7046);
      format_set_bg_color(format, 0xE6F4EC);
      break;
    case CXLSX_WARNING:
      format_set_font_color(format, 0x8A5A00);
      format_set_bg_color(format, 0xFDF3DC);
      break;
    case CXLSX_BAD:
      format_set_font_color(format, 0xB3261E);
      format_set_bg_color(format, 0xFBE9E7);
      break;
    case CXLSX_MUTED: format_set_font_color(format, 0x55606E); break;
    default: break;
  }
}

static void set_kind(lxw_format *format, int kind) {
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  switch (kind) {
    // Text stays text: an id of twenty digits must not become a number when a person edits the cell.
    case CXLSX_TEXT: format_set_num_format_index(format, 49); break;
    case CXLSX_WRAPPED:
      format_set_num_format_index(format, 49);
      format_set_text_wrap(format);
      break;
    case CXLSX_INTEGER: format_set_num_format(format, "#,##0"); break;
    case CXLSX_DECIMAL: break;
    case CXLSX_PERCENT: format_set_num_format(format, "0.0%"); break;
    case CXLSX_LINK:
      format_set_num_format_index(format, 49);
      format_set_underline(format, LXW_UNDERLINE_SINGLE);
      format_set_font_color(format, 0x1D5F6B);
      break;
    default: break;
  }
}

cxlsx_book *cxlsx_create(const char *path, const char *folder) {
  cxlsx_book *book = calloc(1, sizeof *book);
  if (!book) return NULL;
  book->folder = strdup(folder);
  lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = book->folder, .use_zip64 = LXW_FALSE};
  book->workbook = workbook_new_opt(path, &options);
  if (!book->workbook) {
    free(book->folder);
    free(book);
    return NULL;
  }
  // The same results are the same bytes, whenever they are written.
  lxw_doc_properties properties = {.created = 946684800};
  workbook_set_properties(book->workbook, &properties);
  book->head = workbook_add_format(book->workbook);
  if (book->head) {
    format_set_bold(book->head);
    format_set_bg_color(book->head, 0xE8ECF0);
    format_set_bottom(book->head, LXW_BORDER_THIN);
    format_set_align(book->head, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(book->head);
  }
  for (int kind = 0; kind < CXLSX_KINDS; kind++) {
    for (int tone = 0; tone < CXLSX_TONES; tone++) {
      lxw_format *format = workbook_add_format(book->workbook);
      if (format) {
        set_kind(format, kind);
        set_tone(format, tone);
      }
      book->formats[kind][tone] = format;
    }
  }
  return book;
}

void cxlsx_abandon(cxlsx_book *book) {
  if (!book) return;
  lxw_workbook_free(book->workbook);
  free(book->folder);
  free(book);
}

int cxlsx_begin_sheet(cxlsx_book *book, const char *name) {
  int error = workbook_validate_sheet_name(book->workbook, name);
  if (error) return error;
  book->sheet = workbook_add_worksheet(book->workbook, name);
  return book->sheet ? 0 : LXW_ERROR_MEMORY_MALLOC_FAILED;
}

int cxlsx_set_column(cxlsx_book *book, uint16_t column, const char *title, double width) {
  int error = worksheet_set_column(book->sheet, column, column, width, NULL);
  if (error) return error;
  return worksheet_write_string(book->sheet, 0, column, title, book->head);
}

void cxlsx_end_head(cxlsx_book *book) { worksheet_freeze_panes(book->sheet, 1, 1); }

void cxlsx_set_filter(cxlsx_book *book, uint32_t last_row, uint16_t last_column) {
  worksheet_autofilter(book->sheet, 0, 0, last_row, last_column);
}

int cxlsx_write_text(cxlsx_book *book, uint32_t row, uint16_t column, const char *text, int kind, int tone) {
  return worksheet_write_string(book->sheet, row, column, text, book->formats[kind][tone]);
}

int cxlsx_write_number(cxlsx_book *book, uint32_t row, uint16_t column, double value, int kind, int tone) {
  return worksheet_write_number(book->sheet, row, column, value, book->formats[kind][tone]);
}

int cxlsx_write_link(cxlsx_book *book, uint32_t row, uint16_t column, const char *target, const char *text, int tone) {
  return worksheet_write_url_opt(book->sheet, row, column, target, book->formats[CXLSX_LINK][tone], text, NULL);
}

int cxlsx_close(cxlsx_book *book) {
  lxw_error error = workbook_close(book->workbook);
  free(book->folder);
  free(book);
  return error;
}

const char *cxlsx_message(int error) { return lxw_strerror(error); }
