/* Checksums that come with a fileset, in the forms of several writers, and other files in its folder. */
#include "unit/format/ddp.h"

#include <redbook/rules.h>

static fileset set;
static rbk_disc *source;

static int setup(void **state)
{
    (void)state;
    source = vector_disc();
    set_write(&set, source, NULL);
    set_put(&set, "IMAGE.DAT", NULL, 1650 * 2352);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    set_release(&set);
    rbk_disc_free(source);
    return 0;
}

/* How many findings there are, of a rule or (NULL) of all. */
static size_t count(const char *rule)
{
    size_t found = 0;
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = set_disc(&set, findings);
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        found += !rule || strcmp(rbk_findings_at(findings, i)->rule, rule) == 0;
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return found;
}

/* A file of sums with a line for each file: a printf format of MD5 and name. */
static void put_sums(const char *name, const char *head, const char *md5_first, const char *name_first)
{
    char text[2048];
    snprintf(text, sizeof text, "%s", head);
    for (size_t i = 0; i < 5; i++) {
        char line[128], md5[RBK_MD5_TEXT_BYTES];
        memcpy(md5, set_md5(&set, set.files[i].name), sizeof md5);
        if (md5_first)
            snprintf(line, sizeof line, md5_first, md5, set.files[i].name);
        else
            snprintf(line, sizeof line, name_first, set.files[i].name, md5);
        strcat(text, line);
    }
    set_put(&set, name, text, strlen(text));
}

