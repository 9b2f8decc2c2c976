/* CD-TEXT: packs, texts, codes, one violation after another. */
#include "unit/verify/checks.h"

#include <redbook/cdtext.h>

static void title(rbk_text *text, const char *words)
{
    assert_int_equal(rbk_text_set(text, RBK_TEXT_TITLE, words, NULL), RBK_OK);
}

/* All titles, so that nothing is missing. */
static void make_titled_album(void)
{
    make_album();
    title(&disc->text, "Album");
    title(&disc->tracks[0].text, "One");
    title(&disc->tracks[1].text, "Two");
}

static rbk_cdtext *make_cdtext(rbk_cdtext_block **block, uint32_t last_track)
{
    static const char *const titles[] = {"Album", "One", "Two"};
    rbk_cdtext *cdtext = rbk_cdtext_new();
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, last_track, block, NULL), RBK_OK);
    for (uint32_t track = 0; track <= 2 && track <= last_track; track++)
        assert_int_equal(rbk_cdtext_set(*block, RBK_CDTEXT_TITLE, track, titles[track], NULL), RBK_OK);
    return cdtext;
}

/* The packs become the disc's, damaged at a byte unless that is 0. */
static void give(rbk_cdtext *cdtext, size_t damaged)
{
    rbk_bytes packs = {NULL, 0};
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    if (damaged)
        packs.data[damaged] ^= 1;
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, NULL), RBK_OK);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
}

static void whole_texts_and_packs_are_fine(void **state)
{
    rbk_cdtext_block *block = NULL;
    (void)state;
    make_titled_album();
    check(RBK_PROFILE_PLANT, false);
    assert_int_equal(rbk_findings_count(findings), 1); /* payload.unread */
    give(make_cdtext(&block, 2), 0);
    check(RBK_PROFILE_PLANT, false);
    assert_int_equal(rbk_findings_count(findings), 1);
}

static void a_text_is_everywhere_or_nowhere(void **state)
{
    (void)state;
    make_titled_album();
    title(&disc->tracks[1].text, NULL);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("cdtext.missing-text", RBK_WARNING, 2, "1 of 2 tracks have no title; the first is track 2");
    check(RBK_PROFILE_CDR, false);
    assert_int_equal(finding("cdtext.missing-text")->severity, RBK_NOTE);
    check(RBK_PROFILE_EMULATOR, false);
    assert_null(finding("cdtext.missing-text"));
    title(&disc->tracks[1].text, "Two");
    title(&disc->text, NULL);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("cdtext.missing-text", RBK_WARNING, 0, "tracks have a title, the album has none");
}

static void texts_that_do_not_fit_are_counted(void **state)
{
    (void)state;
    make_titled_album();
    title(&disc->tracks[0].text, "\xC5\xBB\xC3\xB3\xC5\x82w");
    check(RBK_PROFILE_PLANT, false);
    assert_finding("cdtext.charset", RBK_ERROR, 1,
                   "1 text does not fit into the character set of CD-TEXT: title of track 1: '\xC5\xBB' (U+017B), "
                   "'\xC5\x82' (U+0142) are not in ISO 8859-1");
}

static void typographic_signs_are_a_note(void **state)
{
    (void)state;
    make_titled_album();
    title(&disc->tracks[1].text, "Don\xE2\x80\x99t\xE2\x80\xA6");
    check(RBK_PROFILE_CDR, false);
    assert_null(finding("cdtext.charset"));
    assert_finding(
        "cdtext.plain", RBK_NOTE, 2,
        "in CD-TEXT, 1 text gets plain characters: title of track 2: '\xE2\x80\x99' (U+2019) is replaced by ''', "
        "'\xE2\x80\xA6' (U+2026) by '...'");
}

static void texts_of_more_than_256_packs_are_reported(void **state)
{
    char words[3200];
    (void)state;
    make_titled_album();
    memset(words, 'x', sizeof words - 1);
    words[sizeof words - 1] = '\0';
    title(&disc->tracks[0].text, words);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("cdtext.too-long", RBK_ERROR, 0,
                   "in CD-TEXT, block 0 needs 271 packs, 15 more than the limit of 256");
}

