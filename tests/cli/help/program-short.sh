#!/usr/bin/env bash
redbook -h
