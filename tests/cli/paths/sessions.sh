#!/usr/bin/env bash
# A TOC of a later session that is there and not read is reported: the disc is shorter without it.
tone --sectors 300 a.wav
toc() { printf 'CD_DA\nTRACK AUDIO\nFILE "%s" 0\n' "$1"; }
for folder in outside dangling folder several other-case; do mkdir $folder && cp a.wav $folder && toc a.wav >$folder/a.toc; done
toc a.wav >far.toc
ln -s ../far.toc "outside/a (Session 2).toc"
ln -s nowhere "dangling/a (Session 2).toc"
mkdir "folder/a (Session 2).toc"
toc a.wav >"several/A (Session 2).toc"
toc a.wav >"several/a (session 2).toc"
toc a.wav >"other-case/A (session 2).TOC"
for folder in outside dangling folder several other-case; do
    redbook info $folder/a.toc 2>&1 | grep -v '^$\|track  mode'
done
redbook info --any-path outside/a.toc 2>&1 | grep total
