/* Index marks that a disc cannot have. */
#include "unit/edit/marked.h"

static void data_keeps_its_sectors_and_its_pregap(void **state)
{
    (void)state;
    uint32_t data = add_file("d.bin", RBK_FILE_BINARY, 600), audio = add_file("a.bin", RBK_FILE_BINARY, 2000);
    add_track(RBK_MODE_MODE1_2352, data, 0, RBK_TO_END, 0);
    add_track(RBK_MODE_AUDIO, audio, 0, 1000, 150);
    add_track(RBK_MODE_AUDIO, audio, 1000, RBK_TO_END, 0);
    lay_out();
    assert_refused(edit(1, 1, 10), "is data: its start");
    assert_refused(edit(2, 0, 610), "its end, the start of track 2");
    assert_refused(edit(2, 1, 700), "pregap would be 100 sectors");
    assert_refused(remove_index(2, 0), "its end");
    assert_int_equal(edit(2, 1, 800), RBK_OK);
    lay_out();
    assert_int_equal(edit(3, 1, 1700), RBK_OK);
}

/* Sectors of CD+G are longer than those of audio, though both are audio. */
static void a_border_of_modes_stays_where_it_is(void **state)
{
    (void)state;
    uint32_t graphics = add_file("g.bin", RBK_FILE_BINARY, 1000), audio = add_file("a.bin", RBK_FILE_BINARY, 2000);
    add_track(RBK_MODE_CDG, graphics, 0, RBK_TO_END, 0);
    add_track(RBK_MODE_AUDIO, audio, 0, RBK_TO_END, 0);
    lay_out();
    assert_refused(edit(2, 1, 1010), "have different modes");
    assert_refused(edit(2, 0, 990), "have different modes");
    assert_int_equal(edit(2, 2, 1500), RBK_OK);
}

static void sessions_start_where_they_start(void **state)
{
    (void)state;
    uint32_t file = add_file("a.bin", RBK_FILE_BINARY, 2000);
    add_track(RBK_MODE_AUDIO, file, 0, 1000, 0);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    add_track(RBK_MODE_AUDIO, file, 1000, RBK_TO_END, 0);
    lay_out();
    assert_refused(edit(2, 1, layout->tracks[1].index01_lba + 5), "starts a");
    assert_refused(edit(1, 2, 1001), "the lead-out starts");
    assert_int_equal(edit(2, 2, layout->tracks[1].index01_lba + 5), RBK_OK);
    lay_out();
    assert_int_equal(layout->tracks[1].indexes[layout->tracks[1].index_count - 1].lba,
                     layout->tracks[1].index01_lba + 5);
}

static void a_short_track_is_a_reason_only_if_it_becomes_shorter(void **state)
{
    (void)state;
    uint32_t file = add_file("a.bin", RBK_FILE_BINARY, 600);
    add_track(RBK_MODE_AUDIO, file, 0, 200, 0);
    add_track(RBK_MODE_AUDIO, file, 200, RBK_TO_END, 0);
    lay_out();
    assert_int_equal(edit(2, 1, 250), RBK_OK);
    lay_out();
    assert_refused(edit(2, 1, 240), "4 s");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(data_keeps_its_sectors_and_its_pregap),
        test(a_border_of_modes_stays_where_it_is),
        test(sessions_start_where_they_start),
        test(a_short_track_is_a_reason_only_if_it_becomes_shorter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
