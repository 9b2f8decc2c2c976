/*
 * Functions for all fuzz targets: assertions, an input that is consumed in parts, and a folder of the process for targets
 * that read files.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned int seed);
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t room); /* of libFuzzer or of driver.c */

/* An assertion: prints the condition that is false and ends the process; both fuzzers then keep the input. */
#define FUZZ_REQUIRE(condition) ((condition) ? (void)0 : fuzz_fail(#condition, __FILE__, __LINE__))
_Noreturn void fuzz_fail(const char *condition, const char *file, int line);

/* The rest of an input. Past its end there are zeros. */
typedef struct fuzz_input {
    const uint8_t *bytes;
    size_t size;
} fuzz_input;
uint8_t fuzz_byte(fuzz_input *input);
uint32_t fuzz_number(fuzz_input *input, unsigned bytes);    /* big-endian, 1 to 4 bytes */
fuzz_input fuzz_part(fuzz_input *input, size_t size);       /* the next size bytes, or what is left */
void fuzz_fill(fuzz_input *input, void *to, size_t size);   /* the same as a copy */
char *fuzz_text(const fuzz_input *input, bool zero_is_end); /* all of it, ended by a zero; freed by the caller */

/* "FOLDER/NAME" in the folder of this process, which is removed at the end; valid for eight calls. */
const char *fuzz_path(const char *name);
const char *fuzz_write(const char *name, const uint8_t *bytes, size_t size); /* the same, of a file with these bytes */
void fuzz_clear(void); /* removes whatever is in the folder, which must be no more than files and folders of files */

/*
 * Mutates lines of text: lines are moved, duplicated, removed and combined, numbers are replaced by limits, words by others
 * of the text; otherwise as LLVMFuzzerMutate. For LLVMFuzzerCustomMutator of a target that reads sheets.
 */
size_t fuzz_mutate_lines(uint8_t *bytes, size_t size, size_t room, unsigned int seed);

#endif
