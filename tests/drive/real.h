/*
 * tests/drive/real.h - the functions of the system that the preload library replaces
 */
#ifndef RBK_TESTS_DRIVE_REAL_H
#define RBK_TESTS_DRIVE_REAL_H

#include <dirent.h>
#include <glob.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

typedef struct real_functions {
    int (*open)(const char *, int, ...);
    int (*openat)(int, const char *, int, ...);
    int (*close)(int);
    int (*dup)(int);
    int (*dup2)(int, int);
    int (*dup3)(int, int, int);
    int (*fcntl)(int, int, ...);
    int (*ioctl)(int, unsigned long, ...);
    ssize_t (*read)(int, void *, size_t);
    ssize_t (*pread)(int, void *, size_t, off_t);
    ssize_t (*write)(int, const void *, size_t);
    ssize_t (*pwrite)(int, const void *, size_t, off_t);
    off_t (*lseek)(int, off_t, int);
    int (*stat)(const char *, struct stat *);
    int (*lstat)(const char *, struct stat *);
    int (*fstat)(int, struct stat *);
    int (*fstatat)(int, const char *, struct stat *, int);
    int (*access)(const char *, int);
    int (*faccessat)(int, const char *, int, int);
    ssize_t (*readlink)(const char *, char *, size_t);
    ssize_t (*readlinkat)(int, const char *, char *, size_t);
    char *(*realpath)(const char *, char *);
    FILE *(*fopen)(const char *, const char *);
    DIR *(*opendir)(const char *);
    int (*glob)(const char *, int, int (*)(const char *, int), glob_t *);
    unsigned (*sleep)(unsigned);
    int (*usleep)(unsigned);
    int (*nanosleep)(const struct timespec *, struct timespec *);
    int (*clock_nanosleep)(clockid_t, int, const struct timespec *, struct timespec *);
    int (*clock_gettime)(clockid_t, struct timespec *);
    int (*select)(int, fd_set *, fd_set *, fd_set *, struct timeval *);
    int (*poll)(struct pollfd *, nfds_t, int);
    void (*_exit)(int);
} real_functions;

/* The table; filled at the first call. */
const real_functions *real(void);

#endif
