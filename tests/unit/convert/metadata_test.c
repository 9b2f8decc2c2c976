/*
 * What each target keeps of a disc that has everything, and the loss list of the rest.
 */
#include "unit/convert/planning.h"

#include <redbook/cdtext.h>

static void sheets_carry_everything_but_scms(void **state)
{
    (void)state;
    static const char *const targets[] = {"portable", "redump", "single", "eac", "wav"};
    make_everything();
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        assert_int_equal(plan(targets[i], "out.cue"), RBK_OK);
        assert_int_equal(losses(), 1);
        assert_int_equal(made->loss_count, 1);
        assert_int_equal(reported("lost.flag", 1), 1);
        assert_string_equal(made->disc->mcn, "4006381333931");
        assert_string_equal(made->disc->tracks[0].isrc, "DEA452400001");
        assert_int_equal(made->disc->tracks[0].flags,
                         RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL | RBK_FLAG_PRE_EMPHASIS);
        assert_string_equal(made->disc->tracks[0].text.field[RBK_TEXT_COMPOSER], "composer of track 1");
        assert_string_equal(made->disc->text.field[RBK_TEXT_DATE], "date of the disc");
        assert_string_equal(made->disc->tracks[0].remarks.lines[0], "REPLAYGAIN -7 dB");
        assert_int_equal(made->disc->tracks[1].index_count, 4);
    }
    assert_string_equal(text_of("lost.flag", 1), "the flag SCMS of track 1 is lost");
}

static void cdrwin_has_three_texts_and_the_others_in_its_file_of_packs(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("cdrwin", "out.cue"), RBK_OK);
    assert_int_equal(reported("lost.text", 0), 1); /* the date */
    assert_int_equal(reported("lost.text", 1), 3); /* date, genre, disc id */
    assert_int_equal(losses(), 5);
    assert_string_equal(text_of("lost.text", 0), "the date of the disc is lost: 'date of the disc'");
    assert_string_equal(made->disc->tracks[0].text.field[RBK_TEXT_SONGWRITER], "songwriter of track 1");
    assert_null(made->disc->tracks[0].text.field[RBK_TEXT_COMPOSER]);
    assert_null(strstr((const char *)made->descriptor.data, "COMPOSER"));
    assert_int_equal(made->disc->remarks.count, 1);
}

static void texts_that_packs_cannot_hold_are_lost_with_them(void **state)
{
    (void)state;
    make_everything();
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, "\xE6\xBC\xA2\xE5\xAD\x97", NULL);
    assert_int_equal(plan("cdrwin", "out.cue"), RBK_OK);
    assert_int_equal(reported("cdtext.not-written", 0), 1);
    assert_int_equal(reported("lost.text", 0), RBK_TEXT_FIELDS - 3);
    assert_int_equal(reported("lost.text", 1), RBK_TEXT_FIELDS - 3);
    assert_string_equal(text_of("lost.text", 0), "the composer of the disc is lost: 'composer of the disc'");
}

static void packs_of_the_disc_that_say_something_else_are_reported(void **state)
{
    (void)state;
    rbk_bytes packs = {0};
    make_everything();
    assert_int_equal(rbk_cdtext_of_disc(disc, NULL, &packs, NULL, &error), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, &error), RBK_OK);
    rbk_bytes_release(&packs);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_COMPOSER, "another", NULL);
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_COMPOSER, "a new one", NULL);
    assert_int_equal(plan("cdrwin", "out.cue"), RBK_OK);
    assert_string_equal(text_of("changed.text", 1),
                        "the composer of track 1, 'another', becomes 'composer of track 1' in the CD-TEXT");
    assert_string_equal(text_of("lost.text", 2), "the composer of track 2 is lost: 'a new one'");
    assert_int_equal(plan("single", "out.cue"), RBK_OK);
    assert_int_equal(losses(), 2); /* SCMS, and a text of the sheet in place of which that of the packs is read */
    assert_string_equal(text_of("changed.text", 1),
                        "the composer of track 1 is 'another', but 'composer of track 1' in the "
                        "CD-TEXT, which is used");
}

