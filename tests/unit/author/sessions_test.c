/*
 * Sessions after the first one: a CD-Extra from audio and an ISO, and file systems made for another address.
 */
#include "unit/authoring.h"

#include "author/author.h"

#include <redbook/sector.h>

#include "gen/volume.h"

#define DATA_SECTORS 300

static void make_volume(const char *name, uint32_t lba, bool plus)
{
    static uint8_t bytes[DATA_SECTORS * VOLUME_SECTOR_BYTES];
    volume_build(bytes, DATA_SECTORS, lba, plus);
    scratch_write(name, bytes, sizeof bytes);
}

static rbk_status from_session(const char *audio, const char *data, const rbk_source_options *data_options)
{
    char data_path[600], audio_path[600];
    snprintf(data_path, sizeof data_path, "%s", scratch_path(data));
    snprintf(audio_path, sizeof audio_path, "%s", scratch_path(audio));
    const char *paths[] = {audio_path};
    rbk_source_input input = {
        .paths = paths, .count = 1, .data_path = data_path, .data_options = data_options, .data_session = true};
    rbk_status status = rbk_source_from_files(&input, &disc, findings, &error);
    return status == RBK_OK ? rbk_source_probe(disc, NULL, data_options, findings, &error) : status;
}

static const rbk_finding *found(const char *rule)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, rule) == 0)
            return rbk_findings_at(findings, i);
    return NULL;
}

static void data_becomes_form_1_at_its_address_in_a_file_of_its_own(void **state)
{
    size_t size;
    (void)state;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 1000 * 588 - 5);
    make_volume("extra.iso", 12400, true);
    assert_int_equal(from_session("1.wav", "extra.iso", NULL), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    free(read_bin("a.bin", 1000));
    uint8_t *raw = (uint8_t *)scratch_read("a (Session 2).bin", &size);
    assert_int_equal(size, DATA_SECTORS * 2352);
    for (int i = 0; i < DATA_SECTORS; i++)
        assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE2_FORM1, 12400 + i, raw + i * 2352), 0);
    assert_memory_equal(raw + 12, "\2\107\45\2", 4); /* 02:47:25, mode 2 */
    assert_memory_equal(raw + VOLUME_HELLO * 2352 + 24, VOLUME_TEXT, sizeof VOLUME_TEXT - 1);
    free(raw);
    assert_null(found("session.info"));
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 0);
}

static void a_file_system_for_another_place_is_refused_with_the_right_one(void **state)
{
    (void)state;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 300 * 588);
    make_volume("extra.iso", 0, true);
    assert_int_equal(from_session("1.wav", "extra.iso", NULL), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_REFUSED);
    assert_non_null(found("session.address"));
    assert_non_null(strstr(found("session.address")->text, "made for lba 0, expected lba 11700"));
    assert_non_null(strstr(found("session.address")->text, "-C 0,11700"));
    assert_int_equal(scratch_count(), 2); /* the sources */
}

static void what_is_missing_of_a_cd_extra_is_reported_and_not_required(void **state)
{
    rbk_source_options stated;
    (void)state;
    rbk_source_options_init(&stated);
    stated.bare = true;
    stated.mode = RBK_MODE_MODE1_2048;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 300 * 588);
    make_volume("extra.iso", 11700, false);
    assert_int_equal(from_session("1.wav", "extra.iso", &stated), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    assert_int_equal(found("session.info")->severity, RBK_NOTE);
    assert_int_equal(found("session.mode")->severity, RBK_WARNING);
}

static void data_without_a_file_system_cannot_be_verified(void **state)
{
    static const uint8_t nothing[DATA_SECTORS * 2048];
    (void)state;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 300 * 588);
    scratch_write("a.dat", nothing, sizeof nothing);
    assert_int_equal(from_session("1.wav", "a.dat", NULL), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    assert_non_null(found("session.no-volume"));
}

static void a_second_session_needs_audio_and_data(void **state)
{
    char audio_path[600];
    (void)state;
    snprintf(audio_path, sizeof audio_path, "%s", scratch_path("1.wav"));
    const char *paths[] = {audio_path};
    rbk_source_input input = {.paths = paths, .count = 1, .data_session = true};
    assert_int_equal(rbk_source_from_files(&input, &disc, findings, &error), RBK_INVALID_ARGUMENT);
}

/* Where INFO.CDP of a CD-Extra is, and what it starts with. */
static void an_info_that_is_none_or_elsewhere_is_reported(void **state)
{
    size_t size;
    (void)state;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 300 * 588);
    for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
        if (elsewhere) {
            end(state);
            begin(state);
            make_ramp("1.wav", SF_FORMAT_WAV, 0, 300 * 588);
        }
        make_volume("extra.iso", 11700, true);
        uint8_t *bytes = (uint8_t *)scratch_read("extra.iso", &size);
        size_t at = 0;
        while (memcmp(bytes + at, "INFO.CDP;1", 10) != 0)
            at++;
        if (elsewhere) {
            bytes[at - 33 + 2]--; /* its address, in both byte orders */
            bytes[at - 33 + 9]--;
            memcpy(bytes + (size_t)74 * VOLUME_SECTOR_BYTES, "CD", 2);
        } else {
            memcpy(bytes + (size_t)75 * VOLUME_SECTOR_BYTES, "XX", 2);
        }
        scratch_write("extra.iso", bytes, size);
        free(bytes);
        assert_int_equal(from_session("1.wav", "extra.iso", NULL), RBK_OK);
        assert_int_equal(author("a.cue"), RBK_OK);
        assert_int_equal(found("session.info")->severity, elsewhere ? RBK_NOTE : RBK_WARNING);
        assert_string_equal(found("session.info")->text,
                            elsewhere ? "CDPLUS/INFO.CDP is 74 sectors after the start of the session, expected 75"
                                      : "CDPLUS/INFO.CDP does not start with 'CD'");
    }
}

static void files_that_stay_as_they_are_are_of_one_session(void **state)
{
    (void)state;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 300 * 588);
    make_volume("extra.iso", 11700, true);
    assert_int_equal(from_session("1.wav", "extra.iso", NULL), RBK_OK);
    rbk_layout *layout = NULL;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_author_check_sessions(disc, layout, "a.cue", true, findings), RBK_OK);
    assert_int_equal(found("author.sessions")->severity, RBK_ERROR);
    assert_string_equal(found("author.sessions")->text,
                        "the disc has 2 sessions and files that are not sectors: make an image of it with 'redbook "
                        "author' first");
    rbk_layout_free(layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        author_test(data_becomes_form_1_at_its_address_in_a_file_of_its_own),
        author_test(a_file_system_for_another_place_is_refused_with_the_right_one),
        author_test(what_is_missing_of_a_cd_extra_is_reported_and_not_required),
        author_test(data_without_a_file_system_cannot_be_verified),
        author_test(a_second_session_needs_audio_and_data),
        author_test(an_info_that_is_none_or_elsewhere_is_reported),
        author_test(files_that_stay_as_they_are_are_of_one_session),
    };
    return cmocka_run_group_tests_name("author/sessions", tests, NULL, NULL);
}
