/*
 * The libraries that this one is linked with. Each is included by one file of another room, which reports its version;
 * here they are brought into one form.
 */
#include <redbook/about.h>

#include "audio/decoder.h"
#include "audio/encoder.h"
#include "audio/kernels.h"
#include "audio/resample.h"
#include "base/digest.h"
#include "chd/codecs.h"
#include "report/dat_read.h"
#include "report/discid.h"
#include "text/normal.h"

#include <stdio.h>
#include <string.h>

#define FORMATS_MAX 128

typedef struct library_row {
    const char *name;
    const char *(*version)(void);
    const char *use;
} library_row;

static const library_row libraries[] = {
    {"expat", rbk_expat_version, "reading .dat files"},
    {"libFLAC", rbk_flac_version, "FLAC files, and FLAC in CHD"},
    {"libdeflate", rbk_libdeflate_version, "CRC-32, and deflate in CHD"},
    {"libdiscid", rbk_discid_version, "ids of MusicBrainz and freedb"},
    {"liblzma", rbk_liblzma_version, "LZMA in CHD"},
    {"libsamplerate", rbk_resampler_version, "rate conversion"},
    {"libsndfile", rbk_decoder_version, "reading and writing audio files"},
    {"libzstd", rbk_libzstd_version, "Zstandard in CHD"},
    {"nettle", rbk_nettle_version, "MD5, SHA-1 and SHA-256"},
    {"utf8proc", rbk_utf8proc_version, "Unicode normalisation"},
};

/* Some version strings have the name before the version, and the authors after it. */
static void copy_version(const char *text, char version[RBK_LIBRARY_VERSION_BYTES])
{
    const char *begin = text + strcspn(text, "0123456789");
    snprintf(version, RBK_LIBRARY_VERSION_BYTES, "%.*s", (int)strcspn(begin, " "), begin);
}

bool rbk_library_at(size_t position, rbk_library *library)
{
    if (position >= sizeof libraries / sizeof libraries[0])
        return false;
    const library_row *row = &libraries[position];
    library->name = row->name;
    library->use = row->use;
    copy_version(row->version(), library->version);
    return true;
}

/* The name at position in ascending order of the distinct names. */
static const char *nth_of(const char *const *names, size_t count, size_t position)
{
    const char *last = NULL;
    for (;;) {
        const char *next = NULL;
        for (size_t i = 0; i < count; i++)
            if ((!last || strcmp(names[i], last) > 0) && (!next || strcmp(names[i], next) < 0))
                next = names[i];
        if (!next || position-- == 0)
            return next;
        last = next;
    }
}

const char *rbk_audio_format_at(size_t position)
{
    const char *names[FORMATS_MAX];
    size_t count = rbk_decoder_formats(names, FORMATS_MAX);
    return nth_of(names, count, position);
}

rbk_kernel rbk_kernel_selected(void)
{
    return rbk_kernel_used(RBK_KERNEL_AUTO);
}
