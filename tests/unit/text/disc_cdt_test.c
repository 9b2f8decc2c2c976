/* A .cdt file becomes a disc's CD-TEXT. */
#include "unit/text/example.h"

static rbk_disc *bare_disc(uint32_t tracks)
{
    rbk_disc *disc = rbk_disc_new();
    assert_non_null(disc);
    for (uint32_t number = 1; number <= tracks; number++) {
        rbk_track *track = NULL;
        assert_int_equal(rbk_disc_add_track(disc, number, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    }
    return disc;
}

static void packs_texts_and_codes_become_the_discs(void **state)
{
    uint8_t shape[4 + sizeof example_packs + 1] = {0x01, 0x10, 0, 0};
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    memcpy(shape + 4, example_packs, sizeof example_packs);
    for (int header = 0; header < 2; header++) {
        rbk_disc *disc = bare_disc(3);
        assert_int_equal(
            rbk_cdt_to_disc(shape + (header ? 0 : 4), sizeof shape - (header ? 0 : 4), "a.cdt", disc, findings, NULL),
            RBK_OK);
        assert_int_equal(rbk_findings_count(findings), 0);
        assert_int_equal(disc->cdtext_bytes, sizeof example_packs);
        assert_memory_equal(disc->cdtext, example_packs, sizeof example_packs);
        assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Night Cats");
        assert_string_equal(disc->tracks[2].text.field[RBK_TEXT_PERFORMER], "Zed");
        assert_string_equal(disc->tracks[2].isrc, "USRC17607841");
        assert_string_equal(disc->mcn, "4006381333931");
        rbk_disc_free(disc);
    }
    rbk_findings_free(findings);
}

static void damage_is_one_finding_and_the_rest_is_taken(void **state)
{
    uint8_t bad[sizeof example_packs];
    rbk_disc *disc = bare_disc(3);
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    memcpy(bad, example_packs, sizeof bad);
    bad[17] ^= 1;                             /* a CRC */
    bad[12 * RBK_CDTEXT_PACK_BYTES + 8] ^= 1; /* a count, and with it another CRC */
    assert_int_equal(rbk_cdt_to_disc(bad, sizeof bad, "a.cdt", disc, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rule_at(findings, 0), "cdtext.damaged");
    assert_string_equal(rbk_findings_at(findings, 0)->path, "a.cdt");
    assert_string_equal(text_at(findings, 0), "the CD-TEXT is damaged: block 0: the CRC of 2 of 15 packs is wrong; the "
                                              "first is number 0, and 1 more");
    assert_memory_equal(disc->cdtext, bad, sizeof bad);
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Night Cats");
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

static void what_is_no_cd_text_costs_the_cd_text_only(void **state)
{
    rbk_disc *disc = bare_disc(1);
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_cdt_to_disc((const uint8_t *)"not this", 8, "a.cdt", disc, findings, NULL), RBK_OK);
    assert_int_equal(rbk_cdt_to_disc(NULL, 0, "b.cdt", disc, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(rule_at(findings, 0), "cdtext.unreadable");
    assert_string_equal(text_at(findings, 0), "no CD-TEXT found: expected CD-TEXT packs, found none");
    assert_null(disc->cdtext);
    assert_int_equal(rbk_cdt_to_disc(NULL, 1, "b.cdt", disc, findings, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_cdt_to_disc((const uint8_t *)"x", 1, "b.cdt", NULL, findings, NULL), RBK_INVALID_POINTER);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

static void what_differs_is_reported_with_the_files_name(void **state)
{
    rbk_disc *disc = bare_disc(2);
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "Uno", NULL), RBK_OK);
    assert_int_equal(rbk_cdt_to_disc(example_packs, sizeof example_packs, "a.cdt", disc, findings, NULL), RBK_OK);
    assert_string_equal(rule_at(findings, 0), "cdtext.text-differs");
    assert_string_equal(rbk_findings_at(findings, 0)->path, "a.cdt");
    assert_int_equal(rbk_findings_at(findings, 0)->track, 1);
    assert_string_equal(rule_at(findings, 1), "cdtext.no-track");
    assert_int_equal(rbk_findings_count(findings), 2);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

/* A disc keeps at most 2,048 packs. */
static void texts_of_more_packs_than_a_disc_keeps_are_read(void **state)
{
    static uint8_t bytes[2049 * RBK_CDTEXT_PACK_BYTES];
    rbk_disc *disc = bare_disc(3);
    rbk_findings *findings = rbk_findings_new();
    bool kept = true;
    (void)state;
    memcpy(bytes, example_packs, sizeof example_packs);
    for (size_t at = sizeof example_packs; at < sizeof bytes; at += RBK_CDTEXT_PACK_BYTES)
        memcpy(bytes + at, example_packs, RBK_CDTEXT_PACK_BYTES);
    assert_int_equal(rbk_cdt_to_disc(bytes, sizeof bytes, "a.cdt", disc, findings, NULL), RBK_OK);
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strncmp(text_at(findings, i), "only the texts of the packs are kept: ", 38) == 0)
            kept = false;
    assert_false(kept);
    assert_null(disc->cdtext);
    assert_string_equal(disc->tracks[2].text.field[RBK_TEXT_PERFORMER], "Zed");
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packs_texts_and_codes_become_the_discs),
        cmocka_unit_test(damage_is_one_finding_and_the_rest_is_taken),
        cmocka_unit_test(what_is_no_cd_text_costs_the_cd_text_only),
        cmocka_unit_test(texts_of_more_packs_than_a_disc_keeps_are_read),
        cmocka_unit_test(what_differs_is_reported_with_the_files_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
