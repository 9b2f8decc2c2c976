#!/usr/bin/env bash
redbook text missing.cdt
