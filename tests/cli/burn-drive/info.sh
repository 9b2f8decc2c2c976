#!/usr/bin/env bash
redbook-burn info --device virtual:drive
redbook-burn info --device virtual:drive --json
