/* The CD-TEXT of a disc in the TOCs of its sessions: cut to their tracks when they are written, joined when they are read. */
#include "cd/crc16.h"
#include "format/toc_session_texts.h"

#include "format/toc_sessions.h"
#include "unit/format/toc.h"

#include <redbook/cdtext.h>

#define OTHER_NAME "d (Session 2).toc"
#define TRACK      " TRACK AUDIO "
#define SAMPLES    " FILE \"a.wav\" 0 00:04:00 "

static rbk_findings *findings;
static rbk_error error;
static rbk_cdtext *cdtext; /* of the disc that a test has made */

static int setup(void **state)
{
    (void)state;
    findings = rbk_findings_new();
    cdtext = NULL;
    rbk_error_init(&error);
    return findings ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
    return 0;
}

/* The disc of two TOCs, whose packs, if there are any, are decoded. */
static rbk_disc *join(const char *first, const char *second)
{
    rbk_disc *disc = toc_read(first, NULL), *other = toc_read(second, NULL);
    assert_int_equal(rbk_toc_append_session(disc, other, OTHER_NAME, findings, &error), RBK_OK);
    rbk_disc_free(other);
    if (disc->cdtext)
        assert_int_equal(rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &cdtext, NULL, NULL), RBK_OK);
    return disc;
}

static void assert_text(unsigned number, rbk_cdtext_field field, uint32_t track, const char *text)
{
    assert_non_null(cdtext);
    assert_non_null(cdtext->blocks[number]);
    const char *found = cdtext->blocks[number]->text[field][track];
    if (!text)
        assert_null(found);
    else
        assert_string_equal(found ? found : "(none)", text);
}

static void give(rbk_disc *disc)
{
    rbk_bytes packs = {NULL, 0};
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, NULL), RBK_OK);
    rbk_bytes_release(&packs);
}

/* ------------------------------------------------------------------ reading */

#define TWO_LANGUAGES                                                                                                  \
    "CD_DA CD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 15 } LANGUAGE 0 { TITLE \"Album\" } LANGUAGE 1 { TITLE \"Le disque\" "  \
    "} }" TRACK "CD_TEXT { LANGUAGE 0 { TITLE \"One\" } LANGUAGE 1 { TITLE \"Un\" } }" SAMPLES

static void the_languages_of_both_are_joined(void **state)
{
    (void)state;
    rbk_disc *disc =
        join(TWO_LANGUAGES, "CD_DA CD_TEXT { LANGUAGE_MAP { 0 : 15 4 : 8 } LANGUAGE 0 { TITLE \"\" } }" TRACK
                            "CD_TEXT { LANGUAGE 0 { TITLE \"Deux\" } LANGUAGE 4 { TITLE \"Zwei\" } }" SAMPLES);
    assert_int_equal(disc->session_count, 2);
    assert_text(0, RBK_CDTEXT_TITLE, 0, "Album");
    assert_text(0, RBK_CDTEXT_TITLE, 1, "One");
    assert_text(0, RBK_CDTEXT_TITLE, 2, NULL);
    assert_text(1, RBK_CDTEXT_TITLE, 0, "Le disque");
    assert_text(1, RBK_CDTEXT_TITLE, 2, "Deux");
    assert_text(2, RBK_CDTEXT_TITLE, 0, NULL);
    assert_text(2, RBK_CDTEXT_TITLE, 2, "Zwei");
    assert_int_equal(cdtext->blocks[2]->language, 8);
    for (int number = 0; number < 3; number++) {
        assert_int_equal(cdtext->blocks[number]->first_track, 1);
        assert_int_equal(cdtext->blocks[number]->last_track, 2);
    }
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_disc_free(disc);
}

