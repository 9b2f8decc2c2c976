/*
 * Fuzz target: audio files. A file that can be opened must be read to its end or fail with a message, and so must its tags. The
 * decoding libraries are not fuzzed themselves, but whatever they return must be handled.
 */
#include <redbook/audio.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SAMPLES_MAX 200000 /* enough for every kind of block */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char *write_file(const uint8_t *bytes, size_t size)
{
    static char path[256];
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/redbook-fuzz-%ld", folder ? folder : "/tmp", (long)getpid());
    FILE *file = fopen(path, "wb");
    if (!file)
        abort();
    fwrite(bytes, 1, size, file);
    fclose(file);
    return path;
}

static void read_all(const char *path, int64_t frames)
{
    static int16_t samples[2 * 4096];
    rbk_conform_source source = {.path = path, .frames = frames};
    rbk_conform_options options;
    rbk_conformer *conformer;
    rbk_conform_options_init(&options);
    options.quality = RBK_QUALITY_FAST;
    if (rbk_conformer_open(&source, 1, &options, 0, &conformer, NULL) != RBK_OK)
        return;
    size_t count = 1;
    for (size_t total = 0; count > 0 && total < SAMPLES_MAX; total += count)
        if (rbk_conformer_read(conformer, samples, 4096, &count, NULL) != RBK_OK)
            break;
    rbk_conformer_close(conformer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *path = write_file(bytes, size);
    rbk_findings *findings = rbk_findings_new();
    rbk_audio *audio;
    rbk_audio_tags tags;
    rbk_error error;
    if (rbk_audio_open(path, NULL, &audio, findings, &error) == RBK_OK) {
        int64_t frames = rbk_audio_information(audio)->frames;
        rbk_audio_close(audio);
        read_all(path, frames);
    }
    if (rbk_audio_tags_read(path, &tags, &error) == RBK_OK)
        rbk_audio_tags_release(&tags);
    rbk_findings_free(findings);
    unlink(path);
    return 0;
}
