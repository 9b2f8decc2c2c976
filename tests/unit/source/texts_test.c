/* The CD-TEXT of a file, by its content. */
#include <redbook/source.h>

#include "unit/scratch.h"

static rbk_cdtext *cdtext;
static rbk_findings *findings;
static const char *form;
static rbk_error error;

static rbk_status read_texts(const char *name)
{
    const rbk_source_texts how = {.language = 0x08, .charset = RBK_CDTEXT_ASCII};
    rbk_cdtext_free(cdtext);
    cdtext = NULL;
    return rbk_source_read_texts(scratch_path(name), &how, &cdtext, &form, findings, &error);
}

static void assert_block(uint8_t language, rbk_cdtext_charset charset, const char *title)
{
    const rbk_cdtext_block *block = cdtext->blocks[0];
    assert_non_null(block);
    assert_int_equal(block->language, language);
    assert_int_equal(block->charset, charset);
    assert_string_equal(block->text[RBK_CDTEXT_TITLE][0], title);
}

static void every_kind_of_file_gives_its_texts(void **state)
{
    static const char sheet[] = "TITLE \"Nacht\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    static const char input[] =
        "Input Sheet Version = 0.7T\nLanguage Code = French\nAlbum Title = Nuit\nTrack 01 Title = Un\n";
    rbk_bytes packs;
    (void)state;
    scratch_write("a.cue", sheet, sizeof sheet - 1);
    assert_int_equal(read_texts("a.cue"), RBK_OK);
    assert_string_equal(form, "cue");
    assert_block(0x08, RBK_CDTEXT_ASCII, "Nacht");
    scratch_write("a.txt", input, sizeof input - 1);
    assert_int_equal(read_texts("a.txt"), RBK_OK);
    assert_string_equal(form, "v07t");
    assert_block(0x0F, RBK_CDTEXT_8859_1, "Nuit");
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, &error), RBK_OK);
    scratch_write("a.cdt", packs.data, packs.size);
    rbk_bytes_release(&packs);
    assert_int_equal(read_texts("a.cdt"), RBK_OK);
    assert_string_equal(form, "cdt");
    assert_block(0x0F, RBK_CDTEXT_8859_1, "Nuit");
    /* A sheet with packs of its own. */
    static const char with_packs[] =
        "CDTEXTFILE \"a.cdt\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    scratch_write("b.cue", with_packs, sizeof with_packs - 1);
    assert_int_equal(read_texts("b.cue"), RBK_OK);
    assert_block(0x0F, RBK_CDTEXT_8859_1, "Nuit");
}

static void a_file_and_those_read_next_to_it_are_parts(void **state)
{
    static const char input[] = "Input Sheet Version = 0.7T\nAlbum Title = Nuit\nTrack 01 Title = Un\n";
    static const char sheet[] =
        "CDTEXTFILE \"a.cdt\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    static const uint8_t list[] = {'S', 'B', 'I', 0, 0x00, 0x02, 0x10, 1, 0x41, 1, 1, 0, 0, 8, 0, 0, 2, 8};
    rbk_disc *disc = rbk_disc_new();
    rbk_bytes packs;
    (void)state;
    assert_non_null(disc);
    const rbk_source_texts how = {.language = 0x09, .charset = RBK_CDTEXT_8859_1, .parts_of = disc};
    scratch_write("a.txt", input, sizeof input - 1);
    assert_int_equal(rbk_source_read_texts(scratch_path("a.txt"), &how, &cdtext, &form, findings, &error), RBK_OK);
    assert_int_equal(disc->part_count, 1);
    assert_string_equal(disc->parts[0], scratch_path("a.txt"));
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, &error), RBK_OK);
    scratch_write("a.cdt", packs.data, packs.size);
    rbk_bytes_release(&packs);
    scratch_write("a.cue", sheet, sizeof sheet - 1);
    scratch_write("a.sbi", list, sizeof list);
    for (int again = 0; again < 2; again++) {
        rbk_cdtext_free(cdtext);
        cdtext = NULL;
        assert_int_equal(rbk_source_read_texts(scratch_path("a.cue"), &how, &cdtext, &form, findings, &error), RBK_OK);
        assert_int_equal(disc->part_count, 4);
        assert_string_equal(disc->parts[1], scratch_path("a.cue"));
        assert_string_equal(disc->parts[2], scratch_path("a.cdt"));
        assert_string_equal(disc->parts[3], scratch_path("a.sbi"));
    }
    rbk_disc_free(disc);
}

static void what_has_no_texts_is_refused(void **state)
{
    (void)state;
    scratch_write("a.txt", "nothing", 7);
    assert_int_equal(read_texts("a.txt"), RBK_UNSUPPORTED);
    assert_null(form);
    scratch_write("empty.cdt", "", 0);
    assert_int_equal(read_texts("empty.cdt"), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence,
                        "the file is empty, expected packs of CD-TEXT, an input sheet or the sheet of a "
                        "disc");
    assert_string_equal(error.place.path, scratch_path("empty.cdt"));
    assert_null(cdtext);
    assert_int_equal(read_texts("missing"), RBK_FILEACCESS);
    assert_null(cdtext);
}

static int setup(void **state)
{
    cdtext = NULL;
    findings = rbk_findings_new();
    rbk_error_init(&error);
    return findings ? scratch_setup(state) : -1;
}

static int teardown(void **state)
{
    rbk_cdtext_free(cdtext);
    rbk_findings_free(findings);
    return scratch_teardown(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_kind_of_file_gives_its_texts, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_and_those_read_next_to_it_are_parts, setup, teardown),
        cmocka_unit_test_setup_teardown(what_has_no_texts_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
