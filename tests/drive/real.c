/*
 * The functions of the system that ours replace, looked up once. On the 64-bit systems that the tests run on, off_t
 * has 64 bits and each
 * function with 64 in its name is the same function.
 */
#include "real.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static real_functions table;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void look_up(void *slot, const char *name)
{
    void *symbol = dlsym(RTLD_NEXT, name);
    if (!symbol) {
        fprintf(stderr, "redbook drive: the C library has no '%s'\n", name);
        abort();
    }
    memcpy(slot, &symbol, sizeof symbol);
}

#define LOOK_UP(name) look_up(&table.name, #name)

static void fill_files(void)
{
    LOOK_UP(open);
    LOOK_UP(openat);
    LOOK_UP(close);
    LOOK_UP(dup);
    LOOK_UP(dup2);
    LOOK_UP(dup3);
    LOOK_UP(fcntl);
    LOOK_UP(ioctl);
    LOOK_UP(read);
    LOOK_UP(pread);
    LOOK_UP(write);
    LOOK_UP(pwrite);
    LOOK_UP(lseek);
}

static void fill_names(void)
{
    LOOK_UP(stat);
    LOOK_UP(lstat);
    LOOK_UP(fstat);
    LOOK_UP(fstatat);
    LOOK_UP(access);
    LOOK_UP(faccessat);
    LOOK_UP(readlink);
    LOOK_UP(readlinkat);
    LOOK_UP(realpath);
    LOOK_UP(fopen);
    LOOK_UP(opendir);
    LOOK_UP(glob);
}

static void fill(void)
{
    fill_files();
    fill_names();
    LOOK_UP(sleep);
    LOOK_UP(usleep);
    LOOK_UP(nanosleep);
    LOOK_UP(clock_nanosleep);
    LOOK_UP(clock_gettime);
    LOOK_UP(select);
    LOOK_UP(poll);
    LOOK_UP(_exit);
}

const real_functions *real(void)
{
    pthread_once(&once, fill);
    return &table;
}
