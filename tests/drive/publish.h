/*
 * tests/drive/publish.h - gives a function of ours the name that programs call
 *
 * Our functions have their own names, so that they neither conflict with the C library's declarations (nonnull,
 * fortified, renamed for large files) nor call themselves by mistake. A published name is also listed in preload.map.
 */
#ifndef RBK_TESTS_DRIVE_PUBLISH_H
#define RBK_TESTS_DRIVE_PUBLISH_H

#define PUBLISH(name, function) __asm__(".globl " #name "\n.type " #name ", @function\n.set " #name ", " #function)

#endif
