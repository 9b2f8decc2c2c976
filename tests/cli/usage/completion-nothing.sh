#!/usr/bin/env bash
redbook completion
