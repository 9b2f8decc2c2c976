/* The entries in the header of a PQ sheet. */
#include "report/pq_terms.h"

#include "unit/report/discs.h"

static void entries_without_a_value_are_left_out(void **state)
{
    rbk_pq_options options;
    rbk_pq_term terms[RBK_PQ_TERMS_MAX];
    (void)state;
    rbk_pq_options_init(&options);
    assert_int_equal(rbk_pq_terms(disc, &options, terms), 0);
    options.engineer = "E. Ngineer";
    options.client = "";
    strcpy(disc->mcn, "4006381333931");
    assert_int_equal(rbk_pq_terms(disc, &options, terms), 2);
    assert_string_equal(terms[0].name, "MCN (UPC/EAN)");
    assert_string_equal(terms[0].value, "4006381333931");
    assert_string_equal(terms[1].name, "Engineer");
    assert_string_equal(terms[1].value, "E. Ngineer");
}

static void all_entries_have_room_and_those_of_the_hashes_are_last(void **state)
{
    static const char *const names[RBK_PQ_TERMS_MAX] = {
        "Client",       "Label",       "Catalogue no.", "Master id",     "MCN (UPC/EAN)", "Engineer",
        "Date",         "Songwriter",  "Composer",      "Arranger",      "Message",       "Genre",
        "Release date", "MusicBrainz", "Disc digest",   "Image SHA-256",
    };
    static rbk_hash_report hashes;
    rbk_pq_options options;
    rbk_pq_term terms[RBK_PQ_TERMS_MAX];
    (void)state;
    rbk_pq_options_init(&options);
    strcpy(hashes.ids.musicbrainz, "id");
    strcpy(hashes.digest.line, "disc1:0");
    strcpy(hashes.image.text[RBK_SUM_SHA256], "00");
    options.client = options.label = options.master_id = options.engineer = options.date = "x";
    options.hashes = &hashes;
    strcpy(disc->mcn, "4006381333931");
    for (int field = 0; field < RBK_TEXT_FIELDS; field++)
        assert_int_equal(rbk_text_set(&disc->text, field, rbk_text_field_name(field), &error), RBK_OK);
    assert_int_equal(rbk_pq_terms(disc, &options, terms), RBK_PQ_TERMS_MAX);
    for (size_t i = 0; i < RBK_PQ_TERMS_MAX; i++)
        assert_string_equal(terms[i].name, names[i]);
    assert_string_equal(terms[2].value, "disc_id");
    assert_string_equal(terms[7].value, "songwriter");
    assert_string_equal(terms[12].value, "date");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(entries_without_a_value_are_left_out, begin_disc, end_disc),
        cmocka_unit_test_setup_teardown(all_entries_have_room_and_those_of_the_hashes_are_last, begin_disc, end_disc),
    };
    return cmocka_run_group_tests_name("report/pq_terms", tests, NULL, NULL);
}
