/*
 * The constant offset of drives: found, reported, and the samples it hides.
 */
#include "unit/burn/recorded.h"

static void expect_offset(int32_t offset, uint32_t hidden_first, uint32_t hidden_last)
{
    recorded.offset_samples = offset;
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    verify_disc();
    assert_true(verdict.same && verdict.has_offset);
    assert_int_equal(verdict.offset_samples, offset);
    assert_int_equal(verdict.hidden_first, hidden_first);
    assert_int_equal(verdict.hidden_last, hidden_last);
    assert_int_equal(verdict.differing_samples, 0);
    assert_int_equal(verdict.compared_samples, 700 * 588 - hidden_first - hidden_last);
}

static void offsets_to_both_sides_are_found(void **state)
{
    (void)state;
    record_album();
    expect_offset(667, 0, 667);
    assert_found("verify.hidden", RBK_NOTE,
                 "the last 667 samples of the audio that ends at 00:09:25 cannot be read because of the drive's read "
                 "offset of +667 samples");
    expect_offset(-1164, 1164, 0);
    assert_found("verify.hidden", RBK_NOTE,
                 "the first 1164 samples of the audio that starts at 00:00:00 cannot be read because of the drive's "
                 "read offset of -1164 samples");
    expect_offset(3000, 0, 3000);
    expect_offset(-3000, 3000, 0);
}

static void a_sample_that_differs_is_reported_by_its_own_place(void **state)
{
    (void)state;
    record_album();
    recorded.offset_samples = -30;
    recorded.wrong_sample = 200000;
    verify_disc();
    assert_false(verdict.same);
    assert_int_equal(verdict.offset_samples, -30);
    assert_int_equal(verdict.differing_samples, 1);
    assert_found("verify.samples", RBK_ERROR, "track 2: samples differ from 00:04:40 on (sample 200000 of the disc)");
    assert_int_equal(finding("verify.samples")->track, 2);
}

static void silence_has_no_offset(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 400);
    finish_disc();
    recorded.offset_samples = 100;
    verify_disc();
    assert_true(verdict.same);
    assert_false(verdict.has_offset);
}

/* A known offset is not searched for: audio at another offset differs. */
static void a_known_offset_is_used_as_it_is(void **state)
{
    (void)state;
    record_album();
    recorded.offset_samples = 30;
    assert_int_equal(rbk_recorder_set_read_offset(recorder, 30, &error), RBK_OK);
    verify_disc();
    assert_true(verdict.same && verdict.has_offset);
    assert_int_equal(verdict.offset_samples, 30);
    assert_int_equal(rbk_recorder_set_read_offset(recorder, 0, &error), RBK_OK);
    verify_disc();
    assert_false(verdict.same || verdict.other_disc);
    assert_true(verdict.differing_samples > 400000);
    assert_int_equal(rbk_recorder_set_read_offset(recorder, 3001, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected an offset of -3000 to 3000 samples, found 3001");
}

/* Of data between two ranges of audio, the first of them silent. */
static void an_offset_is_found_in_any_range_of_audio(void **state)
{
    static uint8_t user[500 * 2048];
    (void)state;
    fill_noise(audio_bytes, sizeof audio_bytes, 1);
    add_track(RBK_MODE_AUDIO, 0, 320);
    add_file_track(RBK_MODE_MODE1_2048, "data.iso", user, sizeof user, 150);
    add_file_track(RBK_MODE_AUDIO, "two.bin", audio_bytes, 500 * RBK_SECTOR_BYTES, 150);
    finish_disc();
    recorded.offset_samples = 100;
    verify_disc();
    assert_true(verdict.same && verdict.has_offset);
    assert_int_equal(verdict.offset_samples, 100);
}

/* A tone of 441 Hz, the same after every 100 samples: only where it starts and ends shows how far it was moved. */
static void the_offset_of_a_tone_is_that_of_its_start_and_end(void **state)
{
    static const int32_t offsets[] = {667, -733, 100, -1};
    const size_t silent = 5000, sounding = 500 * 588 - 12000;
    (void)state;
    memset(audio_bytes, 0, (size_t)500 * RBK_SECTOR_BYTES);
    for (size_t i = 0; i < sounding; i++) {
        const int16_t value = (int16_t)(8000 * ((int)(i % 100) - 50) / 50);
        for (size_t channel = 0; channel < 2; channel++)
            memcpy(audio_bytes + (silent + i) * 4 + channel * 2,
                   &(uint8_t[]){(uint8_t)value, (uint8_t)((uint16_t)value >> 8)}, 2);
    }
    add_file_track(RBK_MODE_AUDIO, "tone.bin", audio_bytes, (size_t)500 * RBK_SECTOR_BYTES, 0);
    finish_disc();
    for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
        recorded.offset_samples = offsets[i];
        verify_disc();
        assert_true(verdict.same && verdict.has_offset);
        assert_int_equal(verdict.offset_samples, offsets[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(offsets_to_both_sides_are_found),
        obedient_test(a_sample_that_differs_is_reported_by_its_own_place),
        obedient_test(silence_has_no_offset),
        obedient_test(a_known_offset_is_used_as_it_is),
        obedient_test(an_offset_is_found_in_any_range_of_audio),
        obedient_test(the_offset_of_a_tone_is_that_of_its_start_and_end),
    };
    return cmocka_run_group_tests_name("burn/verify_offset", tests, NULL, NULL);
}
