#!/usr/bin/env bash
redbook author a.wav
