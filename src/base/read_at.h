/*
 * base/read_at.h - reading from open files, and what the system says where a file cannot be opened
 */
#ifndef RBK_BASE_READ_AT_H
#define RBK_BASE_READ_AT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Reads up to size bytes at an offset of an open file: fewer only at its end. -1 with errno on a system error. Safe
 * from several threads at once. All reads at offsets go through this.
 */
int64_t rbk_read_at(int file, int64_t offset, void *data, size_t size);

/* An errno meaning that there is no file of that name. Files that cannot be opened are different. */
bool rbk_input_is_absence(int code);

/* One that says that the system is short of something: whether a file is there is not known. */
bool rbk_input_is_shortage(int code);

#endif
