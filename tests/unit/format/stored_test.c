/* Tracks of binary descriptors become those of a disc: skipped bytes, silence, refusals. */
#include "format/stored.h"
#include "unit/format/container.h"

static rbk_stored *stored;
static rbk_disc *disc;
static rbk_findings *findings;
static rbk_error error;

static int setup(void **state)
{
    (void)state;
    findings = rbk_findings_new();
    stored = rbk_stored_new("a.img", findings);
    disc = rbk_disc_new();
    rbk_error_init(&error);
    return findings && stored && disc ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_stored_free(stored);
    rbk_stored_free(NULL);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return 0;
}

/* Audio in sectors of 2352 bytes: starts, is stored from, has its index 01 and ends at these addresses. */
static rbk_stored_track *add(int64_t start, int64_t from, int64_t one, int64_t end)
{
    rbk_stored_track *track = rbk_stored_add_track(stored);
    assert_non_null(track);
    *track = (rbk_stored_track){.number = (uint32_t)stored->track_count,
                                .stride_bytes = 2352,
                                .start_lba = start,
                                .stored_lba = from,
                                .index_count = 1,
                                .end_lba = end,
                                .place = 7};
    track->index_lba[1] = one;
    return track;
}

static void file(int64_t sectors)
{
    assert_int_equal(rbk_stored_add_file(stored, "a.img", sectors * 2352, &error), RBK_OK);
}

static void what_is_stored_before_lba_0_is_skipped(void **state)
{
    (void)state;
    file(160);
    add(-150, -150, 0, 10);
    assert_int_equal(rbk_stored_to_disc(stored, disc, &error), RBK_OK);
    assert_int_equal(disc->tracks[0].extent_count, 1);
    assert_int_equal(disc->tracks[0].extents[0].placement.offset_bytes, 150 * 2352);
    assert_int_equal(disc->tracks[0].index_count, 1);
}

/* A first track whose pregap is longer than the 150 sectors has the rest of it from lba 0 on. */
static void a_longer_first_pregap_is_kept_from_lba_0_on(void **state)
{
    (void)state;
    file(190);
    add(-150, -150, 30, 40);
    assert_int_equal(rbk_stored_to_disc(stored, disc, &error), RBK_OK);
    assert_int_equal(disc->tracks[0].extents[0].length_samples, 40 * 588);
    assert_int_equal(disc->tracks[0].indexes[0].number, 0);
    assert_int_equal(disc->tracks[0].indexes[1].offset_samples, 30 * 588);
}

static void what_is_not_stored_of_a_pregap_is_silence(void **state)
{
    (void)state;
    file(30);
    add(0, 0, 0, 10);
    add(10, 15, 20, 30)->offset_bytes = 10 * 2352;
    assert_int_equal(rbk_stored_to_disc(stored, disc, &error), RBK_OK);
    assert_true(disc->tracks[1].extents[0].silence);
    assert_int_equal(disc->tracks[1].extents[0].length_samples, 5 * 588);
    assert_int_equal(disc->tracks[1].extents[1].length_samples, 15 * 588);
    assert_int_equal(disc->tracks[1].indexes[1].extent, 1);
    assert_int_equal(disc->tracks[1].indexes[1].offset_samples, 5 * 588);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void sectors_of_no_track_become_a_pregap(void **state)
{
    (void)state;
    file(20);
    add(0, 0, 0, 10);
    add(12, 12, 12, 22)->offset_bytes = 10 * 2352;
    assert_int_equal(rbk_stored_to_disc(stored, disc, &error), RBK_OK);
    assert_int_equal(disc->tracks[1].extents[0].length_samples, 2 * 588);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "stored.gap");
}

static void a_track_goes_on_in_the_next_file(void **state)
{
    (void)state;
    file(4);
    file(6);
    add(0, 0, 0, 3);
    add(3, 3, 3, 10)->offset_bytes = 3 * 2352;
    assert_int_equal(rbk_stored_to_disc(stored, disc, &error), RBK_OK);
    assert_int_equal(disc->file_count, 2);
    assert_int_equal(disc->tracks[1].extent_count, 2);
    assert_int_equal(disc->tracks[1].extents[0].placement.offset_bytes, 3 * 2352);
    assert_int_equal(disc->tracks[1].extents[1].file, 1);
    assert_int_equal(disc->tracks[1].extents[1].placement.offset_bytes, 0);
    assert_int_equal(disc->tracks[1].extents[1].length_samples, 6 * 588);
}

