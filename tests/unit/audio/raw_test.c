/* How headerless samples are described. */
#include "unit/audio/audio_files.h"

static void every_encoding_has_its_word(void **state)
{
    const char *const words[] = {"s8",    "u8",    "s16le", "s16be", "s24le", "s24be",
                                 "s32le", "s32be", "f32le", "f32be", "f64le", "f64be"};
    (void)state;
    for (int i = 0; i < (int)RBK_RAW_ENCODINGS; i++) {
        char text[64];
        rbk_raw_format format;
        snprintf(text, sizeof text, "%s:96000:6", words[i]);
        assert_int_equal(rbk_raw_format_parse(text, &format, NULL), RBK_OK);
        assert_int_equal(format.encoding, i);
        assert_int_equal(format.rate_hz, 96000);
        assert_int_equal(format.channels, 6);
    }
}

static void what_is_wrong_is_said_and_nothing_is_changed(void **state)
{
    const struct {
        const char *text;
        const char *says;
    } rows[] = {
        {"", "expected ENCODING:RATE:CHANNELS with encoding s8, u8, s16le, s16be, s24le, s24be, s32le, s32be, f32le, "
             "f32be, f64le or f64be, found ''"},
        {"s16:44100:2", NULL},
        {"S16LE:44100:2", NULL},
        {"s16le", "expected ENCODING:RATE:CHANNELS, such as s16le:44100:2, found 's16le'"},
        {"s16le:44100", NULL},
        {"s16le:44100:", NULL},
        {"s16le::2", NULL},
        {"s16le:44100:2:", NULL},
        {"s16le:44100:2 ", NULL},
        {"s16le:-44100:2", NULL},
        {"s16le:4294967296:2", NULL},
        {"s16le:7999:2", "expected a rate of 8000 to 384000 Hz, found 7999 in 's16le:7999:2'"},
        {"s16le:384001:2", NULL},
        {"s16le:44100:0", "expected 1 to 8 channels, found 0 in 's16le:44100:0'"},
        {"s16le:44100:9", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_raw_format format = {.encoding = RBK_RAW_U8, .rate_hz = 1, .channels = 2};
        rbk_error error;
        assert_int_equal(rbk_raw_format_parse(rows[i].text, &format, &error), RBK_INVALID_ARGUMENT);
        assert_int_equal(format.encoding, RBK_RAW_U8);
        assert_int_equal(format.rate_hz, 1);
        if (rows[i].says)
            assert_string_equal(error.sentence, rows[i].says);
    }
    assert_int_equal(rbk_raw_format_parse(NULL, NULL, NULL), RBK_INVALID_POINTER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_encoding_has_its_word),
        cmocka_unit_test(what_is_wrong_is_said_and_nothing_is_changed),
    };
    return cmocka_run_group_tests_name("audio/raw", tests, NULL, NULL);
}
