# json-schema and json_schemer: one line a document, what each says of it.
require 'json'
require 'set'

which, folder = ARGV
schemas = %w[mailing request].to_h { |name| [name, JSON.parse(File.read("#{folder}/#{name}.json", encoding: 'UTF-8'))] }

if which == 'json_schemer'
  require 'json_schemer'
  made = schemas.transform_values { |schema| JSONSchemer.schema(schema) }
  check = lambda do |name, value|
    fault = made[name].validate(value).first
    fault && "#{fault['data_pointer']}: #{fault['type']}"
  end
else
  require 'json-schema'
  check = ->(name, value) { JSON::Validator.fully_validate(schemas[name], value, parse_data: false).first }
end

puts JSON.generate(version: Gem.loaded_specs[which == 'json_schemer' ? 'json_schemer' : 'json-schema']&.version.to_s)
File.foreach("#{folder}/documents.ndjson", encoding: 'UTF-8') do |line|
  document = JSON.parse(line)
  said = check.call(document['schema'], JSON.parse(document['text']))
  puts JSON.generate(valid: said.nil?, said: said)
end
