/* Which backend a file has, and how its results are used. */
#include "image/payload.h"

#include "base/identity.h"

#include "unit/scratch.h"

static char location[RBK_PATH_BYTES];
static rbk_payload_file *payload;
static rbk_error error;

static int setup(void **state)
{
    payload = NULL;
    rbk_error_init(&error);
    return scratch_setup(state);
}

static int teardown(void **state)
{
    rbk_payload_close(payload);
    return scratch_teardown(state);
}

static rbk_status open_payload(rbk_file_type type)
{
    const rbk_file file = {.path = location, .location = location, .type = type};
    snprintf(location, sizeof location, "%s", scratch_path("a.bin"));
    return rbk_payload_open(&file, &payload, &error);
}

static void what_has_no_header_is_plain(void **state)
{
    int64_t bytes = 0;
    (void)state;
    scratch_write("a.bin", "0123456789", 10);
    for (int type = RBK_FILE_BINARY; type <= RBK_FILE_MOTOROLA; type++) {
        assert_int_equal(open_payload((rbk_file_type)type), RBK_OK);
        assert_int_equal(rbk_payload_length(payload, &bytes, &error), RBK_OK);
        assert_int_equal(bytes, 10);
        rbk_payload_close(payload);
        payload = NULL;
    }
}

static void what_should_have_a_header_and_has_none_is_refused_with_its_name(void **state)
{
    (void)state;
    scratch_write("a.bin", "0123456789", 10);
    assert_int_equal(open_payload(RBK_FILE_AUDIO), RBK_NOT_AUDIO);
    assert_string_equal(error.place.path, location);
    assert_null(payload);
}

static void a_file_that_was_not_located_is_refused(void **state)
{
    const rbk_file file = {.path = location, .type = RBK_FILE_BINARY};
    (void)state;
    snprintf(location, sizeof location, "a.bin");
    assert_int_equal(rbk_payload_open(&file, &payload, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "'a.bin' has not been located");
}

static void all_that_is_asked_for_comes_or_the_byte_is_named(void **state)
{
    char bytes[11];
    size_t got = 0;
    (void)state;
    scratch_write("a.bin", "0123456789", 10);
    assert_int_equal(open_payload(RBK_FILE_BINARY), RBK_OK);
    assert_int_equal(rbk_payload_read_some(payload, 7, bytes, 8, &got, &error), RBK_OK);
    assert_int_equal(got, 3);
    assert_memory_equal(bytes, "789", 3);
    assert_int_equal(rbk_payload_read(payload, 7, bytes, 3, &error), RBK_OK);
    assert_int_equal(rbk_payload_read(payload, 7, bytes, 4, &error), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "ends at or before byte 10, byte 10 is needed");
    assert_string_equal(error.place.path, location);
}

static void a_disc_of_audio_alone_has_no_file_of_sectors(void **state)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_track *track;
    uint32_t file;
    (void)state;
    scratch_write("a.bin", "0123456789", 10);
    rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, NULL, 0, &file, NULL);
    rbk_disc_locate_file(disc, file, scratch_path("a.bin"), NULL);
    rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL);
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    assert_false(rbk_payload_is_sectors(disc, file));
    track->mode = RBK_MODE_MODE1_2352;
    assert_true(rbk_payload_is_sectors(disc, file));
    rbk_disc_free(disc);
}

/* A set of files that is being replaced: the name is gone for a moment. */
static void a_probed_file_that_is_gone_has_changed(void **state)
{
    struct stat about;
    (void)state;
    scratch_write("a.bin", "0123456789", 10);
    snprintf(location, sizeof location, "%s", scratch_path("a.bin"));
    rbk_file file = {.path = location, .location = location, .type = RBK_FILE_BINARY};
    assert_int_equal(stat(location, &about), 0);
    rbk_identity_take(&about, &file.identity);
    assert_int_equal(unlink(location), 0);
    assert_int_equal(rbk_payload_open(&file, &payload, &error), RBK_CHANGED);
    assert_null(payload);
}

static void a_file_that_is_open_is_not_looked_for_again(void **state)
{
    struct stat about;
    rbk_input input;
    char bytes[4];
    (void)state;
    scratch_write("a.bin", "0123456789", 10);
    snprintf(location, sizeof location, "%s", scratch_path("a.bin"));
    rbk_file file = {.path = location, .location = location, .type = RBK_FILE_BINARY};
    assert_int_equal(stat(location, &about), 0);
    rbk_identity_take(&about, &file.identity);
    assert_int_equal(rbk_input_open(&input, location, NULL), RBK_OK);
    assert_int_equal(unlink(location), 0);
    assert_int_equal(rbk_payload_open_input(&file, &input, &payload, &error), RBK_OK);
    assert_false(rbk_input_is_there(&input));
    assert_int_equal(rbk_payload_read(payload, 3, bytes, 4, &error), RBK_OK);
    assert_memory_equal(bytes, "3456", 4);
}

static void an_open_file_that_is_another_is_refused(void **state)
{
    rbk_input input;
    (void)state;
    scratch_write("a.bin", "0123456789", 10);
    snprintf(location, sizeof location, "%s", scratch_path("a.bin"));
    const rbk_file file = {
        .path = location, .location = location, .type = RBK_FILE_BINARY, .identity = {.inode = 1, .bytes = 10}};
    assert_int_equal(rbk_input_open(&input, location, NULL), RBK_OK);
    assert_int_equal(rbk_payload_open_input(&file, &input, &payload, &error), RBK_CHANGED);
    assert_string_equal(error.place.path, location);
    assert_null(payload);
    assert_false(rbk_input_is_there(&input));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_has_no_header_is_plain, setup, teardown),
        cmocka_unit_test_setup_teardown(what_should_have_a_header_and_has_none_is_refused_with_its_name, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_file_that_was_not_located_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(all_that_is_asked_for_comes_or_the_byte_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(a_probed_file_that_is_gone_has_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_that_is_open_is_not_looked_for_again, setup, teardown),
        cmocka_unit_test_setup_teardown(an_open_file_that_is_another_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_disc_of_audio_alone_has_no_file_of_sectors, setup, teardown),
    };
    return cmocka_run_group_tests_name("image/payload", tests, NULL, NULL);
}
