// Validators of JSON Schema in JavaScript: one line a document, what one of them says of it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [which, folder] = process.argv.slice(2);
const require = createRequire(join(folder, '../package.json'));
const load = (name) => import(require.resolve(name));
const schemas = Object.fromEntries(
  ['mailing', 'request'].map((name) => [name, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))]),
);
const perSchema = (make) => {
  const made = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, make(schema)]));
  return (name, value) => made[name](value);
};

/** Each gives what is said first of a value, or `null` where nothing is. */
const validators = {
  async ajv() {
    const { default: Ajv } = require('ajv');
    return ajv(new Ajv({ strict: true }));
  },
  async 'ajv 2020-12'() {
    const { default: Ajv } = require('ajv/dist/2020');
    return ajv(new Ajv({ strict: true }));
  },
  async '@cfworker/json-schema'() {
    const { Validator } = await load('@cfworker/json-schema');
    return perSchema((schema) => {
      const validator = new Validator(schema, '2020-12');
      return (value) => {
        const { valid, errors } = validator.validate(value);
        return valid ? null : errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`).at(-1);
      };
    });
  },
  async '@hyperjump/json-schema'() {
    const { registerSchema, validate } = await load('@hyperjump/json-schema/draft-2020-12');
    const dialect = 'https://json-schema.org/draft/2020-12/schema';
    const made = {};
    for (const [name, schema] of Object.entries(schemas)) {
      registerSchema(schema, `https://example.com/${name}`, dialect);
      made[name] = await validate(`https://example.com/${name}`);
    }
    return (name, value) => {
      const { valid, errors } = made[name](value, 'BASIC');
      return valid ? null : `${errors.at(0)?.instanceLocation}: ${errors.at(0)?.keyword}`;
    };
  },
  async '@exodus/schemasafe'() {
    const { validator } = await load('@exodus/schemasafe');
    return perSchema((schema) => {
      const valid = validator(schema, { includeErrors: true });
      return (value) => (valid(value) ? null : `${valid.errors[0].instanceLocation}: ${valid.errors[0].keywordLocation}`);
    });
  },
  async jsonschema() {
    const { Validator } = await load('jsonschema');
    return perSchema((schema) => (value) => new Validator().validate(value, schema).errors[0]?.stack ?? null);
  },
  async 'is-my-json-valid'() {
    const { default: make } = await load('is-my-json-valid');
    return perSchema((schema) => {
      const valid = make(schema, { verbose: true });
      return (value) => (valid(value) ? null : `${valid.errors[0].field}: ${valid.errors[0].message}`);
    });
  },
  async 'z-schema 6'() {
    const ZSchema = require('z-schema-6');
    return perSchema((schema) => {
      const validator = new ZSchema();
      return (value) => (validator.validate(value, schema) ? null : said(validator.getLastErrors()));
    });
  },
  async 'z-schema'() {
    const { default: loaded } = await load('z-schema');
    const ZSchema = loaded.default ?? loaded;
    const validator = ZSchema.create();
    return perSchema((schema) => (value) => {
      try {
        return validator.validate(value, schema) === false ? said(validator.getLastErrors?.()) : null;
      } catch (error) {
        return said(error.details) ?? error.message;
      }
    });
  },
  async 'json-schema-library'() {
    const { compileSchema } = await load('json-schema-library');
    return perSchema((schema) => {
      const node = compileSchema(schema);
      return (value) => node.validate(value).errors[0]?.message ?? null;
    });
  },
  async 'vscode-json-languageservice'() {
    const { getLanguageService, TextDocument } = require('vscode-json-languageservice');
    // What an editor does with `$schema` in a file.
    const service = getLanguageService({ schemaRequestService: async () => JSON.stringify(schemas.mailing) });
    service.configure({
      schemas: Object.entries(schemas).map(([name, schema]) => ({
        uri: `https://example.com/${name}`,
        fileMatch: [`*.${name}.json`],
        schema,
      })),
    });
    return async (name, _, text) => {
      const document = TextDocument.create(`file:///a.${name}.json`, 'json', 1, text);
      const all = await service.doValidation(document, service.parseJSONDocument(document));
      const faults = all.filter(({ message }) => message !== 'Duplicate object key');
      if (faults.length === 0) return null;
      const { range, message } = faults[0];
      const before = text.slice(0, document.offsetAt(range.end));
      return `${before.slice(-120)}: ${message}`;
    };
  },
};

function ajv(instance) {
  return perSchema((schema) => {
    const valid = instance.compile(schema);
    return (value) => (valid(value) ? null : `${valid.errors[0].instancePath}: ${valid.errors[0].message}`);
  });
}

function said(errors) {
  return errors?.[0] && `${errors[0].path}: ${errors[0].message}`;
}

const packageOf = { 'ajv 2020-12': 'ajv', 'z-schema 6': 'z-schema-6' };
const { version } = JSON.parse(readFileSync(join(folder, '../node_modules', packageOf[which] ?? which, 'package.json'), 'utf8'));
const check = await validators[which]();
console.log(JSON.stringify({ version }));
for (const line of readFileSync(join(folder, 'documents.ndjson'), 'utf8').trimEnd().split('\n')) {
  const { schema, text } = JSON.parse(line);
  const fault = await Promise.resolve()
    .then(() => check(schema, JSON.parse(text), text))
    .catch((error) => `it throws: ${error.message}`);
  console.log(JSON.stringify({ valid: fault === null, said: fault }));
}