static void a_toc_loses_remarks_dates_and_flags_of_audio_in_data(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("toc", "out.toc"), RBK_OK);
    assert_int_equal(reported("lost.text", 0), 1);
    assert_int_equal(reported("lost.text", 1), 3); /* a track's genre and disc id too */
    assert_int_equal(reported("lost.remark", 0), 1);
    assert_int_equal(reported("lost.remark", 1), 1);
    assert_int_equal(reported("lost.flag", 1), 1);
    assert_int_equal(reported("lost.flag", 3), 1);
    assert_int_equal(losses(), 8);
    assert_string_equal(text_of("lost.flag", 3), "the flag PRE of track 3 is lost");
    assert_string_equal(text_of("lost.remark", 1), "a remark of track 1 is lost: 'REPLAYGAIN -7 dB'");
    assert_int_equal(made->disc->tracks[2].flags, RBK_FLAG_COPY_PERMITTED);
}

static void a_ccd_loses_remarks_and_dates(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("ccd", "out.ccd"), RBK_OK);
    assert_int_equal(reported("lost.text", 0), 1); /* the date */
    assert_int_equal(reported("lost.text", 1), 3); /* date, genre, disc id of a track */
    assert_int_equal(reported("lost.remark", 0), 1);
    assert_int_equal(reported("lost.remark", 1), 1);
    assert_int_equal(reported("lost.flag", 1), 1);
    assert_int_equal(reported("lost.flag", 3), 1);
    assert_int_equal(losses(), 8);
    assert_int_equal(made->loss_count, 8);
}

static void characters_that_packs_do_not_have_are_reported_of_a_ccd(void **state)
{
    (void)state;
    make_everything();
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE,
                 "\xC5\x81\xC3\xB3"
                 "d\xC5\xBA",
                 NULL);
    assert_int_equal(plan("ccd", "out.ccd"), RBK_OK);
    assert_string_equal(text_of("changed.text", 2),
                        "title of track 2: '\xC5\x81' (U+0141) is replaced by 'L', '\xC5\xBA' (U+017A) by 'z'");
    assert_int_equal(reported("changed.text", 2), 1);
    assert_int_equal(plan("redump", "out.cue"), RBK_OK);
    assert_int_equal(reported("changed.text", 2), 0);
}

static void an_iso_loses_all_that_is_no_user_data(void **state)
{
    (void)state;
    rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, "BINARY", 0, NULL, NULL);
    disc->files[0].rate_hz = RBK_RATE_HZ;
    disc->files[0].length_frames = 500 * 588;
    rbk_track *track = add_track(RBK_MODE_MODE1_2352, 0, 500, 100);
    rbk_track_add_index(track, 2, 0, 200 * 588, NULL);
    strcpy(disc->mcn, "4006381333931");
    strcpy(track->isrc, "DEA452400001");
    track->flags = RBK_FLAG_COPY_PERMITTED;
    set_texts(&track->text, "track 1");
    lay_out();
    assert_int_equal(plan("iso", "out.iso"), RBK_OK);
    assert_int_equal(reported("lost.mcn", 0), 1);
    assert_int_equal(reported("lost.isrc", 1), 1);
    assert_int_equal(reported("lost.flag", 1), 1);
    assert_int_equal(reported("lost.text", 1), RBK_TEXT_FIELDS);
    assert_string_equal(text_of("lost.index", 1),
                        "index 02 of track 1 is lost: at 00:01:25 from the start of the track");
    assert_string_equal(text_of("lost.pause", 1), "the pregap of track 1 is lost: 100 sectors");
    assert_int_equal(losses(), 5 + RBK_TEXT_FIELDS);
}

static void portable_numbers_tracks_from_1_and_others_keep_the_numbers(void **state)
{
    (void)state;
    make_everything();
    for (uint32_t t = 0; t < 3; t++)
        disc->tracks[t].number = 5 + t;
    assert_int_equal(plan("portable", "out.cue"), RBK_OK);
    assert_int_equal(reported("changed.track-number", 5), 1);
    assert_int_equal(made->disc->tracks[2].number, 3);
    assert_int_equal(plan("single", "out.cue"), RBK_OK);
    assert_int_equal(reported("changed.track-number", 5), 0);
    assert_int_equal(made->disc->tracks[2].number, 7);
}

