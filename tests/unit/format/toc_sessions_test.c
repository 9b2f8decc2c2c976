/* The sessions of a disc are in TOCs next to each other, and become one disc again. */
#include "format/toc_sessions.h"

#include "base/fail.h"
#include "disc/sessions.h"
#include "format/toc.h"
#include "unit/format/sheet.h"

static rbk_findings *findings;
static rbk_error error;

static int setup(void **state)
{
    (void)state;
    findings = rbk_findings_new();
    rbk_error_init(&error);
    return findings ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_findings_free(findings);
    return 0;
}

/* Three tracks of audio and one of data, each in a file of its own. */
static rbk_disc *make_extra(void)
{
    rbk_disc *disc = rbk_disc_new();
    for (uint32_t t = 0; t < 4; t++) {
        rbk_track *track;
        uint32_t file;
        if (t == 3)
            assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
        assert_int_equal(rbk_disc_add_file(disc, t == 3 ? "d.bin" : "a.wav", t == 3 ? RBK_FILE_BINARY : RBK_FILE_AUDIO,
                                           NULL, 0, &file, NULL),
                         RBK_OK);
        assert_int_equal(rbk_disc_add_track(disc, t + 1, t == 3 ? RBK_MODE_MODE2_2352 : RBK_MODE_AUDIO, &track, NULL),
                         RBK_OK);
        assert_int_equal(rbk_track_add_file_extent(track, file, 0, 300 * RBK_SECTOR_SAMPLES, NULL), RBK_OK);
        assert_int_equal(rbk_track_add_index(track, 1, 0, 0, NULL), RBK_OK);
    }
    strcpy(disc->mcn, "4006381333931");
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Album", NULL), RBK_OK);
    return disc;
}

/* ------------------------------------------------------------------ names */

static void the_number_of_a_session_is_before_the_ending(void **state)
{
    (void)state;
    char *name = rbk_toc_session_name("folder/disc.toc", 2), *bare = rbk_toc_session_name("disc", 12);
    assert_string_equal(name, "disc (Session 2).toc");
    assert_string_equal(bare, "disc (Session 12)");
    free(name);
    free(bare);
}

/* ------------------------------------------------------------------ writing */

