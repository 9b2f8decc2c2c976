#!/usr/bin/env bash
redbook nonsense
