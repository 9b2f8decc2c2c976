/*
 * A disc whose parts refer to others that it does not have: every call that follows the references refuses it.
 */
#include "disc/references.h"

#include <redbook/redbook.h>

#include "unit/scratch.h"

#define SECTORS 600

static rbk_disc *whole;  /* of two sessions, probed */
static rbk_disc *broken; /* the same with something wrong */
static rbk_layout *layout;
static rbk_findings *findings;
static rbk_error error;

static void add_track(rbk_track_mode mode, int64_t from_sector)
{
    rbk_track *track;
    assert_int_equal(rbk_disc_add_track(whole, (uint32_t)whole->track_count + 1, mode, &track, NULL), RBK_OK);
    rbk_track_add_file_extent(track, 0, from_sector * RBK_SECTOR_SAMPLES, SECTORS / 2 * RBK_SECTOR_SAMPLES, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
}

static int begin(void **state)
{
    (void)state;
    void *bytes = calloc(SECTORS, RBK_SECTOR_BYTES);
    if (!bytes || scratch_setup(state) != 0)
        return -1;
    scratch_write("f.bin", bytes, (size_t)SECTORS * RBK_SECTOR_BYTES);
    free(bytes);
    whole = rbk_disc_new();
    findings = rbk_findings_new();
    layout = NULL;
    rbk_error_init(&error);
    assert_int_equal(rbk_disc_add_file(whole, scratch_path("f.bin"), RBK_FILE_BINARY, NULL, 0, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(whole, 0, scratch_path("f.bin"), NULL), RBK_OK);
    add_track(RBK_MODE_AUDIO, 0);
    assert_int_equal(rbk_disc_add_session(whole, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    add_track(RBK_MODE_AUDIO, SECTORS / 2);
    assert_int_equal(rbk_source_probe(whole, NULL, NULL, findings, &error), RBK_OK);
    assert_int_equal(rbk_layout_compute(whole, RBK_JOIN_AUTO, &layout, findings, &error), RBK_OK);
    return 0;
}

static int end(void **state)
{
    rbk_findings_free(findings);
    rbk_layout_free(layout);
    rbk_disc_free(whole);
    return scratch_teardown(state);
}

/* ------------------------------------------------------------------ what is wrong */

static void name_another_file(void)
{
    broken->tracks[1].extents[0].file = 9;
}

static void name_a_third_session(void)
{
    broken->tracks[1].session = 2;
}

static void go_back_to_the_first_session(void)
{
    broken->tracks[0].session = 1;
    broken->tracks[1].session = 0;
}

static void set_mode(int mode)
{
    memcpy(&broken->tracks[1].mode, &mode, sizeof mode); /* no value of the enumeration */
}

static void set_the_mode_after_the_last(void)
{
    set_mode(RBK_MODES);
}

static void set_a_negative_mode(void)
{
    set_mode(-1);
}

static void number_an_index_100(void)
{
    broken->tracks[1].indexes[0].number = 100;
}

static void number_two_indexes_alike(void)
{
    assert_int_equal(rbk_track_add_index(&broken->tracks[1], 2, 0, RBK_SECTOR_SAMPLES, NULL), RBK_OK);
    broken->tracks[1].indexes[1].number = 1;
}

static const struct fault {
    void (*make)(void);
    const char *sentence;
} faults[] = {
    {name_another_file, "track 2 uses a file the disc does not have"},
    {name_a_third_session, "track 2 belongs to a session that the disc does not have at this place"},
    {go_back_to_the_first_session, "track 2 belongs to a session that the disc does not have at this place"},
    {set_the_mode_after_the_last, "track 2 has an unknown mode: 10"},
    {set_a_negative_mode, "track 2 has an unknown mode: -1"},
    {number_an_index_100, "track 2 has an index 100, expected one of 0 to 99 above the one before"},
    {number_two_indexes_alike, "track 2 has an index 1, expected one of 0 to 99 above the one before"},
};

/* ------------------------------------------------------------------ who refuses it */

static rbk_status check_alone(void)
{
    return rbk_disc_check(broken, &error);
}

static rbk_status compute(void)
{
    rbk_layout *made = NULL;
    return rbk_layout_compute(broken, RBK_JOIN_AUTO, &made, findings, &error);
}

static rbk_status probe(void)
{
    return rbk_source_probe(broken, NULL, NULL, findings, &error);
}

static rbk_status open_image(void)
{
    rbk_image *image = NULL;
    return rbk_image_open(broken, layout, &image, &error);
}

static rbk_status open_subchannel(void)
{
    rbk_subchannel *subchannel = NULL;
    return rbk_subchannel_open(broken, layout, &subchannel, &error);
}

static rbk_status write_format(const char *name)
{
    size_t size = 1;
    rbk_output *output = rbk_output_new_memory();
    assert_non_null(output);
    rbk_status status = rbk_format_write(rbk_format_find(name), broken, output, findings, &error);
    (void)rbk_output_text(output, &size);
    assert_int_equal(size, 0);
    rbk_output_free(output);
    return status;
}

static rbk_status write_cue(void)
{
    return write_format("cue");
}

static rbk_status write_toc(void)
{
    return write_format("toc");
}

static rbk_status write_ccd(void)
{
    return write_format("ccd");
}

static rbk_status convert(void)
{
    rbk_convert_options options;
    rbk_convert_options_init(&options);
    return rbk_convert(broken, &options, scratch_path("made.toc"), NULL, NULL, findings, &error);
}

static rbk_status author(void)
{
    rbk_author_options options;
    rbk_author_options_init(&options);
    return rbk_author_write(broken, &options, scratch_path("made.cue"), NULL, NULL, findings, &error);
}

static rbk_status author_to_a_stage(void)
{
    rbk_stage *stage = NULL;
    rbk_author_options options;
    rbk_author_options_init(&options);
    return rbk_author_stage(broken, &options, scratch_path("made.cue"), NULL, &stage, findings, &error);
}

static rbk_status check(void)
{
    rbk_check_options options;
    rbk_check_options_init(&options);
    return rbk_check(broken, layout, NULL, &options, findings, NULL, &error);
}

static rbk_status check_for_a_reader(void)
{
    const rbk_reader *reader = rbk_reader_at(0);
    assert_non_null(reader);
    return rbk_reader_check(reader, broken, layout, scratch_path("d.cue"), findings, NULL, &error);
}

static rbk_status compare_as(const rbk_disc *first, const rbk_disc *second)
{
    rbk_comparison comparison;
    const rbk_compared a = {first, layout}, b = {second, layout};
    return rbk_compare(&a, &b, 0, NULL, &comparison, &error);
}

static rbk_status compare_with_it(void)
{
    return compare_as(whole, broken);
}

static rbk_status compare_it(void)
{
    return compare_as(broken, whole);
}

static rbk_status compare_its_subchannel(void)
{
    rbk_subchannel_comparison comparison;
    const rbk_compared a = {whole, layout}, b = {broken, layout};
    return rbk_compare_subchannels(&a, &b, 0, NULL, &comparison, &error);
}

static rbk_status edit_to_it(void)
{
    return rbk_edit_write(whole, broken, NULL, NULL, findings, &error);
}

static rbk_status edit_it(void)
{
    return rbk_edit_write(broken, whole, NULL, NULL, findings, &error);
}

static rbk_status edit_its_indexes(void)
{
    const rbk_index_edit edit = {.track = 2, .number = 2, .sectors = layout->tracks[1].index01_lba + 10};
    return rbk_edit_indexes(broken, layout, &edit, 1, findings, &error);
}

static rbk_status (*const calls[])(void) = {
    check_alone,
    compute,
    probe,
    open_image,
    open_subchannel,
    write_cue,
    write_toc,
    write_ccd,
    convert,
    author,
    author_to_a_stage,
    check,
    check_for_a_reader,
    compare_with_it,
    compare_it,
    edit_it,
    edit_its_indexes,
    edit_to_it,
    compare_its_subchannel,
};

/* ------------------------------------------------------------------ tests */

static void number_tracks_alike(void)
{
    broken->tracks[1].number = broken->tracks[0].number;
}

static void number_a_track_200(void)
{
    broken->tracks[1].number = 200;
}

static void add_a_session_at_the_end(void)
{
    assert_int_equal(rbk_disc_add_session(broken, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_add_session(broken, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
}

static void add_a_session_between_the_tracks(void)
{
    add_a_session_at_the_end();
    broken->tracks[0].session = 0;
    broken->tracks[1].session = (uint32_t)broken->session_count - 1;
}

/* It is a disc to check and to compare, but none that can be written: what would be made is read by nothing, or as another disc. */
static void what_no_sheet_can_have_is_not_written(void **state)
{
    static void (*const makers[])(void) = {number_tracks_alike, number_a_track_200, add_a_session_at_the_end,
                                           add_a_session_between_the_tracks};
    static rbk_status (*const writers[])(void) = {convert, author, author_to_a_stage, write_cue};
    (void)state;
    for (size_t m = 0; m < 4; m++)
        for (size_t w = 0; w < 4; w++) {
            broken = rbk_disc_copy(whole);
            assert_non_null(broken);
            makers[m]();
            assert_int_equal(rbk_disc_check(broken, &error), RBK_OK);
            assert_int_equal(writers[w](), RBK_INVALID_ARGUMENT);
            assert_string_equal(error.sentence,
                                m == 0   ? "a track has the number 1, expected one of 1 to 99 above the one before"
                                : m == 1 ? "a track has the number 200, expected one of 1 to 99 above the one before"
                                         : "a session of the disc has no track");
            rbk_disc_free(broken);
        }
    assert_int_equal(scratch_count(), 1);
}

static void a_disc_that_refers_to_what_it_does_not_have_is_refused_by_all_calls(void **state)
{
    (void)state;
    for (size_t f = 0; f < sizeof faults / sizeof faults[0]; f++)
        for (size_t c = 0; c < sizeof calls / sizeof calls[0]; c++) {
            broken = rbk_disc_copy(whole);
            assert_non_null(broken);
            faults[f].make();
            rbk_error_init(&error);
            const rbk_status status = calls[c]();
            if (status != RBK_INVALID_ARGUMENT || strcmp(error.sentence, faults[f].sentence) != 0)
                fail_msg("fault %zu, call %zu: %s '%s'", f, c, rbk_status_name(status), error.sentence);
            assert_int_equal(error.place.track, 2);
            rbk_disc_free(broken);
        }
    assert_int_equal(scratch_count(), 1);
}

static void a_disc_that_refers_to_what_it_has_is_right(void **state)
{
    (void)state;
    assert_int_equal(rbk_disc_check(whole, &error), RBK_OK);
    whole->tracks[1].extents[0].silence = true; /* has no file */
    whole->tracks[1].extents[0].file = 9;
    assert_int_equal(rbk_disc_check(whole, &error), RBK_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_disc_that_refers_to_what_it_does_not_have_is_refused_by_all_calls, begin,
                                        end),
        cmocka_unit_test_setup_teardown(what_no_sheet_can_have_is_not_written, begin, end),
        cmocka_unit_test_setup_teardown(a_disc_that_refers_to_what_it_has_is_right, begin, end),
    };
    return cmocka_run_group_tests_name("disc/references", tests, NULL, NULL);
}