/* Of both a TOC may have texts of the disc's alone, which are in no packs. */
static void texts_without_packs_are_joined_with_packs(void **state)
{
    (void)state;
    static const char plain[] = "CD_DA CD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE \"\" } }" TRACK
                                "CD_TEXT { LANGUAGE 0 { TITLE \"Two\" } }" SAMPLES;
    rbk_disc *disc = join(TWO_LANGUAGES, plain);
    assert_text(0, RBK_CDTEXT_TITLE, 2, "Two");
    assert_text(1, RBK_CDTEXT_TITLE, 2, NULL);
    rbk_disc_free(disc);
    rbk_cdtext_free(cdtext);
    cdtext = NULL;
    disc = join(plain, "CD_DA CD_TEXT { LANGUAGE_MAP { 0 : 15 } LANGUAGE 0 { TITLE \"\" } }" TRACK
                       "CD_TEXT { LANGUAGE 0 { TITLE \"Deux\" } }" SAMPLES);
    assert_text(0, RBK_CDTEXT_TITLE, 1, "Two");
    assert_text(1, RBK_CDTEXT_TITLE, 2, "Deux");
    rbk_disc_free(disc);
    rbk_cdtext_free(cdtext);
    cdtext = NULL;
    disc = join(plain, plain);
    assert_null(disc->cdtext);
    assert_string_equal(disc->tracks[1].text.field[RBK_TEXT_TITLE], "Two");
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_disc_free(disc);
}

/* As of a CD-Extra, whose data has no texts: the packs are about as many tracks as before. */
static void a_session_without_texts_changes_no_packs(void **state)
{
    (void)state;
    rbk_disc *alone = toc_read(TWO_LANGUAGES, NULL), *disc = join(TWO_LANGUAGES, "CD_DA" TRACK SAMPLES);
    assert_int_equal(disc->cdtext_bytes, alone->cdtext_bytes);
    assert_memory_equal(disc->cdtext, alone->cdtext, disc->cdtext_bytes);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_disc_free(alone);
    rbk_disc_free(disc);
}

static void what_a_later_toc_has_of_the_whole_disc_is_reported(void **state)
{
    (void)state;
    rbk_disc *disc =
        join(TWO_LANGUAGES, "CD_DA CATALOG \"4006381333931\" CD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 15 } "
                            "LANGUAGE 0 { TITLE \"Album\" PERFORMER \"Band\" GENRE { 0, 23, 0 } } "
                            "LANGUAGE 1 { TITLE \"Autre\" DISC_ID \"X\" RESERVED4 \"closed\" UPC_EAN \"1\" "
                            "TOC_INFO1 { 1, 1, 0 } } }" TRACK "CD_TEXT { LANGUAGE 0 { PERFORMER \"Band\" } }" SAMPLES);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_finding(findings, "toc.session", RBK_WARNING, 0, 0,
                   "ignored, since only the TOC of the first session is about the whole disc: packs of bytes, CATALOG, "
                   "UPC/EAN, closed information, genre, disc id, performer, title");
    assert_string_equal(rbk_findings_at(findings, 0)->path, OTHER_NAME);
    assert_text(0, RBK_CDTEXT_TITLE, 0, "Album");
    assert_text(0, RBK_CDTEXT_PERFORMER, 0, NULL);
    assert_text(0, RBK_CDTEXT_PERFORMER, 2, "Band");
    assert_string_equal(disc->mcn, "");
    rbk_disc_free(disc);
}

/* The set of the first cannot encode what the second has, and one that can is there. */
static void the_character_set_is_one_of_all_texts(void **state)
{
    (void)state;
    rbk_disc *disc = join("CD_DA CD_TEXT { LANGUAGE_MAP { 0 : 105 } LANGUAGE 0 { TITLE \"Album\" } }" TRACK SAMPLES,
                          "CD_DA CD_TEXT { LANGUAGE_MAP { 0 : 105 } LANGUAGE 0 { TITLE \"\" } }" TRACK
                          "CD_TEXT { LANGUAGE 0 { TITLE \"\xE6\xB0\xB4\" } }" SAMPLES);
    assert_int_equal(cdtext->blocks[0]->charset, RBK_CDTEXT_MS_JIS);
    assert_text(0, RBK_CDTEXT_TITLE, 2, "\xE6\xB0\xB4");
    rbk_disc_free(disc);
}

