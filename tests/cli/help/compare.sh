#!/usr/bin/env bash
redbook compare --help
