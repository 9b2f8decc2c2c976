/*
 * The errors of a call are those of its manual page that a file, a folder or the system can cause. Errors that only a bug in
 * the program causes (EBADF, EFAULT) are not included. Errors that contradict the state of the files, such as ENOENT for a
 * file that exists, are included where another process could have caused them a moment before.
 */
#include "faults/refused.h"

#include "faults/draw.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_BYTES 256

typedef struct refused {
    const char *call; /* of preload/calls.h */
    const char *what; /* names of errno values, or of partial transfers, separated by single blanks */
    bool lasts;       /* from one call on, until the end */
} refused;

static const refused rows[] = {
    {"open", "ENOENT EACCES EMFILE ENFILE ELOOP EIO ENOMEM EINTR ENXIO EPERM ENOTDIR ENAMETOOLONG EOVERFLOW ESTALE",
     false},
    {"create", "EACCES EROFS ENOSPC EDQUOT EMFILE ENFILE EIO ENOMEM EINTR EEXIST ENOTDIR EPERM ENAMETOOLONG", false},
    {"read", "EIO EINTR ESTALE half one end", false},
    {"write", "ENOSPC EIO EDQUOT EFBIG EINTR EPERM ESTALE half one", false},
    {"close", "EIO EINTR ENOSPC EDQUOT", false},
    {"fsync", "EIO ENOSPC EDQUOT EINTR EROFS EINVAL", false},
    {"rename", "EXDEV EACCES EPERM ENOSPC EDQUOT EIO EROFS EBUSY EMLINK ENOMEM EINVAL ENOSYS ENOENT EEXIST", false},
    {"link", "EXDEV EACCES EPERM ENOSPC EDQUOT EIO EROFS EMLINK ENOMEM EOPNOTSUPP ENOENT EEXIST", false},
    {"unlink", "EACCES EPERM EBUSY EIO EROFS ENOMEM", false},
    {"mkdir", "EACCES ENOSPC EDQUOT EROFS EMLINK EIO ENOMEM EEXIST ENOENT", false},
    {"rmdir", "EACCES EPERM EBUSY EIO EROFS ENOTEMPTY ENOENT", false},
    {"ftruncate", "EIO ENOSPC EDQUOT EFBIG EINTR EPERM", false},
    {"fallocate", "EOPNOTSUPP ENOSPC EDQUOT EIO EINTR EFBIG ENOSYS", false},
    {"clone", "EOPNOTSUPP EXDEV EINVAL EIO ENOSPC EDQUOT EPERM ENOTTY", false},
    {"copy", "EXDEV EIO ENOSPC EINVAL EOPNOTSUPP ENOSYS EFBIG ENOMEM half one end", false},
    {"fchmod", "EPERM EROFS EIO EOPNOTSUPP ENOSYS", false},
    {"fchown", "EPERM EROFS EIO EDQUOT", false},
    {"flock", "ENOLCK EINTR EWOULDBLOCK EOPNOTSUPP EIO", false},
    {"lseek", "EIO", false},
    {"stat", "EACCES ENOMEM EIO EOVERFLOW ESTALE", false},
    {"fstat", "EIO ENOMEM EOVERFLOW ESTALE", false},
    {"opendir", "EACCES EMFILE ENFILE ENOMEM EIO ENOENT", false},
    {"readdir", "EIO ENOENT", false},
    {"realpath", "EACCES EIO ENOMEM", false},
    {"readlink", "EACCES EIO ENOMEM", false},
    {"pthread_create", "EAGAIN", false},
    {"iconv_open", "EMFILE ENFILE ENOMEM EINVAL", false},
    {"malloc", "ENOMEM", false},
    {"calloc", "ENOMEM", false},
    {"realloc", "ENOMEM", false},
    {"aligned_alloc", "ENOMEM", false},
    {"names", "ENOSPC EROFS", true},
    {"opens", "EMFILE", true},
    {"memory", "ENOMEM", true},
};
static const size_t row_count = sizeof rows / sizeof rows[0];

#define CODE(name)                                                                                                     \
    {                                                                                                                  \
#name, name                                                                                                    \
    }

