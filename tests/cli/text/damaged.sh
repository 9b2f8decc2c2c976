#!/usr/bin/env bash
# The third pack's CRC is wrong, the second is missing, one byte is left over.
{
    printf '\200\0\0\0Night Cats\0O^\32'
    printf '\200\3\2\5\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1'
} >album.cdt
redbook text album.cdt
