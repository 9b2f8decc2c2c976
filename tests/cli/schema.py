#!/usr/bin/env python3
"""schema.py SCHEMA FILE... - validates each JSON document of the files; prints what does not follow the schema.

Stricter than the schema: keys that it does not name are reported, too, so that none comes without a line there. Standard output:
a line for each fault, then the kinds of documents that were seen.
"""
import json
import sys

import jsonschema


def closed(node):
    """The same schema, in which objects with properties have no others."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: closed(value) for key, value in node.items()}
    if isinstance(made.get("properties"), dict) and "required" in made:
        made["additionalProperties"] = False
    return made


def documents(text):
    decoder = json.JSONDecoder()
    at = 0
    while at < len(text):
        document, end = decoder.raw_decode(text, at)
        yield document
        at = end
        while at < len(text) and text[at].isspace():
            at += 1


def definition(tool, document):
    return tool + "-event" if "event" in document else tool + "-" + document["command"]


def main():
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    schema = closed(schema)
    kinds = set()
    validators = {}  # one for each definition: making one walks through the whole schema
    for path in sys.argv[2:]:
        # Names of files may be any bytes.
        text = open(path, encoding="utf-8", errors="surrogateescape").read().strip()
        tool = "redbook-burn" if path.rsplit("/", 1)[-1].startswith("redbook-burn") else "redbook"
        for document in documents(text):
            name = definition(tool, document)
            if name not in schema["$defs"]:
                print(f"{name}: not in the schema")
                continue
            if name not in validators:
                one = {"$ref": "#/$defs/" + name, "$defs": schema["$defs"]}
                validators[name] = jsonschema.Draft202012Validator(one)
            kinds.add(name + (":" + document["event"] if "event" in document else ""))
            error = jsonschema.exceptions.best_match(validators[name].iter_errors(document))
            if error:
                print(f"{name}: {error.json_path}: {error.message[:300]}")
    print("\n".join(sorted(kinds)))


main()
