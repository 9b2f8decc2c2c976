/*
 * measure - runs a shell command and prints how long it took and how much memory it held
 *
 *   measure COMMAND
 *
 * Prints wall time and processor time (of all its processes) in microseconds, and the largest peak of resident memory,
 * in KiB, among its processes. The output of the command is discarded; its exit status is returned. This has to be a
 * small program: the peak that the system reports is never below the memory of the caller at the time of the call.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t spent_us(const struct rusage *usage)
{
    return ((int64_t)usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000000 + usage->ru_utime.tv_usec +
           usage->ru_stime.tv_usec;
}

static _Noreturn void become(const char *command)
{
    int null = open("/dev/null", O_RDWR);
    if (null >= 0) {
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
    }
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: measure COMMAND\n");
        return 2;
    }
    const int64_t begin = now_us();
    const pid_t child = fork();
    if (child == 0)
        become(argv[1]);
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror("measure");
        return 2;
    }
    const int64_t took = now_us() - begin;
    long peak = usage.ru_maxrss;
#ifdef __APPLE__
    peak /= 1024;
#endif
    printf("%" PRId64 " %" PRId64 " %ld\n", took, spent_us(&usage), peak);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
