#!/usr/bin/env bash
redbook help info author
