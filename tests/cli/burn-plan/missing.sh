#!/usr/bin/env bash
redbook-burn plan nowhere.cue
