# tests/elsewhere/machine.sh - sourced: the names of another architecture
# shellcheck shell=bash

# machine NAME FOLDER: sets machine_name, machine_debian (the architecture's name there), machine_compiler (the compiler's prefix),
# machine_folder (where Debian keeps its libraries), machine_qemu (the emulator's suffix) and machine_place (the folder where
# everything is unpacked).
machine() {
    machine_name=$1 machine_debian=$1 machine_compiler=$1-linux-gnu machine_folder=$1-linux-gnu machine_qemu=$1
    case $1 in
        i386) machine_compiler=i686-linux-gnu ;;
        aarch64) machine_debian=arm64 ;;
        s390x) ;;
        *)
            printf "redbook: '%s' is no machine of make check-elsewhere; there are: i386 aarch64 s390x\n" "$1" >&2
            return 2
            ;;
    esac
    machine_place=$2/$1
}
