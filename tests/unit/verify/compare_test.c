/* Two discs compared by what their descriptors say. */
#include "unit/verify/images.h"

static void a_copy_is_the_same_disc(void **state)
{
    (void)state;
    two_albums();
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.same);
    assert_int_equal(kinds(), 0);
    assert_int_equal(comparison.compared_samples, 60 * 588);
    assert_false(comparison.has_offset);
}

/* Sectors that only one disc has are not compared, and the gap between sessions belongs to no track. */
static void sessions_are_compared_and_what_is_between_is_not_read(void **state)
{
    (void)state;
    int16_t *noise = make_noise(0, 60 * 588);
    for (int i = 0; i < 2; i++) {
        test_image *image = i ? &b : &a;
        uint32_t file = add_file(image, i ? "b.bin" : "a.bin", noise, 60 * 588);
        add_track(image, file, 0, 30, 0);
        assert_int_equal(rbk_disc_add_session(image->disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
        add_track(image, file, 30, 60, 0);
    }
    free(noise);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.same);
    assert_int_equal(comparison.compared_samples, 60 * 588);
    b.disc->sessions[1].lead_out_sectors = 6760;
    assert_int_equal(compare(0), RBK_OK);
    assert_values(RBK_DIFFERENCE_START, 1, 2, "02:32:30", "02:32:40");
    assert_int_equal(difference(RBK_DIFFERENCE_LENGTH)->count, 0); /* to its own lead-out, not to the next session */
    assert_int_equal(comparison.compared_samples, (30 + 20) * 588);
    b.disc->tracks[1].session = 0;
    assert_int_equal(compare(0), RBK_OK);
    assert_values(RBK_DIFFERENCE_SESSIONS, 1, 0, "2", "1");
}

/* The same disc as a file for each track, one in the other byte order, the pregap only in the sheet. */
static void files_byte_order_and_pregaps_of_the_sheet_do_not_count(void **state)
{
    rbk_track *track;
    (void)state;
    int16_t *noise = make_noise(0, 60 * 588);
    memset(noise + 30 * 588 * 2, 0, 5 * RBK_SECTOR_BYTES);
    make_album(&a, "a.bin", noise);
    int16_t *swapped = malloc(25 * RBK_SECTOR_BYTES);
    assert_non_null(swapped);
    for (size_t i = 0; i < 25 * 588 * 2; i++) {
        uint16_t value = (uint16_t)noise[35 * 588 * 2 + i];
        swapped[i] = (int16_t)(uint16_t)(value << 8 | value >> 8);
    }
    uint32_t one = add_file(&b, "1.bin", noise, 30 * 588);
    uint32_t two = add_file(&b, "2.bin", swapped, 25 * 588);
    b.disc->files[two].type = RBK_FILE_MOTOROLA;
    free(swapped);
    free(noise);
    add_track(&b, one, 0, 30, 0);
    assert_int_equal(rbk_disc_add_track(b.disc, 2, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    rbk_track_add_silence(track, 5 * 588, NULL);
    rbk_track_add_file_extent(track, two, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 1, 0, NULL);
    rbk_remarks_add(&b.disc->remarks, "COMMENT another tool", NULL);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.same);
}

static void a_missing_track_is_reported_and_the_others_are_compared(void **state)
{
    (void)state;
    two_albums();
    b.disc->track_count--;
    snprintf(a.disc->tracks[0].isrc, RBK_ISRC_BYTES, "DEA452400001");
    assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
    b.disc->track_count++;
    assert_values(RBK_DIFFERENCE_TRACKS, 1, 0, "2", "1");
    assert_values(RBK_DIFFERENCE_ISRC, 1, 1, "DEA452400001", "");
    assert_int_equal(difference(RBK_DIFFERENCE_TRACKS)->lba, RBK_NO_LBA);
    assert_values(RBK_DIFFERENCE_LENGTH, 1, 1, "00:00:35", "00:00:30"); /* the pregap of track 2 is played in it */
    assert_int_equal(kinds(), 3);
}

static void a_longer_track_moves_the_next_ones_start_but_not_its_length(void **state)
{
    (void)state;
    int16_t *noise = make_noise(0, 61 * 588);
    make_album(&a, "a.bin", noise);
    uint32_t file = add_file(&b, "b.bin", noise, 61 * 588);
    free(noise);
    add_track(&b, file, 0, 31, 0);
    add_track(&b, file, 31, 61, 5);
    assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_values(RBK_DIFFERENCE_START, 1, 2, "00:00:35", "00:00:36");
    assert_int_equal(difference(RBK_DIFFERENCE_START)->lba, 35);
    assert_values(RBK_DIFFERENCE_LENGTH, 1, 1, "00:00:30", "00:00:31"); /* without the pregap of track 2 */
    assert_int_equal(kinds(), 2);
}

static void pregaps_and_indexes_can_be_left_out_of_it(void **state)
{
    (void)state;
    int16_t *noise = make_noise(0, 60 * 588);
    make_album(&a, "a.bin", noise);
    uint32_t file = add_file(&b, "b.bin", noise, 60 * 588);
    free(noise);
    add_track(&b, file, 0, 35, 0);
    add_track(&b, file, 35, 60, 0);
    rbk_track_add_index(&a.disc->tracks[0], 2, 0, 10 * 588, NULL);
    rbk_track_add_index(&a.disc->tracks[0], 3, 0, 20 * 588, NULL);
    rbk_track_add_index(&b.disc->tracks[0], 2, 0, 11 * 588, NULL);
    assert_int_equal(compare(0), RBK_OK);
    assert_values(RBK_DIFFERENCE_PREGAP, 1, 2, "00:00:05", "00:00:00");
    assert_values(RBK_DIFFERENCE_INDEX, 2, 1, "00:00:10", "00:00:11");
    assert_int_equal(difference(RBK_DIFFERENCE_INDEX)->index, 2);
    assert_int_equal(difference(RBK_DIFFERENCE_INDEX)->lba, 10);
    assert_int_equal(kinds(), 2);
    assert_int_equal(compare(RBK_IGNORE_INDEXES), RBK_OK);
    assert_true(comparison.same);
}

static void codes_are_compared_unless_ignored(void **state)
{
    (void)state;
    two_albums();
    snprintf(b.disc->mcn, RBK_MCN_BYTES, "4006381333931");
    snprintf(a.disc->tracks[0].isrc, RBK_ISRC_BYTES, "DEA452400001");
    snprintf(b.disc->tracks[0].isrc, RBK_ISRC_BYTES, "DEA452400002");
    snprintf(b.disc->tracks[1].isrc, RBK_ISRC_BYTES, "DEA452400002");
    a.disc->tracks[1].flags = RBK_FLAG_COPY_PERMITTED | RBK_FLAG_PRE_EMPHASIS;
    assert_int_equal(compare(0), RBK_OK);
    assert_values(RBK_DIFFERENCE_MCN, 1, 0, "", "4006381333931");
    assert_values(RBK_DIFFERENCE_ISRC, 2, 1, "DEA452400001", "DEA452400002");
    assert_values(RBK_DIFFERENCE_FLAGS, 1, 2, "DCP PRE", "");
    assert_int_equal(kinds(), 3);
    assert_int_equal(compare(RBK_IGNORE_CODES), RBK_OK);
    assert_true(comparison.same);
}

static void texts_name_their_field_and_are_cut_at_a_character(void **state)
{
    char longer[401];
    (void)state;
    two_albums();
    for (size_t i = 0; i < 200; i++)
        memcpy(longer + 2 * i, "\xC3\xA9", 3);
    rbk_text_set(&a.disc->tracks[1].text, RBK_TEXT_TITLE, longer, NULL);
    rbk_text_set(&b.disc->tracks[1].text, RBK_TEXT_PERFORMER, "Band", NULL);
    assert_int_equal(compare(0), RBK_OK);
    assert_int_equal(difference(RBK_DIFFERENCE_TEXT)->count, 2);
    assert_int_equal(difference(RBK_DIFFERENCE_TEXT)->track, 2);
    assert_string_equal(difference(RBK_DIFFERENCE_TEXT)->field, "title");
    assert_int_equal(strlen(difference(RBK_DIFFERENCE_TEXT)->first), 254);
    assert_string_equal(difference(RBK_DIFFERENCE_TEXT)->second, "");
    assert_int_equal(compare(RBK_IGNORE_TEXTS), RBK_OK);
    assert_true(comparison.same);
}

static void modes_differ_by_what_they_are_not_by_their_files(void **state)
{
    (void)state;
    two_albums();
    a.disc->tracks[0].mode = RBK_MODE_MODE1_2048;
    b.disc->tracks[0].mode = RBK_MODE_MODE1_2352;
    a.disc->tracks[1].mode = RBK_MODE_MODE2_2352;
    assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_values(RBK_DIFFERENCE_MODE, 1, 2, "MODE2/2352", "AUDIO");
    assert_int_equal(kinds(), 1);
}

/* Whether R to W were lost follows from comparing them, which is another call. */
static void audio_with_r_to_w_is_audio_if_these_are_ignored(void **state)
{
    (void)state;
    two_albums();
    b.disc->tracks[0].mode = RBK_MODE_CDG;
    assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_values(RBK_DIFFERENCE_MODE, 1, 1, "AUDIO", "CDG");
    assert_int_equal(compare(RBK_IGNORE_SAMPLES | RBK_IGNORE_SUBCHANNELS), RBK_OK);
    assert_true(comparison.same);
    a.disc->tracks[0].mode = RBK_MODE_MODE2_2352;
    assert_int_equal(compare(RBK_IGNORE_SAMPLES | RBK_IGNORE_SUBCHANNELS), RBK_OK);
    assert_values(RBK_DIFFERENCE_MODE, 1, 1, "MODE2/2352", "CDG");
}

static void what_cannot_be_compared_leaves_the_result_alone(void **state)
{
    rbk_comparison before;
    (void)state;
    two_albums();
    memcpy(&before, &comparison, sizeof before);
    b.disc->files[0].type = RBK_FILE_AUDIO;
    assert_int_equal(compare(0), RBK_NOT_AUDIO);
    assert_memory_equal(&before, &comparison, sizeof before);
    assert_int_equal(rbk_compare(NULL, NULL, 0, NULL, &comparison, &error), RBK_INVALID_POINTER);
    for (size_t i = 0; i < 2; i++) {
        const rbk_layout *layouts[] = {a.layout, b.layout};
        rbk_layout other = *layouts[i];
        other.track_count--;
        const rbk_compared first = {a.disc, i == 0 ? &other : a.layout}, second = {b.disc, i == 1 ? &other : b.layout};
        assert_int_equal(rbk_compare(&first, &second, 0, NULL, &comparison, &error), RBK_INVALID_ARGUMENT);
        assert_string_equal(error.sentence, "a layout does not belong to its disc");
        assert_memory_equal(&before, &comparison, sizeof before);
    }
    assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_true(comparison.same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        images_test(a_copy_is_the_same_disc),
        images_test(sessions_are_compared_and_what_is_between_is_not_read),
        images_test(files_byte_order_and_pregaps_of_the_sheet_do_not_count),
        images_test(a_missing_track_is_reported_and_the_others_are_compared),
        images_test(a_longer_track_moves_the_next_ones_start_but_not_its_length),
        images_test(pregaps_and_indexes_can_be_left_out_of_it),
        images_test(codes_are_compared_unless_ignored),
        images_test(texts_name_their_field_and_are_cut_at_a_character),
        images_test(modes_differ_by_what_they_are_not_by_their_files),
        images_test(audio_with_r_to_w_is_audio_if_these_are_ignored),
        images_test(what_cannot_be_compared_leaves_the_result_alone),
    };
    return cmocka_run_group_tests_name("verify/compare", tests, NULL, NULL);
}
