/* The PDF module, loaded as the library loads it, if it was built. */
#include "report/pdf_module.h"

#include "unit/report/pdf_fonts.h"

#include <dlfcn.h>

static const rbk_pdf_module *module;
static size_t taken, limit;

static bool take(void *user, const unsigned char *bytes, size_t size)
{
    (void)user;
    (void)bytes;
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
    assert_int_equal(unknown, 4);
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

#define module_test(name) cmocka_unit_test_setup_teardown(name, begin, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        module_test(an_empty_sheet_is_a_page),
        module_test(characters_without_a_glyph_are_counted_once_each),
        module_test(a_writer_that_fails_ends_the_drawing),
    };
    return cmocka_run_group_tests_name("report/pdf_module", tests, NULL, NULL);
}
