#!/usr/bin/env bash
redbook edit --help
