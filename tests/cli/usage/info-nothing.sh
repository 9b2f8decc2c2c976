#!/usr/bin/env bash
redbook info
