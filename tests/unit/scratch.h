/*
 * A folder of its own for a test, made anew and removed with its content; and what every cmocka test includes.
 */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A program with the address sanitizer takes two to four times as long: tests of thousands of cases try one in so many there. */
#ifdef __SANITIZE_ADDRESS__
#define SPARSELY 4
#else
#define SPARSELY 1
#endif

static char scratch_folder[512];

__attribute__((unused)) static int scratch_setup(void **state)
{
    const char *base = getenv("TMPDIR");
    (void)state;
    snprintf(scratch_folder, sizeof scratch_folder, "%s/redbook-test-XXXXXX", base ? base : "/tmp");
    return mkdtemp(scratch_folder) ? 0 : -1;
}

/* Removes a folder with its content; links are removed, their targets are not. */
__attribute__((unused)) static int scratch_remove(const char *folder)
{
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlink(path) != 0)
            scratch_remove(path);
    }
    if (entries)
        closedir(entries);
    return rmdir(folder);
}

__attribute__((unused)) static int scratch_teardown(void **state)
{
    (void)state;
    return scratch_remove(scratch_folder);
}

/* Path of a name in the folder; the last eight answers stay valid. */
__attribute__((unused)) static const char *scratch_path(const char *name)
{
    static char paths[8][1024];
    static unsigned next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", scratch_folder, name);
    return path;
}

__attribute__((unused)) static void scratch_write(const char *name, const void *data, size_t size)
{
    FILE *file = fopen(scratch_path(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* The whole file, zero-terminated, freed by the caller; NULL if it does not exist. */
__attribute__((unused)) static char *scratch_read(const char *name, size_t *size)
{
    FILE *file = fopen(scratch_path(name), "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long length = ftell(file);
    rewind(file);
    char *data = malloc((size_t)length + 1);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, (size_t)length, file), length);
    data[length] = '\0';
    fclose(file);
    if (size)
        *size = (size_t)length;
    return data;
}

/* How many entries the folder has. */
__attribute__((unused)) static size_t scratch_count(void)
{
    size_t count = 0;
    DIR *entries = opendir(scratch_folder);
    while (entries && readdir(entries))
        count++;
    if (entries)
        closedir(entries);
    return count - 2;
}

#define scratch_test(function) cmocka_unit_test_setup_teardown(function, scratch_setup, scratch_teardown)

#endif
