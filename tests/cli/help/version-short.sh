#!/usr/bin/env bash
redbook -V
