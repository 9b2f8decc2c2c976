/* The PDF module, loaded as the library loads it, if it was built. */
#include "report/pdf_module.h"

#include "unit/report/pdf_fonts.h"

#include <dlfcn.h>
#include <libdeflate.h>

static const rbk_pdf_module *module;
static size_t taken, limit;
static char file[200000]; /* what was drawn, and a zero */

static bool take(void *user, const unsigned char *bytes, size_t size)
{
    (void)user;
    if (taken + size < sizeof file)
        memcpy(file + taken, bytes, size);
    taken += size;
    return taken <= limit;
}

static int begin(void **state)
{
    void *library = pdf_module_path() ? dlopen(pdf_module_path(), RTLD_NOW | RTLD_LOCAL) : NULL;
    module = library ? dlsym(library, RBK_PDF_MODULE_SYMBOL) : NULL;
    taken = 0;
    limit = SIZE_MAX;
    int status = scratch_setup(state);
    pdf_pin_fonts();
    return status;
}

static const char *const headings[RBK_PDF_COLUMNS] = {"", "", "", "", "", "", "", ""};

static rbk_pdf_sheet sheet_of(const char *title)
{
    return (rbk_pdf_sheet){
        .kind = "PQ SHEET", .title = title, .performer = "", .explanation = "", .headings = headings};
}

static void an_empty_sheet_is_a_page(void **state)
{
    size_t unknown = 99;
    rbk_pdf_sheet sheet = sheet_of("Title");
    (void)state;
    if (!module)
        skip();
    assert_int_equal(module->version, RBK_PDF_MODULE_VERSION);
    assert_int_equal(module->draw(&sheet, take, NULL, &unknown), RBK_PDF_DRAWN);
    assert_true(taken > 500);
    assert_int_equal(unknown, 0);
}

static void characters_without_a_glyph_are_counted_once_each(void **state)
{
    size_t unknown = 0;
    rbk_pdf_sheet sheet = sheet_of("\xE5\xA4\x9C\xE6\x83\xB3"); /* in the header and the footer of its only page */
    (void)state;
    if (!module)
        skip();
    assert_int_equal(module->draw(&sheet, take, NULL, &unknown), RBK_PDF_DRAWN);
    assert_int_equal(unknown, 2);
}

static void a_writer_that_fails_ends_the_drawing(void **state)
{
    size_t unknown = 0;
    rbk_pdf_sheet sheet = sheet_of("Title");
    (void)state;
    if (!module)
        skip();
    limit = 100;
    assert_int_equal(module->draw(&sheet, take, NULL, &unknown), RBK_PDF_FAILED);
}

/* ------------------------------------------------------------------ the text of a file */

/* The characters of a font's map between its glyphs and text: lines "<glyph> <UTF-16>". */
static size_t check_map(const char *map, const char *characters)
{
    size_t count = 0;
    for (const char *line = strstr(map, "beginbfchar"); (line = strstr(line, "> <")); count++) {
        unsigned value = 0;
        int end = 0;
        assert_int_equal(sscanf(line, "> <%4x>%n", &value, &end), 1);
        assert_true(end > 0); /* a glyph of two characters has 8 digits */
        if (value > 0x7E || !strchr(characters, (int)value))
            fail_msg("a glyph is copied as U+%04X, which the sheet does not have", value);
        line += end;
    }
    return count;
}

/* Checks the maps of all fonts; gives how many glyphs they have. A text that replaces that of glyphs is in the streams, too. */
static size_t check_characters(const char *characters)
{
    static const char mark[] = "\nstream\n";
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    size_t count = 0, streams = 0;
    static char text[200000];
    assert_non_null(decompressor);
    assert_true(taken < sizeof file);
    for (size_t at = 0; at + sizeof mark < taken; at++) {
        size_t size = 0;
        if (memcmp(file + at, mark, sizeof mark - 1) != 0 ||
            libdeflate_zlib_decompress(decompressor, file + at + sizeof mark - 1, taken - at - (sizeof mark - 1), text,
                                       sizeof text - 1, &size) != LIBDEFLATE_SUCCESS)
            continue;
        text[size] = 0;
        streams++;
        assert_null(strstr(text, "/ActualText"));
        if (strstr(text, "beginbfchar"))
            count += check_map(text, characters);
    }
    libdeflate_free_decompressor(decompressor);
    assert_true(streams > 1);
    return count;
}

#define LONG_WORD  "Schifffahrtsoffizierflaschenaffinefflux"
#define LONG_WORDS LONG_WORD LONG_WORD LONG_WORD LONG_WORD

/* Ligatures would be copied as one character or none, and a hyphen at the end of a line belongs to nobody's text. */
static void what_is_copied_is_the_text(void **state)
{
    size_t unknown = 0;
    const rbk_pdf_term term = {LONG_WORDS, LONG_WORDS};
    rbk_pdf_row row = {.main = true, .title = LONG_WORDS, .performer = ""};
    rbk_pdf_sheet sheet = sheet_of(LONG_WORDS);
    (void)state;
    if (!module)
        skip();
    for (int c = 0; c < RBK_PDF_COLUMNS; c++)
        strcpy(row.cells[c], "ffi");
    sheet.performer = sheet.explanation = LONG_WORDS;
    sheet.terms = sheet.totals = &term;
    sheet.term_count = sheet.total_count = sheet.row_count = 1;
    sheet.rows = &row;
    assert_int_equal(module->draw(&sheet, take, NULL, &unknown), RBK_PDF_DRAWN);
    assert_in_range(check_characters(LONG_WORD " PQ SHEET page 1 of Prepared by Approved by Date"), 30, 120);
}

#define module_test(name) cmocka_unit_test_setup_teardown(name, begin, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        module_test(an_empty_sheet_is_a_page),
        module_test(characters_without_a_glyph_are_counted_once_each),
        module_test(a_writer_that_fails_ends_the_drawing),
        module_test(what_is_copied_is_the_text),
    };
    return cmocka_run_group_tests_name("report/pdf_module", tests, NULL, NULL);
}
