#!/usr/bin/env bash
redbook completion bash | bash -n
! command -v zsh >/dev/null || redbook completion zsh | zsh -n
! command -v fish >/dev/null || redbook completion fish | fish -n