static const struct code {
    const char *name;
    int code;
} codes[] = {
    CODE(ENOENT),    CODE(EACCES), CODE(EMFILE), CODE(ENFILE),      CODE(ELOOP),   CODE(EIO),
    CODE(ENOMEM),    CODE(EINTR),  CODE(ENXIO),  CODE(EPERM),       CODE(ENOTDIR), CODE(ENAMETOOLONG),
    CODE(EROFS),     CODE(ENOSPC), CODE(EDQUOT), CODE(EEXIST),      CODE(EISDIR),  CODE(EFBIG),
    CODE(EINVAL),    CODE(EXDEV),  CODE(EBUSY),  CODE(EMLINK),      CODE(ENOSYS),  CODE(EOPNOTSUPP),
    CODE(ENOTEMPTY), CODE(ENOTTY), CODE(ENOLCK), CODE(EWOULDBLOCK), CODE(EAGAIN),  CODE(EOVERFLOW),
    CODE(ESTALE),    {"half", 0},  {"one", 0},   {"end", 0},
};

static int code_of(const char *name)
{
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (strcmp(codes[i].name, name) == 0)
            return codes[i].code;
    fprintf(stderr, "faults: no errno '%s'\n", name);
    exit(2);
}

/* ------------------------------------------------------------------ attempts */

/* The number of calls with the name or, of a group, of calls of its members. */
static long count_of(const run_result *undisturbed, const char *call)
{
    static const struct {
        const char *group, *call;
    } members[] = {
        {"names", "create"},    {"names", "write"},     {"names", "fsync"},          {"names", "rename"},
        {"names", "link"},      {"names", "unlink"},    {"names", "mkdir"},          {"names", "rmdir"},
        {"names", "ftruncate"}, {"names", "fallocate"}, {"names", "clone"},          {"names", "copy"},
        {"names", "fchmod"},    {"names", "fchown"},    {"opens", "open"},           {"memory", "malloc"},
        {"memory", "calloc"},   {"memory", "realloc"},  {"memory", "aligned_alloc"},
    };
    char word[64], number[32];
    long count = 0;
    snprintf(word, sizeof word, "call %s", call);
    run_log_line(undisturbed, word, number, sizeof number);
    if (number[0])
        return atol(number);
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        if (strcmp(members[i].group, call) == 0)
            count += count_of(undisturbed, members[i].call);
    return count;
}

static long count_words(const char *text)
{
    long count = 1;
    for (; *text; text++)
        count += *text == ' ';
    return count;
}

static attempt make_attempt(const refused *row, long word, long number)
{
    char words[WORDS_BYTES], *rest = words, *name = NULL;
    snprintf(words, sizeof words, "%s", row->what);
    for (long i = 0; i <= word; i++)
        name = strsep(&rest, " ");
    attempt made = {.call = row->call, .code = code_of(name), .number = number, .lasts = row->lasts};
    snprintf(made.name, sizeof made.name, "%s", name);
    if (made.code)
        snprintf(made.what, sizeof made.what, "%d%s", made.code, row->lasts ? "+" : "");
    else
        snprintf(made.what, sizeof made.what, "%s", name);
    return made;
}

long refused_visit(const run_result *undisturbed, long share, uint64_t seed, refused_visitor *visitor, void *user)
{
    long all = 0, passed = 0;
    for (size_t i = 0; i < row_count; i++)
        all += count_of(undisturbed, rows[i].call) * count_words(rows[i].what);
    long step = share > 0 ? all / share + 1 : 1, next = (long)(draw(&seed) % (uint64_t)step);
    for (size_t i = 0; i < row_count && visitor; i++) {
        long calls = count_of(undisturbed, rows[i].call), here = calls * count_words(rows[i].what);
        for (; next < passed + here; next += step) {
            attempt now = make_attempt(&rows[i], (next - passed) / calls, 1 + (next - passed) % calls);
            visitor(user, &now);
        }
        passed += here;
    }
    return all;
}

void refused_visit_row(const run_result *undisturbed, const char *call, const char *error, refused_visitor *visitor,
                       void *user)
{
    for (size_t i = 0; i < row_count; i++)
        for (long word = 0; strcmp(rows[i].call, call) == 0 && word < count_words(rows[i].what); word++)
            for (long number = 1; number <= count_of(undisturbed, call); number++) {
                attempt now = make_attempt(&rows[i], word, number);
                if (strcmp(now.name, error) == 0)
                    visitor(user, &now);
            }
}
