/* ISRC, MCN and flags, one violation after another. */
#include "unit/verify/checks.h"

static void real_codes_are_fine(void **state)
{
    (void)state;
    make_album();
    strcpy(disc->mcn, "4006381333931");
    strcpy(disc->tracks[0].isrc, "USRC17607839");
    strcpy(disc->tracks[1].isrc, "DEA452400001");
    disc->tracks[0].flags = RBK_FLAG_COPY_PERMITTED;
    check(RBK_PROFILE_PLANT, false);
    assert_int_equal(rbk_findings_count(findings), 1); /* payload.unread */
}

static void an_isrc_has_its_shape(void **state)
{
    (void)state;
    make_album();
    strcpy(disc->tracks[0].isrc, "1SRC17607839");
    check(RBK_PROFILE_PLANT, false);
    assert_int_equal(finding("isrc.syntax")->severity, RBK_ERROR);
    assert_int_equal(finding("isrc.syntax")->track, 1);
    strcpy(disc->tracks[0].isrc, "usrc17607839");
    check(RBK_PROFILE_CDR, false);
    assert_finding("isrc.syntax", RBK_WARNING, 1, "the ISRC of track 1 is 'usrc17607839', expected 'USRC17607839'");
}

static void an_isrc_is_no_pattern_and_on_one_track(void **state)
{
    static const char *const patterns[] = {"XXRC17607839", "USRC10000000", "USRC19999999", "USRC11234567"};
    (void)state;
    make_album();
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        char text[100];
        strcpy(disc->tracks[1].isrc, patterns[i]);
        check(RBK_PROFILE_CDR, false);
        snprintf(text, sizeof text, "the ISRC of track 2, %s, looks like a placeholder", patterns[i]);
        assert_finding("isrc.placeholder", RBK_WARNING, 2, text);
    }
    strcpy(disc->tracks[0].isrc, "USRC17607839");
    strcpy(disc->tracks[1].isrc, "USRC17607839");
    check(RBK_PROFILE_EMULATOR, false);
    assert_finding("isrc.repeated", RBK_NOTE, 2, "tracks 1 and 2 have the same ISRC USRC17607839");
}

static void data_tracks_have_neither_isrc_nor_flags_of_audio(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 400);
    rbk_track *track = add_track(file, RBK_MODE_MODE1_2352, 0, 400, 0);
    strcpy(track->isrc, "USRC17607839");
    track->flags = RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_FOUR_CHANNEL | RBK_FLAG_COPY_PERMITTED;
    check(RBK_PROFILE_PLANT, false);
    assert_finding("isrc.on-data", RBK_ERROR, 1, "track 1 is data and has the ISRC USRC17607839");
    assert_finding("flags.on-data", RBK_ERROR, 1, "track 1 is data and has audio flags: 4CH and PRE");
    disc->tracks[0].flags = RBK_FLAG_PRE_EMPHASIS;
    check(RBK_PROFILE_PLANT, false);
    assert_finding("flags.on-data", RBK_ERROR, 1, "track 1 is data and has audio flags: PRE");
    disc->tracks[0].flags = RBK_FLAG_FOUR_CHANNEL;
    check(RBK_PROFILE_PLANT, false);
    assert_finding("flags.on-data", RBK_ERROR, 1, "track 1 is data and has audio flags: 4CH");
    assert_null(finding("flags.pre-emphasis"));
}

static void flags_that_are_seldom_meant_are_reported(void **state)
{
    (void)state;
    make_album();
    disc->tracks[0].flags = RBK_FLAG_SCMS | RBK_FLAG_FOUR_CHANNEL | RBK_FLAG_PRE_EMPHASIS;
    check(RBK_PROFILE_PLANT, false);
    assert_finding("flags.scms", RBK_ERROR, 1,
                   "track 1 has the flag SCMS, which marks a copy: an original is written without it");
    assert_finding("flags.four-channel", RBK_ERROR, 1, "track 1 is flagged as four-channel, which no player supports");
    assert_finding("flags.pre-emphasis", RBK_NOTE, 1,
                   "track 1 is flagged as audio with pre-emphasis: players will apply de-emphasis");
}

static void an_mcn_has_its_check_digit_and_is_no_pattern(void **state)
{
    (void)state;
    make_album();
    strcpy(disc->mcn, "4006381333932");
    check(RBK_PROFILE_PLANT, false);
    assert_int_equal(finding("mcn.digit")->severity, RBK_ERROR);
    assert_non_null(strstr(finding("mcn.digit")->text, "the MCN: "));
    assert_null(finding("mcn.placeholder"));
    strcpy(disc->mcn, "1234567890123");
    check(RBK_PROFILE_CDR, false);
    assert_int_equal(finding("mcn.digit")->severity, RBK_WARNING);
    assert_finding("mcn.placeholder", RBK_WARNING, 0, "the MCN 1234567890123 looks like a placeholder");
    strcpy(disc->mcn, "0000000000000");
    check(RBK_PROFILE_CDR, false);
    assert_finding("mcn.zero", RBK_WARNING, 0, "an MCN of all zeros means that there is none");
    assert_null(finding("mcn.digit"));
    assert_null(finding("mcn.placeholder"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        check_test(real_codes_are_fine),
        check_test(an_isrc_has_its_shape),
        check_test(an_isrc_is_no_pattern_and_on_one_track),
        check_test(data_tracks_have_neither_isrc_nor_flags_of_audio),
        check_test(flags_that_are_seldom_meant_are_reported),
        check_test(an_mcn_has_its_check_digit_and_is_no_pattern),
    };
    return cmocka_run_group_tests_name("verify/check_codes", tests, NULL, NULL);
}
