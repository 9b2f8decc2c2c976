#!/usr/bin/env bash
redbook-burn virtual -q drive
redbook-burn info --device virtual:drive
redbook-burn info --device virtual:drive --json
