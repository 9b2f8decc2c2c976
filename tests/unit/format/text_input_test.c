/* Texts read from an input. */
#include "format/text_input.h"

#include "unit/scratch.h"

/* Arguments passed to the reader and the prober of this test. */
static char given[64];
static size_t given_size;
static const char *given_encoding;

static int prober(const uint8_t *bytes, size_t size)
{
    given_size = size;
    return size > 0 && bytes[0] == 'x' ? 70 : 0;
}

static rbk_status reader(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                         rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    (void)name, (void)disc, (void)findings, (void)error;
    assert_int_equal(bytes[size], 0); /* texts are terminated */
    given_size = size;
    given_encoding = options ? options->encoding : NULL;
    memcpy(given, bytes, size < sizeof given ? size : sizeof given);
    return RBK_TRACKLIMIT; /* any error set by this function */
}

static void a_format_is_reported_by_the_first_64_kib(void **state)
{
    static uint8_t bytes[100000] = "x";
    rbk_input input;
    (void)state;
    rbk_input_open_bytes(&input, bytes, sizeof bytes);
    assert_int_equal(rbk_text_input_probe(&input, prober), 70);
    assert_int_equal(given_size, 65536);
    rbk_input_open_bytes(&input, bytes, 5);
    assert_int_equal(rbk_text_input_probe(&input, prober), 70);
    assert_int_equal(given_size, 5);
    rbk_input_open_bytes(&input, NULL, 0);
    assert_int_equal(rbk_text_input_probe(&input, prober), 0);
}

static void utf_16_becomes_utf_8_for_prober_and_reader(void **state)
{
    rbk_input input;
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    rbk_input_open_bytes(&input, (const uint8_t *)"\xFF\xFEx\0\xE9\0", 6);
    assert_int_equal(rbk_text_input_probe(&input, prober), 70);
    assert_int_equal(rbk_text_input_read(&input, reader, "n", NULL, NULL, findings, NULL), RBK_TRACKLIMIT);
    assert_int_equal(given_size, 3);
    assert_memory_equal(given, "x\xC3\xA9", 3);
    assert_string_equal(given_encoding, "UTF-8");
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "source.utf-16");
    rbk_findings_free(findings);
}

static void half_of_a_pair_is_one_warning_with_its_line(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        uint32_t line;
    } texts[] = {
        {"\xFF\xFEx\0\n\0\xFD\xFFy\0", 10, 0}, /* U+FFFD itself */
        {"\xFF\xFEx\0\n\0\n\0\0\xDC\n\0\0\xD8y\0", 16, 3},
        {"\xFE\xFF\0x\xD8", 5, 1},
        {"\xFE\xFF\xD8\x3D\xDE\0", 6, 0},
        {"\xFF\xFE\0\0\0\0\x11\0", 8, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        rbk_input input;
        rbk_findings *findings = rbk_findings_new();
        rbk_input_open_bytes(&input, (const uint8_t *)texts[i].bytes, texts[i].size);
        assert_int_equal(rbk_text_input_read(&input, reader, "n", NULL, NULL, findings, NULL), RBK_TRACKLIMIT);
        assert_int_equal(rbk_findings_count(findings), texts[i].line ? 2 : 1);
        if (texts[i].line) {
            assert_int_equal(rbk_findings_at(findings, 1)->severity, RBK_WARNING);
            assert_int_equal(rbk_findings_at(findings, 1)->line, texts[i].line);
        }
        rbk_findings_free(findings);
    }
}

static void a_text_has_at_most_16_mib_and_what_follows_is_not_read(void **state)
{
    rbk_input input;
    rbk_error error;
    (void)state;
    scratch_write("big", "x", 1);
    assert_int_equal(truncate(scratch_path("big"), (off_t)RBK_DESCRIPTOR_BYTES_MAX), 0);
    assert_int_equal(rbk_input_open(&input, scratch_path("big"), NULL), RBK_OK);
    assert_int_equal(rbk_text_input_read(&input, reader, "n", NULL, NULL, NULL, NULL), RBK_TRACKLIMIT);
    assert_int_equal(given_size, RBK_DESCRIPTOR_BYTES_MAX);
    rbk_input_close(&input);
    assert_int_equal(truncate(scratch_path("big"), (off_t)RBK_DESCRIPTOR_BYTES_MAX + 1), 0);
    assert_int_equal(rbk_input_open(&input, scratch_path("big"), NULL), RBK_OK);
    assert_int_equal(rbk_text_input_read(&input, reader, "n", NULL, NULL, NULL, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "is too large for a descriptor: 16777217 bytes, expected at most 16777216");
    rbk_input_close(&input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_format_is_reported_by_the_first_64_kib),
        cmocka_unit_test(utf_16_becomes_utf_8_for_prober_and_reader),
        cmocka_unit_test(half_of_a_pair_is_one_warning_with_its_line),
        cmocka_unit_test_setup_teardown(a_text_has_at_most_16_mib_and_what_follows_is_not_read, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests_name("format/text_input", tests, NULL, NULL);
}
