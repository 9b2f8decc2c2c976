#!/usr/bin/env bash
redbook help
