#!/usr/bin/env bash
redbook doctor now
