#!/usr/bin/env bash
redbook author no.wav -h --nonsense
