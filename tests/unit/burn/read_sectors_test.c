/*
 * The sectors of a disc that is read: moved by an offset, damaged, data.
 */
#include "unit/burn/reading.h"

/* The drive reads late: the samples are shifted back, and those it cannot reach become silence. */
static void the_drives_offset_is_undone(void **state)
{
    static const int32_t offsets[] = {667, -30};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        size_t size, lost = (size_t)(offsets[i] < 0 ? -offsets[i] : offsets[i]) * RBK_SAMPLE_BYTES;
        if (i == 0)
            record();
        recorded.offset_samples = offsets[i];
        read_options.offset_samples = offsets[i];
        read_options.replace = true;
        read_well();
        char *bin = scratch_read("copy.bin", &size);
        assert_int_equal(size, 700 * RBK_SECTOR_BYTES);
        size_t first = offsets[i] < 0 ? lost : 0;
        assert_memory_equal(bin + first, audio_bytes + first, size - lost);
        for (size_t n = 0; n < lost; n++)
            assert_int_equal(bin[first ? n : size - lost + n], 0);
        free(bin);
    }
    read_options.offset_samples = 3001;
    assert_int_equal(read_to("copy.cue"), RBK_INVALID_ARGUMENT);
}

static void damaged_sectors_are_named_and_zero(void **state)
{
    size_t size;
    (void)state;
    record();
    recorded.unreadable_lba = 100;
    recorded.unreadable_count = 3;
    read_well();
    assert_int_equal(read_report.unreadable, 3);
    assert_int_equal(read_report.first_unreadable_lba, 100);
    assert_found("read.unreadable", RBK_ERROR,
                 "3 sectors from 00:01:25 cannot be read (lba 100): the image has zeros there");
    char *bin = scratch_read("copy.bin", &size);
    for (size_t i = 100 * RBK_SECTOR_BYTES; i < 103 * RBK_SECTOR_BYTES; i++)
        assert_int_equal(bin[i], 0);
    memset(audio_bytes + 100 * RBK_SECTOR_BYTES, 0, 3 * RBK_SECTOR_BYTES);
    assert_memory_equal(bin, audio_bytes, size);
    free(bin);
}

static void data_comes_back_whole(void **state)
{
    size_t size;
    (void)state;
    rbk_disc_read_options_init(&read_options);
    record_mixed();
    read_well();
    char *sheet = scratch_read("copy.cue", NULL);
    assert_string_equal(sheet, "FILE \"copy.bin\" BINARY\n"
                               "  TRACK 01 MODE1/2352\n"
                               "    INDEX 01 00:00:00\n"
                               "  TRACK 02 AUDIO\n"
                               "    INDEX 00 00:04:50\n"
                               "    INDEX 01 00:06:50\n");
    free(sheet);
    uint8_t expected[RBK_SECTOR_BYTES];
    char *bin = scratch_read("copy.bin", &size);
    assert_int_equal(rbk_image_read_sectors(image, 349, 1, expected, NULL), RBK_OK);
    assert_memory_equal(bin + 349 * RBK_SECTOR_BYTES, expected, sizeof expected);
    assert_memory_equal(bin + 350 * RBK_SECTOR_BYTES, audio_bytes, size - 350 * RBK_SECTOR_BYTES);
    free(bin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(the_drives_offset_is_undone),
        obedient_test(damaged_sectors_are_named_and_zero),
        obedient_test(data_comes_back_whole),
    };
    return cmocka_run_group_tests_name("burn/read_sectors", tests, NULL, NULL);
}
