// valijson on RapidJSON: one line a document, what it says of it.
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include <valijson/adapters/rapidjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/utils/rapidjson_utils.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

int main(int, char **argv) {
  const std::string folder = argv[1];
  std::map<std::string, valijson::Schema> schemas;
  for (const char *name : {"mailing", "request"}) {
    rapidjson::Document json;
    if (!valijson::utils::loadDocument(folder + "/" + name + ".json", json)) return 1;
    valijson::SchemaParser parser;
    valijson::adapters::RapidJsonAdapter adapter(json);
    parser.populateSchema(adapter, schemas[name]);
  }
  std::cout << "{\"version\":\"" << argv[2] << "\"}" << std::endl;
  std::ifstream lines(folder + "/documents.ndjson");
  std::string line;
  while (std::getline(lines, line)) {
    rapidjson::Document document, value;
    document.Parse(line.c_str(), line.size());
    value.Parse(document["text"].GetString(), document["text"].GetStringLength());
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    valijson::ValidationResults results;
    valijson::adapters::RapidJsonAdapter adapter(value);
    const bool valid = validator.validate(schemas[document["schema"].GetString()], adapter, &results);
    std::cout << "{\"valid\":" << (valid ? "true" : "false") << "}" << std::endl;
  }
}
