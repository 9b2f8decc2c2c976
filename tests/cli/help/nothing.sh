#!/usr/bin/env bash
redbook
