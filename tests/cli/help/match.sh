#!/usr/bin/env bash
redbook match --help
