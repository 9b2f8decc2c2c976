/* .cdt files in their four forms. */
#include "unit/text/example.h"

static void each_shape_is_written_and_read_again(void **state)
{
    static const size_t more[] = {0, 1, 4, 5};
    rbk_cdtext *cdtext = example_cdtext();
    (void)state;
    for (int shape = RBK_CDT_PACKS; shape <= (int)RBK_CDT_HEADER_ZERO; shape++) {
        rbk_output *output = rbk_output_new_memory();
        rbk_findings *findings = rbk_findings_new();
        rbk_cdtext *found = NULL;
        size_t size = 0;
        assert_int_equal(rbk_cdt_write(cdtext, NULL, (rbk_cdt_shape)shape, output, findings, NULL), RBK_OK);
        const uint8_t *bytes = (const uint8_t *)rbk_output_text(output, &size);
        assert_int_equal(size, sizeof example_packs + more[shape]);
        assert_memory_equal(bytes + (shape >= (int)RBK_CDT_HEADER ? 4 : 0), example_packs, sizeof example_packs);
        if (shape >= (int)RBK_CDT_HEADER)
            assert_memory_equal(bytes, "\x01\x10\0\0", 4); /* 270 + 2 */
        assert_int_equal(rbk_cdt_probe(bytes, size), 100);
        assert_int_equal(rbk_cdt_read(bytes, size, "x.cdt", &found, findings, NULL), RBK_OK);
        assert_true(rbk_cdtext_equal(cdtext, found));
        assert_int_equal(rbk_findings_count(findings), 0);
        rbk_cdtext_free(found);
        rbk_findings_free(findings);
        rbk_output_free(output);
    }
    rbk_cdtext_free(cdtext);
}

static void a_header_with_another_length_is_reported(void **state)
{
    uint8_t bytes[4 + sizeof example_packs] = {0x01, 0x22, 0, 0};
    rbk_findings *findings = rbk_findings_new();
    rbk_cdtext *found = NULL;
    (void)state;
    memcpy(bytes + 4, example_packs, sizeof example_packs);
    assert_int_equal(rbk_cdt_read(bytes, sizeof bytes, "x.cdt", &found, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rule_at(findings, 0), "cdt.length");
    assert_string_equal(text_at(findings, 0), "the header says 290 bytes, found 272");
    rbk_cdtext_free(found);
    rbk_findings_free(findings);
}

/* More than 32,767 bytes, as seven blocks of 242 packs and more are not, but eight are. */
static void more_packs_than_a_header_can_count_are_refused_with_one(void **state)
{
    char text[12 * 240];
    (void)state;
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    rbk_cdtext *cdtext = rbk_cdtext_new();
    assert_non_null(cdtext);
    for (uint32_t b = 0; b < RBK_CDTEXT_BLOCKS; b++) {
        rbk_cdtext_block *block = NULL;
        assert_int_equal(rbk_cdtext_add_block(cdtext, b, (uint8_t)(9 + b), RBK_CDTEXT_8859_1, 1, 1, &block, NULL),
                         RBK_OK);
        assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_MESSAGE, 0, text, NULL), RBK_OK);
    }
    for (int shape = RBK_CDT_PACKS; shape <= (int)RBK_CDT_HEADER_ZERO; shape++) {
        rbk_output *output = rbk_output_new_memory();
        rbk_findings *findings = rbk_findings_new();
        rbk_error error;
        const bool header = shape >= (int)RBK_CDT_HEADER;
        rbk_error_init(&error);
        assert_int_equal(rbk_cdt_write(cdtext, NULL, (rbk_cdt_shape)shape, output, findings, &error),
                         header ? RBK_UNSUPPORTED : RBK_OK);
        assert_true(!header || strstr(error.sentence, " packs are too many for a file with a header"));
        rbk_findings_free(findings);
        rbk_output_free(output);
    }
    rbk_cdtext_free(cdtext);
}

static void probing_is_as_sure_as_the_crcs(void **state)
{
    uint8_t bytes[sizeof example_packs];
    static const char text[] = "FILE \"a.wav\" WAVE\nTRACK 01 AUDIO\n";
    (void)state;
    memcpy(bytes, example_packs, sizeof bytes);
    bytes[17] ^= 1;
    assert_int_equal(rbk_cdt_probe(bytes, sizeof bytes), 80);
    assert_int_equal(rbk_cdt_probe(bytes, sizeof bytes - 7), 80);
    for (size_t i = 17; i < sizeof bytes; i += 18)
        bytes[i] = (uint8_t)~example_packs[i];
    assert_int_equal(rbk_cdt_probe(bytes, sizeof bytes), 40);
    assert_int_equal(rbk_cdt_probe((const uint8_t *)text, sizeof text - 1), 0);
    assert_int_equal(rbk_cdt_probe(bytes, 0), 0);
    memset(bytes, 0, sizeof bytes);
    assert_int_equal(rbk_cdt_probe(bytes, sizeof bytes), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_shape_is_written_and_read_again),
        cmocka_unit_test(a_header_with_another_length_is_reported),
        cmocka_unit_test(more_packs_than_a_header_can_count_are_refused_with_one),
        cmocka_unit_test(probing_is_as_sure_as_the_crcs),
    };
    return cmocka_run_group_tests_name("text/cdt", tests, NULL, NULL);
}
