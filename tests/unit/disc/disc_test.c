/* The model: what a disc accepts, and that a copy is equal. */
#include <redbook/disc.h>

#include "unit/scratch.h"

static rbk_disc *sample_disc(void)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_track *track;
    uint32_t file;
    assert_int_equal(rbk_disc_add_file(disc, "a b.wav", RBK_FILE_AUDIO, "WAVE", 3, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, "/music/a b.wav", NULL), RBK_OK);
    disc->files[file].rate_hz = 96000;
    disc->files[file].length_frames = 123456;
    assert_int_equal(rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_PACKS, "a b.cdg", "/music/a b.cdg", NULL),
                     RBK_OK);
    assert_int_equal(rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    track->flags = RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED;
    strcpy(track->isrc, "USRC17607839");
    assert_int_equal(rbk_track_add_silence(track, 588, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 0, 0, 0, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 1, 0, NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&track->text, RBK_TEXT_TITLE, "Night Cats", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_PERFORMER, "Joyful", NULL), RBK_OK);
    assert_int_equal(rbk_remarks_add(&disc->remarks, "COMMENT \"x\"", NULL), RBK_OK);
    strcpy(disc->mcn, "4006381333931");
    assert_int_equal(
        rbk_disc_set_cdtext(disc, (const uint8_t *)"\x80\x01 two packs, 36 bytes, kept as it is", 36, NULL), RBK_OK);
    return disc;
}

static void a_copy_has_everything_and_shares_nothing(void **state)
{
    (void)state;
    rbk_disc *disc = sample_disc();
    rbk_disc *copy = rbk_disc_copy(disc);
    rbk_disc_free(disc);
    assert_non_null(copy);
    assert_string_equal(copy->mcn, "4006381333931");
    assert_string_equal(copy->text.field[RBK_TEXT_PERFORMER], "Joyful");
    assert_string_equal(copy->remarks.lines[0], "COMMENT \"x\"");
    assert_int_equal(copy->cdtext_bytes, 36);
    assert_memory_equal(copy->cdtext, "\x80\x01 two packs, 36 bytes, kept as it is", 36);
    assert_int_equal(copy->file_count, 1);
    assert_string_equal(copy->files[0].path, "a b.wav");
    assert_string_equal(copy->files[0].location, "/music/a b.wav");
    assert_int_equal(copy->files[0].rate_hz, 96000);
    assert_int_equal(copy->files[0].length_frames, 123456);
    assert_int_equal(copy->files[0].subchannel, RBK_SUBCHANNEL_PACKS);
    assert_string_equal(copy->files[0].subchannel_path, "a b.cdg");
    assert_string_equal(copy->files[0].subchannel_location, "/music/a b.cdg");
    assert_int_equal(copy->track_count, 1);
    const rbk_track *track = &copy->tracks[0];
    assert_string_equal(track->isrc, "USRC17607839");
    assert_int_equal(track->flags, 3);
    assert_int_equal(track->extent_count, 2);
    assert_true(track->extents[0].silence);
    assert_int_equal(track->extents[1].length_samples, RBK_TO_END);
    assert_int_equal(rbk_track_index(track, 1)->extent, 1);
    assert_null(rbk_track_index(track, 2));
    rbk_disc_free(copy);
}

static void a_hundredth_track_is_refused(void **state)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_track *track;
    (void)state;
    for (uint32_t number = 1; number <= 99; number++)
        assert_int_equal(rbk_disc_add_track(disc, number, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    assert_int_equal(rbk_disc_add_track(disc, 99, RBK_MODE_AUDIO, &track, NULL), RBK_TRACKLIMIT);
    assert_int_equal(disc->track_count, 99);
    rbk_disc_free(disc);
}

static void cdtext_is_whole_packs_of_eight_blocks_at_most(void **state)
{
    static const uint8_t packs[8 * 256 * 18 + 18];
    rbk_disc *disc = rbk_disc_new();
    (void)state;
    assert_int_equal(rbk_disc_set_cdtext(disc, packs, 17, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs, sizeof packs, NULL), RBK_INVALID_ARGUMENT);
    assert_null(disc->cdtext);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs, sizeof packs - 18, NULL), RBK_OK);
    assert_int_equal(disc->cdtext_bytes, 36864);
    assert_int_equal(rbk_disc_set_cdtext(disc, NULL, 0, NULL), RBK_OK);
    assert_null(disc->cdtext);
    assert_int_equal(disc->cdtext_bytes, 0);
    rbk_disc_free(disc);
}

static void a_subchannel_is_set_anew_or_taken_away(void **state)
{
    (void)state;
    rbk_disc *disc = sample_disc();
    rbk_file *file = &disc->files[0];
    assert_int_equal(rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_PACKS, file->subchannel_path, NULL, NULL), RBK_OK);
    assert_string_equal(file->subchannel_path, "a b.cdg");
    assert_null(file->subchannel_location);
    assert_int_equal(rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_NONE, NULL, NULL, NULL), RBK_OK);
    assert_null(file->subchannel_path);
    assert_int_equal(rbk_disc_set_subchannel(disc, 1, RBK_SUBCHANNEL_RAW, NULL, NULL, NULL), RBK_INVALID_ARGUMENT);
    rbk_disc_free(disc);
}

