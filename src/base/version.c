/*
 * The version of the library that is running, to be compared with the header's.
 */
#include <redbook/version.h>

const char *rbk_version(void)
{
    return RBK_VERSION;
}
