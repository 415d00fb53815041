# python3-jsonschema and python3-fastjsonschema: one line a document, what each says of it.
import importlib.metadata
import json
import sys

import fastjsonschema
from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.exceptions import best_match

which, folder = sys.argv[1:3]
schemas = {name: json.load(open(f"{folder}/{name}.json", encoding="utf-8")) for name in ("mailing", "request")}


def made():
    if which == "fastjsonschema":
        # It writes the patterns into Python's source, which holds no NUL.
        texts = {name: json.dumps(schema).replace("\\u0000", "\\u0001") for name, schema in schemas.items()}
        compiled = {name: fastjsonschema.compile(json.loads(text)) for name, text in texts.items()}

        def check(name, value):
            try:
                compiled[name](value)
            except fastjsonschema.JsonSchemaValueException as fault:
                return fault.message
            return None

        return check
    validators = {name: (Draft202012Validator if which == "jsonschema" else Draft7Validator)(schema) for name, schema in schemas.items()}

    def check(name, value):
        fault = best_match(validators[name].iter_errors(value))
        return None if fault is None else f"{fault.json_path}: {fault.message}"

    return check


check = made()
package = "fastjsonschema" if which == "fastjsonschema" else "jsonschema"
print(json.dumps({"version": importlib.metadata.version(package)}))
for line in open(f"{folder}/documents.ndjson", encoding="utf-8"):
    document = json.loads(line)
    said = check(document["schema"], json.loads(document["text"]))
    print(json.dumps({"valid": said is None, "said": said}))
