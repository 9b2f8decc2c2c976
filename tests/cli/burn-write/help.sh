#!/usr/bin/env bash
redbook-burn write --help
redbook-burn verify --help
redbook-burn blank --help
redbook-burn info --help
redbook-burn drives --help
