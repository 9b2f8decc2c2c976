#!/usr/bin/env bash
redbook text --help
