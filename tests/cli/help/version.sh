#!/usr/bin/env bash
redbook --version
