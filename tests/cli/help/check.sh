#!/usr/bin/env bash
redbook check --help
