#!/usr/bin/env bash
redbook author --help