/* Unencodable characters of tracks that are new; those of the others were reported when their TOC was read. */
static void characters_that_are_replaced_are_reported(void **state)
{
    (void)state;
    rbk_disc *disc = join("CD_DA CD_TEXT { LANGUAGE_MAP { 0 : 15 } LANGUAGE 0 { TITLE \"\xC5\xBB\" } }" TRACK SAMPLES,
                          "CD_DA CD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE \"\" } }" TRACK
                          "CD_TEXT { LANGUAGE 0 { TITLE \"\xC5\xBB\" } }" SAMPLES);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cdtext.replaced");
    assert_string_equal(rbk_findings_at(findings, 0)->path, OTHER_NAME);
    assert_int_equal(rbk_findings_at(findings, 0)->track, 2);
    rbk_disc_free(disc);
}

static void a_ninth_language_is_reported(void **state)
{
    (void)state;
    rbk_disc *disc = join("CD_DA CD_TEXT { LANGUAGE_MAP { 0 : 1 1 : 2 2 : 3 3 : 4 4 : 5 5 : 6 6 : 7 7 : 8 } "
                          "LANGUAGE 0 { TITLE \"a\" } LANGUAGE 1 { TITLE \"b\" } LANGUAGE 2 { TITLE \"c\" } "
                          "LANGUAGE 3 { TITLE \"d\" } LANGUAGE 4 { TITLE \"e\" } LANGUAGE 5 { TITLE \"f\" } "
                          "LANGUAGE 6 { TITLE \"g\" } LANGUAGE 7 { TITLE \"h\" } }" TRACK SAMPLES,
                          "CD_DA CD_TEXT { LANGUAGE_MAP { 0 : 15 } LANGUAGE 0 { TITLE \"\" } }" TRACK
                          "CD_TEXT { LANGUAGE 0 { TITLE \"Deux\" } }" SAMPLES);
    assert_finding(findings, "toc.session", RBK_WARNING, 0, 0,
                   "its CD-TEXT in French is ignored: the disc has eight languages");
    assert_int_equal(rbk_findings_count(findings), 1);
    rbk_disc_free(disc);
}

/* A block has 256 packs; the texts of the tracks are the disc's all the same. */
static void texts_that_no_block_can_hold_are_reported(void **state)
{
    char message[2001] = "";
    (void)state;
    memset(message, 'm', sizeof message - 1);
    rbk_disc *disc = toc_read("CD_DA" TRACK SAMPLES, NULL), *other = toc_read("CD_DA" TRACK SAMPLES, NULL);
    rbk_cdtext_block *block = NULL;
    cdtext = rbk_cdtext_new();
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 15, RBK_CDTEXT_8859_1, 1, 1, &block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_MESSAGE, 1, message, NULL), RBK_OK);
    give(disc);
    message[0] = 'n';
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_MESSAGE, 1, message, NULL), RBK_OK);
    give(other);
    const size_t bytes = disc->cdtext_bytes;
    assert_int_equal(rbk_toc_append_session(disc, other, OTHER_NAME, findings, &error), RBK_OK);
    assert_int_equal(disc->track_count, 2);
    assert_int_equal(disc->cdtext_bytes, bytes);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "toc.session");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_WARNING);
    rbk_disc_free(other);
    rbk_disc_free(disc);
}

/* ------------------------------------------------------------------ writing */

/* Two tracks, the second of them of session 2; block 0 is in English, block 5 in French and of the first track alone. */
static rbk_disc *make_disc(void)
{
    rbk_cdtext_block *english = NULL, *french = NULL;
    rbk_disc *disc = join("CD_DA" TRACK SAMPLES, "CD_DA" TRACK SAMPLES);
    cdtext = rbk_cdtext_new();
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 2, &english, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 5, 0x0F, RBK_CDTEXT_8859_1, 1, 2, &french, NULL), RBK_OK);
    english->genre = 0x17;
    english->copyright = 3;
    rbk_cdtext_set(english, RBK_CDTEXT_TITLE, 0, "Album", NULL);
    rbk_cdtext_set(english, RBK_CDTEXT_TITLE, 1, "One", NULL);
    rbk_cdtext_set(english, RBK_CDTEXT_TITLE, 2, "Two", NULL);
    rbk_cdtext_set(english, RBK_CDTEXT_CODE, 2, "USRC17607839", NULL);
    rbk_cdtext_set(french, RBK_CDTEXT_TITLE, 1, "Un", NULL);
    give(disc);
    return disc;
}

