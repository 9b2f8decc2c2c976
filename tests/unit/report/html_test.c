/* Text, numbers and bytes in HTML. */
#include "report/html.h"

#include "unit/scratch.h"

#include <locale.h>
#include <math.h>

static rbk_output *output;

static int begin(void **state)
{
    (void)state;
    output = rbk_output_new_memory();
    return output ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    rbk_output_free(output);
    return 0;
}

/* What was written since the last call. */
static const char *written(void)
{
    static char text[8192];
    snprintf(text, sizeof text, "%s", rbk_output_text(output, NULL));
    rbk_output_free(output);
    output = rbk_output_new_memory();
    return text;
}

static void no_text_is_markup(void **state)
{
    (void)state;
    rbk_html_text(output, "</title><script>alert(\"1\")</script> & 'quoted' \xC3\xA9\xE6\x97\xA5\xF0\x9F\x8E\xB5");
    assert_string_equal(written(), "&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; "
                                   "&#39;quoted&#39; \xC3\xA9\xE6\x97\xA5\xF0\x9F\x8E\xB5");
    rbk_html_text(output, NULL);
    assert_string_equal(written(), "");
}

static void what_is_no_character_is_replaced(void **state)
{
    (void)state;
    rbk_html_text(output, "a\tb\x7F"
                          "c\xC2\x85"
                          "d\xFF"
                          "e\xE6\x97");
    assert_string_equal(written(), "a\xEF\xBF\xBD"
                                   "b\xEF\xBF\xBD"
                                   "c\xEF\xBF\xBD"
                                   "d\xEF\xBF\xBD"
                                   "e\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void numbers_are_the_same_in_every_locale(void **state)
{
    (void)state;
    const char *before = setlocale(LC_NUMERIC, "de_DE.UTF-8"); /* whether or not the machine has it */
    rbk_html_decimal(output, -14.26, 1);
    assert_string_equal(written(), "\xE2\x88\x92"
                                   "14.3");
    rbk_html_decimal(output, 0.04, 1);
    assert_string_equal(written(), "0.0");
    rbk_html_decimal(output, -0.04, 1);
    assert_string_equal(written(), "0.0");
    rbk_html_decimal(output, 1234.5, 0);
    assert_string_equal(written(), "1235");
    rbk_html_decimal(output, 0.000123, 9);
    assert_string_equal(written(), "0.000123");
    rbk_html_decimal(output, -HUGE_VAL, 2);
    assert_string_equal(written(), "\xE2\x80\x93");
    rbk_html_integer(output, 359844);
    assert_string_equal(written(), "359,844");
    rbk_html_integer(output, 12);
    assert_string_equal(written(), "12");
    rbk_html_integer(output, -1000000);
    assert_string_equal(written(), "\xE2\x88\x92"
                                   "1,000,000");
    if (before)
        setlocale(LC_NUMERIC, "C");
}

/* RFC 4648, clause 10. */
static void base64_is_that_of_the_standard(void **state)
{
    static const char *const rows[][2] = {{"", ""},
                                          {"f", "Zg=="},
                                          {"fo", "Zm8="},
                                          {"foo", "Zm9v"},
                                          {"foob", "Zm9vYg=="},
                                          {"fooba", "Zm9vYmE="},
                                          {"foobar", "Zm9vYmFy"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_html_base64(output, (const uint8_t *)rows[i][0], strlen(rows[i][0]));
        assert_string_equal(written(), rows[i][1]);
    }
    uint8_t zeros[3073] = {0};
    rbk_html_base64(output, zeros, sizeof zeros);
    const char *text = written();
    assert_int_equal(strlen(text), 4100);
    assert_int_equal(strspn(text, "A"), 4098);
}

/* The value of the empty text, as in CSP Level 2. */
static void hashes_are_those_of_a_policy(void **state)
{
    char hash[RBK_HTML_HASH_BYTES];
    (void)state;
    assert_string_equal(rbk_html_hash("", hash), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assert_string_equal(rbk_html_hash("alert('Hello, world.');", hash),
                        "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
}

#define html_test(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        html_test(no_text_is_markup),
        html_test(what_is_no_character_is_replaced),
        html_test(numbers_are_the_same_in_every_locale),
        html_test(base64_is_that_of_the_standard),
        html_test(hashes_are_those_of_a_policy),
    };
    return cmocka_run_group_tests_name("report/html", tests, NULL, NULL);
}
