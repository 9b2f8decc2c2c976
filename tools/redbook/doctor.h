/*
 * redbook/doctor.h - what redbook has on this machine, and its output
 */
#ifndef REDBOOK_DOCTOR_H
#define REDBOOK_DOCTOR_H

#include <redbook/error.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define DOCTOR_TEXT_BYTES 256

/* Character encodings of texts on discs and in sheets. */
typedef struct doctor_encoding {
    const char *name;
    const char *use;
    bool there;
} doctor_encoding;

typedef struct doctor_facts {
    char system[DOCTOR_TEXT_BYTES];    /* "Linux 6.1.0 x86_64" */
    char c_library[DOCTOR_TEXT_BYTES]; /* "glibc 2.36"; "": unknown */
    long processors;

    const doctor_encoding *encodings;
    size_t encoding_count;

    char pdf_path[RBK_PATH_BYTES]; /* "": the module was not found */
    char pdf_versions[DOCTOR_TEXT_BYTES];
    rbk_error pdf_error;

    char burn_path[RBK_PATH_BYTES]; /* "": redbook-burn was not found */
    char burn_version[DOCTOR_TEXT_BYTES];
    char libcdio_version[DOCTOR_TEXT_BYTES];
    char *drives; /* what redbook-burn drives printed, the table or JSON; NULL: nothing */
    rbk_error burn_error;

    char locale[DOCTOR_TEXT_BYTES];
    char codeset[DOCTOR_TEXT_BYTES];
    size_t columns; /* of the terminal on standard error; 0: none */
    bool color;
} doctor_facts;

/* False without memory. */
bool doctor_print(const doctor_facts *facts, FILE *out);
bool doctor_print_json(const doctor_facts *facts, FILE *out);

#endif
