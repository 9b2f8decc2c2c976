#!/usr/bin/env bash
redbook check --json nowhere.cue
