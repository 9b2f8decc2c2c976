#!/usr/bin/env bash
redbook info nowhere.cue