static void a_hundredth_session_is_refused(void **state)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_session *session = NULL;
    rbk_track *track;
    (void)state;
    assert_int_equal(rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    for (int i = 2; i <= 99; i++) /* the first is that of the track before */
        assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, &session, NULL), RBK_OK);
    assert_ptr_equal(session, &disc->sessions[98]);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, &session, NULL), RBK_TRACKLIMIT);
    assert_int_equal(disc->session_count, 99);
    rbk_disc_free(disc);
}

static void what_no_disc_has_is_refused(void **state)
{
    const rbk_listed_q early[] = {{.lba = -150}, {.lba = -151}};
    rbk_error error;
    rbk_track *track = NULL;
    (void)state;
    rbk_disc *disc = sample_disc();
    assert_int_equal(rbk_disc_add_track(disc, 0, RBK_MODE_AUDIO, &track, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a track number 1 to 99, found 0");
    assert_int_equal(rbk_disc_add_track(disc, 100, RBK_MODE_AUDIO, &track, &error), RBK_INVALID_ARGUMENT);
    assert_null(track);
    assert_int_equal(rbk_disc_locate_file(disc, 1, "b.wav", &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected one of 1 file, found 1");
    assert_int_equal(rbk_disc_set_listed_q(disc, early, 2, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected lba -150 or more, found -151");
    assert_int_equal(disc->listed_q_count, 0);
    assert_int_equal(rbk_disc_set_listed_q(disc, early, 1, &error), RBK_OK);
    assert_int_equal(disc->listed_q_count, 1);
    rbk_disc_free(disc);
}

static void missing_pointers_are_refused(void **state)
{
    rbk_track *track = NULL;
    (void)state;
    rbk_disc *disc = sample_disc();
    assert_int_equal(rbk_disc_add_file(disc, NULL, RBK_FILE_AUDIO, "WAVE", 0, NULL, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_disc_locate_file(disc, 0, NULL, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_disc_set_subchannel(NULL, 0, RBK_SUBCHANNEL_NONE, NULL, NULL, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_disc_set_listed_q(disc, NULL, 1, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_disc_set_cdtext(disc, NULL, 18, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_disc_add_track(NULL, 2, RBK_MODE_AUDIO, &track, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_disc_add_track(disc, 2, RBK_MODE_AUDIO, NULL, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_disc_add_session(NULL, RBK_AREA_CD, 0, NULL, NULL), RBK_INVALID_POINTER);
    assert_int_equal(disc->file_count, 1);
    assert_string_equal(disc->files[0].location, "/music/a b.wav");
    assert_int_equal(disc->cdtext_bytes, 36);
    assert_int_equal(disc->track_count, 1);
    rbk_disc_free(disc);
}

static void values_of_no_enumeration_are_refused(void **state)
{
    static const int strange[] = {-1, 77};
    rbk_track *track = NULL;
    rbk_error error;
    (void)state;
    rbk_disc *disc = sample_disc();
    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
        const int value = strange[i];
        assert_int_equal(rbk_disc_add_track(disc, 2, (rbk_track_mode)value, &track, &error), RBK_INVALID_ARGUMENT);
        assert_int_equal(rbk_disc_add_file(disc, "x", (rbk_file_type)value, NULL, 0, NULL, &error),
                         RBK_INVALID_ARGUMENT);
        assert_int_equal(rbk_disc_set_subchannel(disc, 0, (rbk_subchannel_form)value, NULL, NULL, &error),
                         RBK_INVALID_ARGUMENT);
        assert_int_equal(rbk_disc_add_session(disc, (rbk_area)value, 0, NULL, &error), RBK_INVALID_ARGUMENT);
    }
    assert_string_equal(error.sentence, "unknown area of a session: 77");
    assert_int_equal(rbk_disc_add_track(disc, 2, RBK_MODES, &track, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(disc->track_count, 1);
    assert_int_equal(disc->file_count, 1);
    assert_int_equal(disc->session_count, 0);
    assert_string_equal(disc->files[0].subchannel_path, "a b.cdg");
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_has_everything_and_shares_nothing),
        cmocka_unit_test(a_subchannel_is_set_anew_or_taken_away),
        cmocka_unit_test(a_hundredth_track_is_refused),
        cmocka_unit_test(cdtext_is_whole_packs_of_eight_blocks_at_most),
        cmocka_unit_test(a_hundredth_session_is_refused),
        cmocka_unit_test(what_no_disc_has_is_refused),
        cmocka_unit_test(missing_pointers_are_refused),
        cmocka_unit_test(values_of_no_enumeration_are_refused),
    };
    return cmocka_run_group_tests_name("disc/disc", tests, NULL, NULL);
}
