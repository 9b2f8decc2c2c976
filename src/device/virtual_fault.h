/*
 * device/virtual_fault.h - faults to inject, and when (the language is documented in virtual.h)
 */
#ifndef RBK_DEVICE_VIRTUAL_FAULT_H
#define RBK_DEVICE_VIRTUAL_FAULT_H

#include <redbook/error.h>

typedef enum rbk_virtual_fault_kind {
    RBK_FAULT_SENSE,
    RBK_FAULT_SENSE_AFTER,
    RBK_FAULT_DROP,
    RBK_FAULT_BROKEN,
    RBK_FAULT_BROKEN_AFTER,
    RBK_FAULT_FILTER,
    RBK_FAULT_FULL,
    RBK_FAULT_BUSY,
    RBK_FAULT_ATTENTION,
    RBK_FAULT_PULL,
    RBK_FAULT_PRESS_EJECT,
    RBK_FAULT_SHORT
} rbk_virtual_fault_kind;

typedef struct rbk_virtual_fault {
    rbk_virtual_fault_kind kind;
    uint32_t sense;  /* key, code, qualifier; attention: code and qualifier */
    uint32_t number; /* busy: commands; short: bytes */
} rbk_virtual_fault;

typedef struct rbk_virtual_faults rbk_virtual_faults;

/* An empty list; NULL without memory. Freed with rbk_virtual_faults_free (NULL is fine). */
rbk_virtual_faults *rbk_virtual_faults_new(void);
void rbk_virtual_faults_free(rbk_virtual_faults *faults);

/* Adds the fault in a line. RBK_SYNTAX, RBK_NO_MEMORY. */
rbk_status rbk_virtual_faults_add(rbk_virtual_faults *faults, const char *line, rbk_error *error);

/*
 * Counts a command and returns its fault. False: none. Of several faults for one command the first that was added is
 * used, the others wait for the next match.
 */
bool rbk_virtual_faults_next(rbk_virtual_faults *faults, const uint8_t cdb[12], rbk_virtual_fault *fault);

#endif
