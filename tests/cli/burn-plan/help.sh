#!/usr/bin/env bash
redbook-burn plan --help
redbook-burn --help