static void a_sector_in_two_files_is_refused(void **state)
{
    (void)state;
    assert_int_equal(rbk_stored_add_file(stored, "a.img", 2352 + 1, &error), RBK_OK);
    assert_int_equal(rbk_stored_add_file(stored, "b.img", 2352 - 1, &error), RBK_OK);
    add(0, 0, 0, 2);
    assert_int_equal(rbk_stored_to_disc(stored, disc, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence,
                        "'a.img' ends within a sector of track 1: files that share a sector are not supported");
}

static void assert_refused(rbk_status status, const char *sentence)
{
    assert_int_equal(rbk_stored_to_disc(stored, disc, &error), status);
    assert_string_equal(error.sentence, sentence);
    assert_string_equal(error.place.path, "a.img");
}

static void a_file_that_is_too_short_is_refused(void **state)
{
    (void)state;
    file(9);
    add(0, 0, 0, 10);
    assert_refused(RBK_BAD_LAYOUT, "byte 7: track 1 needs 23520 bytes of 'a.img', there are 21168");
}

static void tracks_that_overlap_are_refused(void **state)
{
    (void)state;
    file(30);
    add(0, 0, 0, 10);
    add(9, 9, 12, 20);
    assert_refused(RBK_SYNTAX, "byte 7: track 2 starts at lba 9, before the end of track 1 at lba 10");
}

static void indexes_outside_their_track_are_refused(void **state)
{
    (void)state;
    file(30);
    rbk_stored_track *track = add(0, 0, 0, 10);
    track->index_lba[2] = 10;
    track->index_count = 2;
    assert_refused(RBK_SYNTAX,
                   "byte 7: index 02 at lba 10 is not before the next index or the end of its track, lba 10");
}

static void addresses_beyond_any_disc_are_refused(void **state)
{
    (void)state;
    file(30);
    add(0, 0, 0, INT64_C(1) << 40);
    assert_refused(RBK_SYNTAX, "byte 7: expected a track between lba -150 and the end of a disc, found one from 0 to "
                               "1099511627776");
}

static void numbers_that_do_not_follow_are_refused(void **state)
{
    (void)state;
    file(30);
    add(0, 0, 0, 10);
    add(10, 10, 10, 20)->number = 3;
    assert_refused(RBK_SYNTAX, "byte 7: expected track 2, found track 3");
}

static void codes_of_zeros_and_blanks_are_none(void **state)
{
    rbk_stored_track track = {.number = 1};
    (void)state;
    assert_int_equal(rbk_stored_take_mcn(stored, (const uint8_t *)"0000000000000", 13, disc, &error), RBK_OK);
    assert_int_equal(rbk_stored_take_isrc(stored, (const uint8_t *)"            ", 12, &track, &error), RBK_OK);
    assert_string_equal(disc->mcn, "");
    assert_string_equal(track.isrc, "");
    assert_int_equal(rbk_stored_take_isrc(stored, (const uint8_t *)"USRC17607839", 12, &track, &error), RBK_OK);
    assert_string_equal(track.isrc, "USRC17607839");
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void a_header_names_its_address(void **state)
{
    container c = {.bytes = NULL};
    rbk_input input;
    int64_t lba = 0;
    (void)state;
    container_zeros(&c, 32);
    container_put_header(&c, 8, 12400, 2);
    rbk_input_open_bytes(&input, c.bytes, c.size);
    assert_true(rbk_stored_header_lba(&input, 8, &lba));
    assert_int_equal(lba, 12400);
    assert_false(rbk_stored_header_lba(&input, 9, &lba));
    assert_false(rbk_stored_header_lba(&input, -1, &lba));
    c.bytes[8 + 13] = 0x6A;
    assert_false(rbk_stored_header_lba(&input, 8, &lba));
    rbk_input_close(&input);
    container_free(&c);
}

/* Its pregap is between the sessions; only what is stored of it has sectors on the disc. */
static void of_the_first_track_of_a_session_the_stored_sectors_are_the_track(void **state)
{
    for (int stored_pregap = 0; stored_pregap <= 50; stored_pregap += 50) {
        file(30 + 50);
        add(0, 0, 0, 10);
        rbk_stored_track *second = add(10, 12400 - stored_pregap, 12400, 12420);
        second->session = 1;
        second->offset_bytes = 10 * 2352;
        assert_int_equal(rbk_stored_to_disc(stored, disc, &error), RBK_OK);
        const rbk_track *track = &disc->tracks[1];
        assert_int_equal(track->session, 1);
        assert_int_equal(track->extent_count, 1);
        assert_false(track->extents[0].silence);
        assert_int_equal(track->extents[0].length_samples, (20 + stored_pregap) * 588);
        assert_int_equal(track->indexes[track->index_count - 1].number, 1);
        assert_int_equal(track->indexes[track->index_count - 1].offset_samples, stored_pregap * 588);
        assert_int_equal(disc->session_count, 2);
        assert_int_equal(disc->sessions[1].pregap_sectors, 150);
        assert_int_equal(disc->sessions[1].lead_in_sectors, 4500);
        assert_int_equal(disc->sessions[1].lead_out_sectors, 12390 - 150 - 4500);
        teardown(state);
        setup(state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_stored_before_lba_0_is_skipped, setup, teardown),
        cmocka_unit_test_setup_teardown(a_longer_first_pregap_is_kept_from_lba_0_on, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_not_stored_of_a_pregap_is_silence, setup, teardown),
        cmocka_unit_test_setup_teardown(of_the_first_track_of_a_session_the_stored_sectors_are_the_track, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(sectors_of_no_track_become_a_pregap, setup, teardown),
        cmocka_unit_test_setup_teardown(a_track_goes_on_in_the_next_file, setup, teardown),
        cmocka_unit_test_setup_teardown(a_sector_in_two_files_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_that_is_too_short_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(tracks_that_overlap_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(indexes_outside_their_track_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(addresses_beyond_any_disc_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(numbers_that_do_not_follow_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(codes_of_zeros_and_blanks_are_none, setup, teardown),
        cmocka_unit_test_setup_teardown(a_header_names_its_address, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
