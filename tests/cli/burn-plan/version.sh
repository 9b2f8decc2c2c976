#!/usr/bin/env bash
redbook-burn --version