static void damaged_packs_are_reported_by_what_is_wrong(void **state)
{
    rbk_cdtext_block *block = NULL;
    (void)state;
    make_titled_album();
    give(make_cdtext(&block, 2), 5);
    check(RBK_PROFILE_CDR, false);
    assert_finding("cdtext.crc", RBK_ERROR, 0,
                   "CD-TEXT: block 0: the CRC of 1 of 5 packs is wrong; the first is number 0");
    assert_null(finding("cdtext.packs"));
    disc->cdtext_bytes -= 18; /* a size pack is missing */
    check(RBK_PROFILE_PLANT, false);
    assert_finding("cdtext.packs", RBK_ERROR, 0, "CD-TEXT: block 0 has 2 of the 3 size packs; its tracks are guessed");
}

static void packs_are_of_the_discs_tracks(void **state)
{
    rbk_cdtext_block *block = NULL;
    (void)state;
    make_titled_album();
    give(make_cdtext(&block, 12), 0);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("cdtext.tracks", RBK_ERROR, 0, "the CD-TEXT is for tracks 1 to 12, the disc has tracks 1 to 2");
}

static void codes_are_those_of_the_subchannel(void **state)
{
    rbk_cdtext_block *block = NULL;
    (void)state;
    make_titled_album();
    strcpy(disc->mcn, "4006381333931");
    rbk_cdtext *cdtext = make_cdtext(&block, 2);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_CODE, 0, "4006381333931", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_CODE, 2, "USRC17607839", NULL), RBK_OK);
    give(cdtext, 0);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("cdtext.codes", RBK_ERROR, 2, "the ISRC in the CD-TEXT is USRC17607839, the disc's is none");
    strcpy(disc->tracks[1].isrc, "USRC17607839");
    strcpy(disc->mcn, "4012345678901");
    check(RBK_PROFILE_CDR, false);
    assert_finding("cdtext.codes", RBK_WARNING, 0,
                   "the MCN in the CD-TEXT is 4006381333931, the disc's is 4012345678901");
}

static void a_code_that_is_none_is_reported_as_it_is(void **state)
{
    rbk_cdtext_block *block = NULL;
    (void)state;
    make_titled_album();
    rbk_cdtext *cdtext = make_cdtext(&block, 2);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_CODE, 1, "US-RC1", NULL), RBK_OK);
    give(cdtext, 0);
    check(RBK_PROFILE_CDR, false);
    assert_finding("cdtext.codes", RBK_WARNING, 1, "'US-RC1' in the CD-TEXT is not a valid ISRC");
    cdtext = make_cdtext(&block, 2);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_CODE, 0, "400638133393X", NULL), RBK_OK);
    give(cdtext, 0);
    check(RBK_PROFILE_CDR, false);
    assert_finding("cdtext.codes", RBK_WARNING, 0, "'400638133393X' in the CD-TEXT is not a valid MCN");
}

static void times_that_are_not_those_of_the_disc_are_reported(void **state)
{
    const rbk_cdtext_raw_pack head = {0x88, 0, {1, 2, 0, 0, 14, 0}}, wrong_head = {0x88, 0, {1, 2, 0, 0, 14, 1}};
    const rbk_cdtext_raw_pack starts = {0x88, 1, {0, 2, 0, 0, 8, 25}};
    rbk_cdtext_block *block = NULL;
    (void)state;
    make_titled_album();
    rbk_cdtext *cdtext = make_cdtext(&block, 2);
    assert_int_equal(rbk_cdtext_add_raw(block, &head, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_raw(block, &starts, NULL), RBK_OK);
    give(cdtext, 0);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("cdtext.times", RBK_WARNING, 2,
                   "1 wrong time in the CD-TEXT (packs of type 88); the first is the start of track 2: absolute time "
                   "00:08:25, expected 00:07:25");
    cdtext = make_cdtext(&block, 2);
    assert_int_equal(rbk_cdtext_add_raw(block, &wrong_head, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_raw(block, &starts, NULL), RBK_OK);
    give(cdtext, 0);
    check(RBK_PROFILE_CDR, false);
    assert_finding(
        "cdtext.times", RBK_WARNING, 0,
        "2 wrong times in the CD-TEXT (packs of type 88); the first is the start of the lead-out: absolute time "
        "00:14:01, expected 00:14:00");
}

static void a_language_but_the_first_is_named_by_its_block(void **state)
{
    rbk_cdtext_block *block = NULL;
    (void)state;
    make_titled_album();
    rbk_cdtext *cdtext = make_cdtext(&block, 2);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 3, 0x08, RBK_CDTEXT_8859_1, 1, 2, &block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 2, "Zwei", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, "Album", NULL), RBK_OK);
    give(cdtext, 0);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("cdtext.missing-text", RBK_WARNING, 1, "block 3: 1 of 2 tracks have no title; the first is track 1");
}

