// gojsonschema: one line a document, what it says of it.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/xeipuuv/gojsonschema"
)

func main() {
	folder := os.Args[1]
	schemas := map[string]*gojsonschema.Schema{}
	for _, name := range []string{"mailing", "request"} {
		schema, err := gojsonschema.NewSchema(gojsonschema.NewReferenceLoader("file://" + folder + "/" + name + ".json"))
		if err != nil {
			panic(err)
		}
		schemas[name] = schema
	}
	out := json.NewEncoder(os.Stdout)
	out.Encode(map[string]any{"version": os.Args[2]})
	file, err := os.Open(folder + "/documents.ndjson")
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var document struct{ Schema, Text string }
		if err := json.Unmarshal(lines.Bytes(), &document); err != nil {
			panic(err)
		}
		result, err := schemas[document.Schema].Validate(gojsonschema.NewStringLoader(document.Text))
		if err != nil {
			out.Encode(map[string]any{"valid": false, "said": fmt.Sprint("error: ", err)})
			continue
		}
		var said any
		if !result.Valid() {
			said = result.Errors()[0].String()
		}
		out.Encode(map[string]any{"valid": result.Valid(), "said": said})
	}
}
