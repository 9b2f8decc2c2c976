#!/usr/bin/env bash
redbook extract --help
