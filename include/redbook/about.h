/*
 * redbook/about.h - the libraries that this one uses and their versions, the formats that they decode, and the processor
 * instructions in use
 *
 * For bug reports, and for programs that have to know whether a machine can do something. No file or device is opened;
 * callable from any thread.
 */
#ifndef REDBOOK_ABOUT_H
#define REDBOOK_ABOUT_H

#include <redbook/audio.h>

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RBK_LIBRARY_VERSION_BYTES 32

typedef struct rbk_library {
    const char *name;                        /* "libsndfile". Static */
    char version[RBK_LIBRARY_VERSION_BYTES]; /* "1.2.0": of the library in use if it reports one, else of its headers */
    const char *use;                         /* "reading and writing audio files". Static */
} rbk_library;

/* The libraries in use, by name. False: position is past the last; library is then unchanged. */
bool rbk_library_at(size_t position, rbk_library *library);

/* Names of the audio file formats that can be read here, "aiff", "flac", ..., sorted; NULL after the last. Static. */
const char *rbk_audio_format_at(size_t position);

/* The kernel that is used if rbk_conform_options.kernel is AUTO. */
rbk_kernel rbk_kernel_selected(void);

#ifdef __cplusplus
}
#endif
#endif
