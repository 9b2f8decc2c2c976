#!/usr/bin/env bash
redbook info a.cue b.cue
