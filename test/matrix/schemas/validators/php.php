<?php
// justinrainbow/json-schema: one line a document, what it says of it.
$folder = $argv[1];
require 'JsonSchema/autoload.php';
$schemas = [];
foreach (['mailing', 'request'] as $name) {
    $schemas[$name] = json_decode(file_get_contents("$folder/$name.json"));
}
echo json_encode(['version' => trim(shell_exec("dpkg-query -W -f '\${Version}' php-json-schema"))]), "\n";
foreach (file("$folder/documents.ndjson") as $line) {
    $document = json_decode($line);
    $value = json_decode($document->text);
    $validator = new JsonSchema\Validator();
    $validator->validate($value, $schemas[$document->schema]);
    $errors = $validator->getErrors();
    $said = $errors ? $errors[0]['property'] . ': ' . $errors[0]['message'] : null;
    echo json_encode(['valid' => $said === null, 'said' => $said], JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
