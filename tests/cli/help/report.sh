#!/usr/bin/env bash
redbook report --help
