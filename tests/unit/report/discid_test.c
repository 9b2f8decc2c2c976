/* libdiscid's ids of given tables of contents: those of its own tests. */
#include "report/discid.h"

#include "unit/scratch.h"

static const rbk_discid_toc album = {1, 22, {303602, 150,    9700,   25887,  39297,  53795,  63735,  77517,
                                             94877,  107270, 123552, 135522, 148422, 161197, 174790, 192022,
                                             205545, 218010, 228700, 239590, 255470, 266932, 288750}};

static void a_table_has_the_ids_that_its_library_publishes(void **state)
{
    char id[RBK_DISC_ID_BYTES], toc[RBK_DISC_TOC_BYTES], freedb[RBK_DISC_ID_BYTES];
    (void)state;
    assert_int_equal(rbk_discid_compute(&album, id, toc, freedb), RBK_OK);
    assert_string_equal(id, "xUp1F2NkfP8s8jaeFn_Av3jNEI4-");
    assert_string_equal(freedb, "370fce16");
    assert_memory_equal(toc, "1 22 303602 150 9700 ", 21);
    assert_int_equal(rbk_discid_compute(&album, NULL, NULL, NULL), RBK_OK);
}

static void what_the_library_refuses_has_no_ids(void **state)
{
    static const rbk_discid_toc refused[] = {
        {1, 1, {500000, 150}}, {0, 1, {5000, 150}}, {2, 1, {5000, 150}}, {1, 1, {150, 5000}}};
    char id[RBK_DISC_ID_BYTES], toc[RBK_DISC_TOC_BYTES], freedb[RBK_DISC_ID_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_int_equal(rbk_discid_compute(&refused[i], id, toc, freedb), RBK_OK);
        assert_string_equal(id, "");
        assert_string_equal(toc, "");
        assert_string_equal(freedb, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_has_the_ids_that_its_library_publishes),
        cmocka_unit_test(what_the_library_refuses_has_no_ids),
    };
    return cmocka_run_group_tests_name("report/discid", tests, NULL, NULL);
}