static void sums_of_several_writers_are_read(void **state)
{
    static const struct {
        const char *name, *head, *md5_first, *name_first;
    } rows[] = {{"CHECKSUM.MD5", "", "%s *%s\n", NULL},
                {"CHECKSUM.MD5", "", "%s  %s\n", NULL},
                {"MD5_CHECKSUM.MD5", "; comment\r\n", "%s *%s\r\n", NULL},
                {"CHECKSUM.MD5", "\xEF\xBB\xBF", "%s *%s\r\n", NULL},
                {"MD5SUMS", "", "%s  %s\n", NULL},
                {"MD5-Checksum.md5", "", NULL, "%s = %s\n"},
                {"Checksum.chk", "MD5\n", NULL, "MD5 (%s) = %s\n"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        put_sums(rows[i].name, rows[i].head, rows[i].md5_first, rows[i].name_first);
        assert_int_equal(count(NULL), 0);
        set_find(&set, "IMAGE.DAT")->bytes[400000] ^= 1;
        assert_int_equal(count(RBK_RULE_DDP_CHECKSUM), 1);
        set_find(&set, "IMAGE.DAT")->bytes[400000] ^= 1;
        set_remove(&set, rows[i].name);
    }
}

static void a_wrong_md5_is_named_with_the_file(void **state)
{
    (void)state;
    set_sum(&set);
    set_find(&set, "IMAGE.DAT")->bytes[400000] = 1;
    char sentence[200];
    snprintf(sentence, sizeof sentence,
             "its MD5 is %s, expected 039286cd61d33ac2a516334949672529, as 'CHECKSUM.MD5' says",
             set_md5(&set, "IMAGE.DAT"));
    assert_set_finding(&set, RBK_RULE_DDP_CHECKSUM, "delivery/IMAGE.DAT", sentence);
}

static void a_wrong_crc_is_named_with_the_file(void **state)
{
    static const char text[] = "; made by a program\nVersion=1.01\n[CRC32 Checksum]\nIMAGE.DAT=00000001\n";
    (void)state;
    set_sum(&set);
    set_put(&set, "CHECKSUM.TXT", text, strlen(text));
    assert_set_finding(&set, RBK_RULE_DDP_CHECKSUM, "delivery/IMAGE.DAT",
                       "its CRC-32 is 56903D96, expected 00000001, as 'CHECKSUM.TXT' says");
}

/* An SFV has the name, a blank and the CRC-32; in its remarks it may have both, too. */
static void a_crc_of_an_sfv_is_compared(void **state)
{
    static const char text[] = "; IMAGE.DAT 12345678\nIMAGE.DAT 00000001\n";
    (void)state;
    set_sum(&set);
    set_put(&set, "set.sfv", text, strlen(text));
    assert_set_finding(&set, RBK_RULE_DDP_CHECKSUM, "delivery/IMAGE.DAT",
                       "its CRC-32 is 56903D96, expected 00000001, as 'set.sfv' says");
    set_find(&set, "set.sfv")->size = 20;
    assert_int_equal(count(RBK_RULE_DDP_CHECKSUM), 0);
    assert_int_equal(count(RBK_RULE_DDP_OTHER_FILE), 1);
}

/* A date, which is eight digits as well. */
static void digits_in_a_name_are_no_sum(void **state)
{
    static const char *const lines[] = {"20261130 IM.DAT 00000001\n", "00000001 = 20261130 IM.DAT\n"};
    (void)state;
    set_put(&set, "20261130 IM.DAT", NULL, 1650 * 2352);
    set_field(&set, "DDPMS", 256 + 74, "20261130 IM.DAT");
    set_remove(&set, "IMAGE.DAT");
    for (size_t i = 0; i < 2; i++) {
        set_put(&set, "set.sfv", lines[i], strlen(lines[i]));
        assert_set_finding(&set, RBK_RULE_DDP_CHECKSUM, "delivery/20261130 IM.DAT",
                           "its CRC-32 is 56903D96, expected 00000001, as 'set.sfv' says");
        set_remove(&set, "set.sfv");
    }
}

static void a_name_with_blanks_has_its_sum(void **state)
{
    (void)state;
    set_put(&set, "MY IMAGE.DAT", NULL, 1650 * 2352);
    set_field(&set, "DDPMS", 256 + 74, "MY IMAGE.DAT");
    set_remove(&set, "IMAGE.DAT");
    set_sum(&set);
    assert_int_equal(count(RBK_RULE_DDP_NO_CHECKSUM), 0);
    assert_int_equal(count(RBK_RULE_DDP_OTHER_FILE), 0);
    set_find(&set, "MY IMAGE.DAT")->bytes[400000] ^= 1;
    assert_int_equal(count(RBK_RULE_DDP_CHECKSUM), 1);
}

static void files_without_a_sum_are_reported(void **state)
{
    (void)state;
    assert_set_finding(&set, RBK_RULE_DDP_NO_CHECKSUM, "delivery/DDPID",
                       "expected a file of checksums (CHECKSUM.MD5) in its folder, found none");
    char text[100];
    snprintf(text, sizeof text, "%s *IMAGE.DAT\n", set_md5(&set, "IMAGE.DAT"));
    set_put(&set, "CHECKSUM.MD5", text, strlen(text));
    assert_set_finding(&set, RBK_RULE_DDP_NO_CHECKSUM, "delivery/DDPID",
                       "expected a checksum of each file of the set, 4 have none, the first one is 'DDPID'");
}

static void other_files_are_reported(void **state)
{
    (void)state;
    set_sum(&set);
    assert_int_equal(count(RBK_RULE_DDP_OTHER_FILE), 0);
    set_put(&set, "readme.txt", "hello\n", 6);
    assert_set_finding(&set, RBK_RULE_DDP_OTHER_FILE, "delivery/DDPID",
                       "its folder has 1 file that is no part of the set, the first one is 'readme.txt'");
}

static void checksums_are_compared_without_the_folder(void **state)
{
    (void)state;
    char text[100];
    snprintf(text, sizeof text, "%s *IMAGE.DAT\n", set_md5(&set, "IMAGE.DAT"));
    set_put(&set, "CHECKSUM.MD5", text, strlen(text));
    set_put(&set, "readme.txt", "hello\n", 6);
    assert_int_equal(count(NULL), 2);
    set.without_folder = true;
    assert_int_equal(count(NULL), 0);
    set_find(&set, "IMAGE.DAT")->bytes[400000] ^= 1;
    assert_int_equal(count(RBK_RULE_DDP_CHECKSUM), 1);
    assert_int_equal(count(NULL), 1);
    set.without_sums = true;
    assert_int_equal(count(NULL), 0);
    set.without_folder = false;
    assert_int_equal(count(RBK_RULE_DDP_NO_CHECKSUM), 1);
    assert_int_equal(count(RBK_RULE_DDP_OTHER_FILE), 1);
    assert_int_equal(count(NULL), 2);
}

/* Two packets of the map may be about one file, which has one checksum. */
static void a_file_of_two_streams_is_one_of_the_set(void **state)
{
    uint8_t map[512];
    (void)state;
    memcpy(map, set_find(&set, "DDPMS")->bytes, 384);
    memcpy(map + 384, map + 256, 128);
    set_put(&set, "DDPMS", map, sizeof map);
    set_field(&set, "DDPMS", 384 + 14, "0000165000001650");
    set_sum(&set);
    assert_int_equal(count(RBK_RULE_DDP_NO_CHECKSUM), 0);
    set_remove(&set, "CHECKSUM.MD5");
    put_sums("OTHER.MD5", "", "%s *%s\n", NULL);
    set_find(&set, "OTHER.MD5")->bytes[0] ^= 1;
    assert_int_equal(count(RBK_RULE_DDP_CHECKSUM), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sums_of_several_writers_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(a_wrong_md5_is_named_with_the_file, setup, teardown),
        cmocka_unit_test_setup_teardown(a_wrong_crc_is_named_with_the_file, setup, teardown),
        cmocka_unit_test_setup_teardown(a_crc_of_an_sfv_is_compared, setup, teardown),
        cmocka_unit_test_setup_teardown(digits_in_a_name_are_no_sum, setup, teardown),
        cmocka_unit_test_setup_teardown(a_name_with_blanks_has_its_sum, setup, teardown),
        cmocka_unit_test_setup_teardown(files_without_a_sum_are_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(other_files_are_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(checksums_are_compared_without_the_folder, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_of_two_streams_is_one_of_the_set, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