static void a_later_session_has_the_packs_of_its_tracks(void **state)
{
    (void)state;
    rbk_disc *disc = make_disc(), *second = NULL;
    assert_int_equal(rbk_toc_session_disc(disc, 1, &second, NULL, &error), RBK_OK);
    rbk_cdtext_free(cdtext);
    assert_int_equal(rbk_cdtext_decode(second->cdtext, second->cdtext_bytes, NULL, &cdtext, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_text(0, RBK_CDTEXT_TITLE, 0, NULL);
    assert_text(0, RBK_CDTEXT_TITLE, 1, "Two");
    assert_text(0, RBK_CDTEXT_CODE, 1, "USRC17607839");
    assert_int_equal(cdtext->blocks[0]->genre, RBK_CDTEXT_NO_GENRE);
    assert_int_equal(cdtext->blocks[0]->copyright, 3);
    assert_int_equal(cdtext->blocks[0]->last_track, 1);
    assert_null(cdtext->blocks[5]);
    rbk_disc_free(second);
    rbk_disc_free(disc);
}

/* A byte that is no character of ISO 8859-1, the apostrophe of Windows-1252: packs have it as it is until they are made again. */
static void what_is_no_character_is_replaced_in_the_packs_of_a_session(void **state)
{
    (void)state;
    rbk_disc *disc = make_disc(), *second = NULL;
    uint8_t *at = NULL;
    for (size_t i = 0; i + 2 <= disc->cdtext_bytes && !at; i++)
        if (memcmp(disc->cdtext + i, "Tw", 2) == 0)
            at = disc->cdtext + i;
    assert_non_null(at);
    at[1] = 0x92;
    uint8_t *pack = disc->cdtext + (at - disc->cdtext) / RBK_CDTEXT_PACK_BYTES * RBK_CDTEXT_PACK_BYTES;
    const uint16_t crc = rbk_crc16_on_disc(pack, RBK_CDTEXT_PACK_BYTES - 2);
    pack[RBK_CDTEXT_PACK_BYTES - 2] = (uint8_t)(crc >> 8);
    pack[RBK_CDTEXT_PACK_BYTES - 1] = (uint8_t)crc;
    assert_int_equal(rbk_toc_session_disc(disc, 1, &second, findings, &error), RBK_OK);
    assert_true(rbk_findings_count(findings) > 0);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cdtext.plain");
    assert_true(second->cdtext_bytes > 0);
    rbk_disc_free(second);
    rbk_disc_free(disc);
}

static void a_later_session_without_a_text_in_any_language_has_no_packs(void **state)
{
    (void)state;
    rbk_disc *disc = make_disc(), *second = NULL;
    rbk_cdtext_remove_block(cdtext, 0);
    give(disc);
    assert_int_equal(rbk_toc_session_disc(disc, 1, &second, NULL, &error), RBK_OK);
    assert_null(second->cdtext);
    rbk_disc_free(second);
    rbk_disc_free(disc);
}

#define test(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(the_languages_of_both_are_joined),
        test(texts_without_packs_are_joined_with_packs),
        test(a_session_without_texts_changes_no_packs),
        test(what_a_later_toc_has_of_the_whole_disc_is_reported),
        test(the_character_set_is_one_of_all_texts),
        test(characters_that_are_replaced_are_reported),
        test(a_ninth_language_is_reported),
        test(texts_that_no_block_can_hold_are_reported),
        test(a_later_session_has_the_packs_of_its_tracks),
        test(what_is_no_character_is_replaced_in_the_packs_of_a_session),
        test(a_later_session_without_a_text_in_any_language_has_no_packs),
    };
    return cmocka_run_group_tests_name("format/toc_session_texts", tests, NULL, NULL);
}