static void raw_sectors_have_raw_modes(void **state)
{
    (void)state;
    static const rbk_track_mode modes[][3] = {
        /* in, portable, redump */
        {RBK_MODE_CDG, RBK_MODE_AUDIO, RBK_MODE_CDG},
        {RBK_MODE_MODE1_2048, RBK_MODE_MODE1_2352, RBK_MODE_MODE1_2352},
        {RBK_MODE_MODE2_2324, RBK_MODE_MODE2_2352, RBK_MODE_MODE2_2352},
        {RBK_MODE_CDI_2336, RBK_MODE_MODE2_2352, RBK_MODE_CDI_2352},
    };
    make_everything();
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        bool cdi = modes[i][0] == RBK_MODE_CDI_2336;
        disc->tracks[2].mode = modes[i][0];
        graphics[2] = modes[i][0] == RBK_MODE_CDG;
        assert_int_equal(plan("portable", "out.cue"), RBK_OK);
        assert_int_equal(made->disc->tracks[2].mode, modes[i][1]);
        assert_int_equal(reported("changed.mode", 3), cdi);
        assert_int_equal(reported("lost.subchannel", 3), modes[i][0] == RBK_MODE_CDG);
        assert_int_equal(plan("redump", "out.cue"), RBK_OK);
        assert_int_equal(made->disc->tracks[2].mode, modes[i][2]);
        assert_int_equal(reported("changed.mode", 3), 0);
        assert_int_equal(reported("lost.subchannel", 3), 0);
    }
}

/* A CCD says of a whole session whether it is CD-i. */
static void mode_2_next_to_cd_i_becomes_cd_i_where_the_disc_has_one_kind(void **state)
{
    (void)state;
    make_everything();
    disc->tracks[1].mode = RBK_MODE_CDI_2352;
    disc->tracks[2].mode = RBK_MODE_MODE2_2352;
    assert_int_equal(plan("ccd", "out.ccd"), RBK_OK);
    assert_int_equal(made->disc->tracks[1].mode, RBK_MODE_CDI_2352);
    assert_int_equal(made->disc->tracks[2].mode, RBK_MODE_CDI_2352);
    assert_int_equal(reported("changed.mode", 2), 0);
    assert_string_equal(text_of("changed.mode", 3),
                        "track 3 is mode 2 and is written as CD-i, like another track of the disc");
    disc->tracks[1].mode = RBK_MODE_MODE2_2352;
    assert_int_equal(plan("ccd", "out.ccd"), RBK_OK);
    assert_int_equal(made->disc->tracks[2].mode, RBK_MODE_MODE2_2352);
    assert_int_equal(reported("changed.mode", 3), 0);
}

static void long_texts_are_quoted_up_to_a_character(void **state)
{
    (void)state;
    char text[200];
    memset(text, 'a', sizeof text);
    strcpy(text + 79, "\xC3\xA9tc");
    make_everything();
    rbk_text_set(&disc->text, RBK_TEXT_DATE, text, NULL);
    assert_int_equal(plan("toc", "out.toc"), RBK_OK);
    assert_int_equal(strlen(text_of("lost.text", 0)), strlen("the date of the disc is lost: ''") + 79 + 3);
    assert_non_null(strstr(text_of("lost.text", 0), "aaa...'"));
}

static void findings_say_where_in_the_source(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("single", "out.cue"), RBK_OK);
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        if (!rbk_finding_is_loss(finding))
            continue;
        assert_string_equal(finding->path, "a.cue");
        assert_int_equal(finding->line, 10 * finding->track);
        assert_int_equal(finding->severity, RBK_WARNING);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        planning_test(sheets_carry_everything_but_scms),
        planning_test(cdrwin_has_three_texts_and_the_others_in_its_file_of_packs),
        planning_test(texts_that_packs_cannot_hold_are_lost_with_them),
        planning_test(packs_of_the_disc_that_say_something_else_are_reported),
        planning_test(a_toc_loses_remarks_dates_and_flags_of_audio_in_data),
        planning_test(a_ccd_loses_remarks_and_dates),
        planning_test(characters_that_packs_do_not_have_are_reported_of_a_ccd),
        planning_test(an_iso_loses_all_that_is_no_user_data),
        planning_test(portable_numbers_tracks_from_1_and_others_keep_the_numbers),
        planning_test(raw_sectors_have_raw_modes),
        planning_test(mode_2_next_to_cd_i_becomes_cd_i_where_the_disc_has_one_kind),
        planning_test(long_texts_are_quoted_up_to_a_character),
        planning_test(findings_say_where_in_the_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
