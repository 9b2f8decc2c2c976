#!/usr/bin/env bash
redbook-burn --version | sed 's/^libcdio [0-9.]*$/libcdio VERSION/'
