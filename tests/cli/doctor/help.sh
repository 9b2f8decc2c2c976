#!/usr/bin/env bash
redbook doctor --help
