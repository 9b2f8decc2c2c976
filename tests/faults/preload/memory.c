/*
 * Allocations: they fail as requested, and the ledger lists them with their callers until they are freed. At the end none
 * of the program itself may be left. Memory that the C library allocates for a caller is counted as the caller's if the
 * call is seen here.
 */
#include "faults/preload/calls.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

/* ------------------------------------------------------------------ the ledger */

#define SLOTS       ((size_t)1 << 17)
#define SLOTS_FULL  (SLOTS / 4 * 3) /* more are not listed */
#define SHOWN       6               /* callers named */
#define BLOCK_SHIFT 4               /* blocks are aligned to 16 bytes */
#define PART        ((size_t)256)   /* slots: a page of memory */

typedef struct slot {
    uintptr_t block; /* 0: free */
    uintptr_t caller;
} slot;

static slot slots[SLOTS];
static bool has_used[SLOTS / PART]; /* parts without are not read: each would be a page of zeros */
static size_t slots_used;
static bool remembers;
static uintptr_t program_begin, program_end, program_base;
static atomic_flag busy = ATOMIC_FLAG_INIT;

static void enter(void)
{
    while (atomic_flag_test_and_set_explicit(&busy, memory_order_acquire))
        ;
}

static void leave(void)
{
    atomic_flag_clear_explicit(&busy, memory_order_release);
}

/* Without mixing: blocks that are close to each other use the same pages of the table. */
static size_t slot_of(uintptr_t block)
{
    return (size_t)(block >> BLOCK_SHIFT) % SLOTS;
}

static void remember(const void *block, const void *caller)
{
    if (!remembers || !block)
        return;
    enter();
    size_t at = slot_of((uintptr_t)block);
    while (slots[at].block && slots[at].block != (uintptr_t)block)
        at = (at + 1) % SLOTS;
    if (slots[at].block || slots_used < SLOTS_FULL) {
        slots_used += !slots[at].block;
        slots[at] = (slot){(uintptr_t)block, (uintptr_t)caller};
        has_used[at / PART] = true;
    }
    leave();
}

/* Those that follow move up, so that each is found from its own slot on. */
static void close_gap(size_t gap)
{
    for (size_t at = (gap + 1) % SLOTS; slots[at].block; at = (at + 1) % SLOTS) {
        size_t home = slot_of(slots[at].block);
        bool stays = gap < at ? home > gap && home <= at : home > gap || home <= at;
        if (stays)
            continue;
        slots[gap] = slots[at];
        gap = at;
    }
    slots[gap] = (slot){0, 0};
}

static void forget(const void *block)
{
    if (!remembers || !block)
        return;
    enter();
    size_t at = slot_of((uintptr_t)block);
    while (slots[at].block && slots[at].block != (uintptr_t)block)
        at = (at + 1) % SLOTS;
    if (slots[at].block) {
        slots_used--;
        close_gap(at);
    }
    leave();
}

/* The first object is the program. */
static int find_program(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size, (void)unused;
    program_base = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD && info->dlpi_phdr[i].p_flags & PF_X) {
            program_begin = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            program_end = program_begin + info->dlpi_phdr[i].p_memsz;
        }
    return 1;
}

void ledger_begin(void)
{
    dl_iterate_phdr(find_program, NULL);
    remembers = true;
}

size_t ledger_report(char *text, size_t size)
{
    size_t ours = 0, others = 0, used = 0;
    char callers[512] = "";
    remembers = false;
    for (size_t i = 0; i < SLOTS; i++) {
        if (!has_used[i / PART]) {
            i += PART - 1;
            continue;
        }
        bool is_ours = slots[i].block && slots[i].caller >= program_begin && slots[i].caller < program_end;
        if (is_ours && ours < SHOWN)
            used += (size_t)snprintf(callers + used, sizeof callers - used, " 0x%jx",
                                     (uintmax_t)(slots[i].caller - program_base));
        ours += is_ours;
        others += slots[i].block && !is_ours;
    }
    return (size_t)snprintf(text, size, "ledger %zu %zu%s\n", ours, others, callers);
}

/* ------------------------------------------------------------------ the calls */

#define CALLER __builtin_return_address(0)

static void *allocate(size_t size, const void *caller)
{
    void *block = call_fails(CALL_MALLOC, -1, NULL) ? NULL : __libc_malloc(size);
    remember(block, caller);
    return block;
}

void *malloc(size_t size)
{
    return allocate(size, CALLER);
}

void *calloc(size_t count, size_t size)
{
    void *block = call_fails(CALL_CALLOC, -1, NULL) ? NULL : __libc_calloc(count, size);
    remember(block, CALLER);
    return block;
}

void *realloc(void *old, size_t size)
{
    if (call_fails(CALL_REALLOC, -1, NULL))
        return NULL;
    if (old)
        forget(old); /* before another thread can get the address */
    void *block = __libc_realloc(old, size);
    remember(block ? block : (size ? old : NULL), CALLER);
    return block;
}

void free(void *block)
{
    int code = errno;
    forget(block);
    __libc_free(block);
    errno = code;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    void *block = call_fails(CALL_ALIGNED, -1, NULL) ? NULL : __libc_memalign(alignment, size);
    remember(block, CALLER);
    return block;
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    if (call_fails(CALL_ALIGNED, -1, NULL))
        return errno;
    void *made = __libc_memalign(alignment, size);
    remember(made, CALLER);
    if (!made)
        return ENOMEM;
    *block = made;
    return 0;
}

char *strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = allocate(size, CALLER);
    return copy ? memcpy(copy, text, size) : NULL;
}

char *strndup(const char *text, size_t most)
{
    size_t length = strnlen(text, most);
    char *copy = allocate(length + 1, CALLER);
    if (!copy)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *realpath(const char *path, char *resolved)
{
    if (call_fails(CALL_REALPATH, -1, path))
        return NULL;
    char *found = REAL(realpath)(path, resolved);
    if (found && !resolved)
        remember(found, CALLER);
    return found;
}
