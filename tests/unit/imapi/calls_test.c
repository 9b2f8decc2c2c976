/* Random sequences of calls from a fixed seed: any call, any state, any arguments. */
#include "fuzz/imapi_calls.h"
#include "unit/scratch.h"

static uint64_t seed;

static uint8_t draw(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint8_t)(seed >> 56);
}

static size_t count_entries(void)
{
    size_t count = 0;
    DIR *folder = opendir(scratch_folder);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

/* May be replaced, no gap; open, the audio format, the list of recorders, its first one, that one chosen. */
static const uint8_t ready[] = {1, 0, 0, 0, 0, 3, 0, 0, 4, 6, 16, 1, 0, 6};

static void sequences_of_calls_end_well(void **state)
{
    uint8_t bytes[300];
    (void)state;
    for (seed = 1; seed < 400; seed++) {
        uint64_t number = seed;
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = draw();
        if (number % 4 != 0) /* random calls alone rarely open */
            memcpy(bytes, ready, sizeof ready);
        imapi_run(scratch_path("a.cue"), bytes, sizeof bytes);
        unlink(scratch_path("a.cue"));
        unlink(scratch_path("a.bin"));
        if (count_entries() != 0)
            fail_msg("sequence %llu leaves something behind", (unsigned long long)number);
        seed = number;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {scratch_test(sequences_of_calls_end_well)};
    return cmocka_run_group_tests_name("imapi/calls", tests, NULL, NULL);
}
