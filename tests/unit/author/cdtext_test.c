/* The CD-TEXT packs that go next to the sheet which is written. */
#include "author/author.h"

#include "unit/authoring.h"
#include "unit/text/example.h"

static rbk_bytes packs;

static int begin_with_sheet(void **state)
{
    int result = begin(state);
    packs = (rbk_bytes){NULL, 0};
    scratch_write("album.cdt", example_packs, sizeof example_packs);
    return result;
}

static int end_with_sheet(void **state)
{
    rbk_bytes_release(&packs);
    return end(state);
}

static void read_sheet(unsigned first_track)
{
    char sheet[512];
    snprintf(sheet, sizeof sheet,
             "CDTEXTFILE \"album.cdt\"\nFILE \"a.bin\" BINARY\nTRACK %02u AUDIO\nINDEX 01 00:00:00\n"
             "TRACK %02u AUDIO\nINDEX 01 00:05:00\nTRACK %02u AUDIO\nINDEX 01 00:10:00\n",
             first_track, first_track + 1, first_track + 2);
    make_text("a.cue", sheet);
    assert_int_equal(rbk_source_read(scratch_path("a.cue"), NULL, &disc, findings, &error), RBK_OK);
}

static rbk_status make(rbk_cdtext_use use)
{
    options.cdtext = use;
    return rbk_author_make_cdtext(disc, &options, scratch_path("b.cue"), &packs, findings, &error);
}

static void the_packs_of_the_disc_are_kept_byte_for_byte(void **state)
{
    (void)state;
    read_sheet(1);
    assert_int_equal(make(RBK_CDTEXT_ALWAYS), RBK_OK);
    assert_int_equal(packs.size, sizeof example_packs);
    assert_memory_equal(packs.data, example_packs, sizeof example_packs);
}

static void tracks_numbered_otherwise_get_packs_of_their_own(void **state)
{
    (void)state;
    read_sheet(2);
    assert_int_equal(make(RBK_CDTEXT_ALWAYS), RBK_OK);
    assert_true(has_finding("author.cdtext-tracks"));
    assert_true(packs.size > 0);
    assert_true(packs.size != sizeof example_packs || memcmp(packs.data, example_packs, packs.size) != 0);
}

static void what_is_not_written_is_reported(void **state)
{
    (void)state;
    read_sheet(1);
    assert_int_equal(make(RBK_CDTEXT_NEVER), RBK_OK);
    assert_int_equal(packs.size, 0);
    assert_true(has_finding("author.cdtext-file") || has_finding("author.cdtext-in-sheet"));
}

static void a_file_in_its_place_stops_it_unless_it_may_be_replaced(void **state)
{
    (void)state;
    read_sheet(1);
    make_text("b.cdt", "mine");
    assert_int_equal(make(RBK_CDTEXT_ALWAYS), RBK_FILEEXISTS);
    assert_string_equal(error.place.path, scratch_path("b.cdt"));
    assert_int_equal(packs.size, 0);
    options.replace = true;
    assert_int_equal(make(RBK_CDTEXT_ALWAYS), RBK_OK);
    assert_true(packs.size > 0);
}

#define SESSION(test) cmocka_unit_test_setup_teardown(test, begin_with_sheet, end_with_sheet)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SESSION(the_packs_of_the_disc_are_kept_byte_for_byte),
        SESSION(tracks_numbered_otherwise_get_packs_of_their_own),
        SESSION(what_is_not_written_is_reported),
        SESSION(a_file_in_its_place_stops_it_unless_it_may_be_replaced),
    };
    return cmocka_run_group_tests_name("author/cdtext", tests, NULL, NULL);
}
