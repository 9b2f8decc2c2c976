#!/usr/bin/env bash
redbook hash --help
