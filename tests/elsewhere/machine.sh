# tests/elsewhere/machine.sh - sourced by the scripts of this folder: the names of another architecture
# shellcheck shell=bash

# machine NAME FOLDER: sets machine_name, machine_debian (Debian's name of the architecture), machine_compiler (the prefix of the
# compiler's name), machine_folder (the folder of Debian's libraries), machine_qemu (the suffix of the emulator's name) and
# machine_place (the folder to which everything is unpacked).
machine() {
    machine_name=$1 machine_debian=$1 machine_compiler=$1-linux-gnu machine_folder=$1-linux-gnu machine_qemu=$1
    case $1 in
        i386) machine_compiler=i686-linux-gnu ;;
        aarch64) machine_debian=arm64 ;;
        s390x) ;;
        *)
            printf "redbook: unknown machine '%s', expected i386, aarch64 or s390x: make check-elsewhere ARCH=i386\n" "$1" >&2
            return 2
            ;;
    esac
    machine_place=$2/$1
}