static void a_language_without_a_text_is_reported(void **state)
{
    rbk_cdtext_block *block = NULL;
    (void)state;
    make_titled_album();
    rbk_cdtext *cdtext = make_cdtext(&block, 2);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x08, RBK_CDTEXT_8859_1, 1, 2, &block, NULL), RBK_OK);
    give(cdtext, 0);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("cdtext.missing-text", RBK_WARNING, 0, "block 1 (German) of the CD-TEXT has no text");
}

/* A data track has no text and lacks none. */
static void a_data_track_needs_no_text(void **state)
{
    (void)state;
    make_titled_album();
    disc->tracks[0].mode = RBK_MODE_MODE1_2352;
    title(&disc->tracks[0].text, NULL);
    check(RBK_PROFILE_PLANT, false);
    assert_null(finding("cdtext.missing-text"));
}

static void packs_without_a_block_are_reported_as_a_whole(void **state)
{
    uint8_t packs[18] = {0x00};
    (void)state;
    make_titled_album();
    assert_int_equal(rbk_disc_set_cdtext(disc, packs, sizeof packs, NULL), RBK_OK);
    check(RBK_PROFILE_PLANT, false);
    assert_int_equal(finding("cdtext.packs")->severity, RBK_ERROR);
    assert_memory_equal(finding("cdtext.packs")->text, "CD-TEXT: ", 9);
}

static void what_a_reader_found_gets_the_profiles_severity(void **state)
{
    rbk_findings *found = rbk_findings_new(), *taken = rbk_findings_new();
    (void)state;
    rbk_findings_add(found, RBK_WARNING, "cdtext.file-missing", "a.cue", 3, 0, "%s", "gone");
    rbk_findings_add(found, RBK_WARNING, "cdtext.damaged", "a.cdt", 0, 0, "%s", "told in detail");
    rbk_findings_add(found, RBK_NOTE, "cue.case", "a.cue", 1, 0, "%s", "case");
    assert_int_equal(rbk_check_take_findings(found, RBK_PROFILE_PLANT, taken, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(taken), 2);
    assert_int_equal(rbk_findings_at(taken, 0)->severity, RBK_ERROR);
    assert_int_equal(rbk_findings_at(taken, 0)->line, 3);
    assert_int_equal(rbk_findings_at(taken, 1)->severity, RBK_NOTE);
    assert_int_equal(rbk_check_take_findings(found, RBK_PROFILES, taken, NULL), RBK_INVALID_ARGUMENT);
    rbk_findings_free(found);
    rbk_findings_free(taken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        check_test(whole_texts_and_packs_are_fine),
        check_test(a_text_is_everywhere_or_nowhere),
        check_test(texts_that_do_not_fit_are_counted),
        check_test(typographic_signs_are_a_note),
        check_test(texts_of_more_than_256_packs_are_reported),
        check_test(damaged_packs_are_reported_by_what_is_wrong),
        check_test(packs_are_of_the_discs_tracks),
        check_test(codes_are_those_of_the_subchannel),
        check_test(a_code_that_is_none_is_reported_as_it_is),
        check_test(times_that_are_not_those_of_the_disc_are_reported),
        check_test(a_language_but_the_first_is_named_by_its_block),
        check_test(a_language_without_a_text_is_reported),
        check_test(a_data_track_needs_no_text),
        check_test(packs_without_a_block_are_reported_as_a_whole),
        check_test(what_a_reader_found_gets_the_profiles_severity),
    };
    return cmocka_run_group_tests_name("verify/check_cdtext", tests, NULL, NULL);
}
