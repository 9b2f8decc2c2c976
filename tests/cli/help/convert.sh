#!/usr/bin/env bash
redbook convert --help
