#!/usr/bin/env bash
redbook sheet --help
