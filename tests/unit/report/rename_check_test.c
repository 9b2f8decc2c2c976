/* New texts that a reader does not read as the renamed image. */
#include "report/rename_set.h"

#include "unit/scratch.h"

static void assert_checked(const char *text, const char *new, rbk_status wanted, const char *sentence)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_error error;
    uint32_t file;
    char *path = strdup(scratch_path("x.cue"));
    rbk_renaming rows[] = {{.from = "x.cue", .to = "n.cue"}, {.from = "a.bin", .to = "n.bin"}};
    rows[0].text = (rbk_bytes){(uint8_t *)strdup(new), strlen(new)};
    scratch_write("x.cue", text, strlen(text));
    rbk_error_init(&error);
    assert_int_equal(rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, NULL, 1, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path("a.bin"), NULL), RBK_OK);
    rbk_rename_set set = {.disc = disc, .path = path, .name = "n", .rows = rows, .count = 2};
    assert_int_equal(rbk_rename_check_texts(&set, &error), wanted);
    if (sentence)
        assert_non_null(strstr(error.sentence, sentence));
    rbk_bytes_release(&rows[0].text);
    free(path);
    rbk_disc_free(disc);
}

#define TRACK(n) "TRACK 0" n " AUDIO\nINDEX 01 00:0" n ":00\n"

static const char once[] = "FILE \"a.bin\" BINARY\n" TRACK("1");

static void the_new_names_are_those_of_the_set(void **state)
{
    (void)state;
    assert_checked(once, "FILE n.bin BINARY\n" TRACK("1"), RBK_OK, NULL);
    assert_checked("CDTEXTFILE \"b.cdt\"\nFILE \"a.bin\" BINARY\n" TRACK("1"),
                   "CDTEXTFILE \"b.cdt\"\nFILE n.bin BINARY\n" TRACK("1"), RBK_OK, NULL);
}

static void another_name_is_refused(void **state)
{
    (void)state;
    assert_checked(once, once, RBK_UNSUPPORTED,
                   "expected 'n.bin' as the name of a file in the new sheet, found 'a.bin'");
    assert_checked("FILE \"a.bin\" BINARY\n" TRACK("1") "FILE \"a.bin\" BINARY\n" TRACK("2"),
                   "FILE \"n.bin\" BINARY\n" TRACK("1") "FILE \"a.bin\" BINARY\n" TRACK("2"), RBK_UNSUPPORTED,
                   "would be read as another disc");
    assert_checked("CDTEXTFILE \"b.cdt\"\nFILE \"a.bin\" BINARY\n" TRACK("1"),
                   "CDTEXTFILE \"n.cdt\"\nFILE n.bin BINARY\n" TRACK("1"), RBK_UNSUPPORTED, "expected 'b.cdt'");
    assert_checked(once, "CDTEXTFILE \"n.cdt\"\nFILE n.bin BINARY\n" TRACK("1"), RBK_UNSUPPORTED, "found 'n.cdt'");
}

static void a_text_that_is_no_sheet_is_refused(void **state)
{
    (void)state;
    assert_checked(once, "\"n\"ILE n.bin BINARY\n" TRACK("1"), RBK_UNSUPPORTED, "could not be read");
    assert_checked("nothing", once, RBK_UNSUPPORTED, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(the_new_names_are_those_of_the_set),
        scratch_test(another_name_is_refused),
        scratch_test(a_text_that_is_no_sheet_is_refused),
    };
    return cmocka_run_group_tests_name("report/rename_check", tests, NULL, NULL);
}