static void what_is_before_the_number_is_the_name_of_the_first(void **state)
{
    (void)state;
    assert_int_equal(rbk_toc_session_stem("d (Session 2).toc"), 1);
    assert_int_equal(rbk_toc_session_stem("a.b/Disc 1.0 (SESSION 12).TOC"), 12);
    assert_int_equal(rbk_toc_session_stem("d (Session 2)"), 1);
    static const char *const others[] = {"d.toc",
                                         "d (Session ).toc",
                                         "d (Session 2) .toc",
                                         "d(Session 2).toc",
                                         " (Session 2).toc",
                                         "a/ (Session 2).toc",
                                         "2).toc",
                                         ").toc",
                                         "",
                                         "d (Session x).toc"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_int_equal(rbk_toc_session_stem(others[i]), 0);
}

static void each_session_is_a_disc_of_its_own(void **state)
{
    (void)state;
    rbk_disc *disc = make_extra();
    rbk_disc *first = NULL, *second = NULL;
    assert_int_equal(rbk_toc_session_disc(disc, 0, &first, NULL, &error), RBK_OK);
    assert_int_equal(rbk_toc_session_disc(disc, 1, &second, NULL, &error), RBK_OK);
    assert_int_equal(rbk_toc_sessions_check(disc, &error), RBK_OK);
    assert_int_equal(first->track_count, 3);
    assert_int_equal(first->session_count, 0);
    assert_string_equal(first->mcn, disc->mcn);
    assert_int_equal(second->track_count, 1);
    assert_int_equal(second->tracks[0].number, 1);
    assert_int_equal(second->tracks[0].mode, RBK_MODE_MODE2_2352);
    assert_string_equal(second->files[second->tracks[0].extents[0].file].path, "d.bin");
    assert_string_equal(second->mcn, "");
    assert_null(second->text.field[RBK_TEXT_TITLE]);
    rbk_disc_free(first);
    rbk_disc_free(second);
    rbk_disc_free(disc);
}

static void what_a_toc_cannot_state_is_refused(void **state)
{
    (void)state;
    rbk_disc *disc = make_extra();
    disc->sessions[1].lead_out_sectors = 6000;
    assert_int_equal(rbk_toc_sessions_check(disc, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "a TOC cannot state where session 2 starts: expected 11400 sectors between it "
                                        "and the one before, found 10650");
    disc->sessions[1].lead_out_sectors = 6675;
    disc->sessions[1].pregap_sectors = 225;
    disc->tracks[3].indexes[0].offset_samples = 225 * RBK_SECTOR_SAMPLES;
    assert_int_equal(rbk_toc_sessions_check(disc, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "a TOC cannot state where session 2 starts: expected 11250 sectors between it "
                                        "and the one before, found 11175");
    disc->sessions[1].area = RBK_AREA_HIGH_DENSITY;
    assert_int_equal(rbk_toc_sessions_check(disc, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "a TOC cannot describe the areas of a GD-ROM");
    rbk_disc_free(disc);
}

/* ------------------------------------------------------------------ reading */

static const char first_toc[] =
    "CD_DA\nTRACK AUDIO\nFILE \"1.wav\" 0 00:04:00\nTRACK AUDIO\nFILE \"2.wav\" 0 00:04:00\n";
static const char data_toc[] = "CD_ROM_XA\nTRACK MODE2_RAW\nDATAFILE \"data.bin\" 00:04:00\n";
static const char bad_toc[] = "CD_ROM_XA\nTRACK MODE2_RAW\n";

/* The TOCs of sessions 2 and 3 are the user's texts; NULL: no such file. */
static rbk_status open_part(void *user, const char *name, rbk_input *input, rbk_error *failure)
{
    const char *const *texts = user;
    (void)failure;
    rbk_input_open_bytes(input, NULL, 0);
    for (size_t s = 2; s < 4; s++) {
        char wanted[32];
        snprintf(wanted, sizeof wanted, "disc (Session %zu).toc", s);
        if (strcmp(name, wanted) == 0 && texts[s - 2])
            rbk_input_open_bytes(input, (const uint8_t *)texts[s - 2], strlen(texts[s - 2]));
    }
    return RBK_OK;
}

static rbk_status read_sessions(const char *const texts[2], rbk_disc **disc)
{
    const rbk_format_siblings siblings = {.open_part = open_part, .user = (void *)(uintptr_t)texts};
    assert_int_equal(
        rbk_toc_read((const uint8_t *)first_toc, sizeof first_toc - 1, "folder/disc.toc", NULL, disc, findings, &error),
        RBK_OK);
    return rbk_toc_sessions_read(&siblings, "folder/disc.toc", NULL, *disc, findings, &error);
}

static void tocs_of_later_sessions_continue_the_disc(void **state)
{
    (void)state;
    static const char *const texts[2] = {data_toc, data_toc};
    rbk_disc *disc = NULL;
    assert_int_equal(read_sessions(texts, &disc), RBK_OK);
    assert_int_equal(disc->session_count, 3);
    assert_int_equal(disc->track_count, 4);
    assert_int_equal(disc->tracks[0].session, 0);
    assert_int_equal(disc->tracks[3].session, 2);
    assert_int_equal(disc->tracks[3].number, 4);
    assert_string_equal(disc->files[disc->tracks[3].extents[0].file].path, "data.bin");
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(rbk_findings_at(findings, 1)->rule, "toc.session");
    assert_string_equal(rbk_findings_at(findings, 1)->text, "'disc (Session 3).toc' next to it is session 3");
    rbk_disc_free(disc);
}

static void a_session_that_is_missing_ends_the_disc(void **state)
{
    (void)state;
    static const char *const texts[2] = {NULL, data_toc};
    rbk_disc *disc = NULL;
    assert_int_equal(read_sessions(texts, &disc), RBK_OK);
    assert_int_equal(disc->session_count, 0);
    assert_int_equal(disc->track_count, 2);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_disc_free(disc);
}

static void a_toc_that_is_not_valid_is_refused_by_its_name(void **state)
{
    (void)state;
    static const char *const texts[2] = {bad_toc, NULL};
    rbk_disc *disc = NULL;
    assert_int_equal(read_sessions(texts, &disc), RBK_SYNTAX);
    assert_string_equal(error.place.path, "disc (Session 2).toc");
    rbk_disc_free(disc);
}

#define test(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(the_number_of_a_session_is_before_the_ending),       test(each_session_is_a_disc_of_its_own),
        test(what_is_before_the_number_is_the_name_of_the_first), test(what_a_toc_cannot_state_is_refused),
        test(tocs_of_later_sessions_continue_the_disc),           test(a_session_that_is_missing_ends_the_disc),
        test(a_toc_that_is_not_valid_is_refused_by_its_name),
    };
    return cmocka_run_group_tests_name("format/toc_sessions", tests, NULL, NULL);
}
