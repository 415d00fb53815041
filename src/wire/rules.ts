/**
 * Every rule of the wire: its stable code, and the one sentence that the compiler, the run time and the documentation
 * say. A sentence reads `the rule: the way out`. The tables are apart so that a bundle holds only what it uses.
 */

/** What the steps of a mailing check. */
export const mailingRules = {
  not_string: 'a string is expected: convert a number, await a promise, or leave it out',
  ill_formed: 'a text has no lone surrogate: cut it by characters, or call .toWellFormed()',
  sender_format: "a sender is an id, digits such as '444', not a name: take it from the account",
  name_empty: 'a name is not empty: leave it out',
  text_empty: 'a text is not empty: write one',
  text_suspicious: "a text or link holds no 'undefined', 'NaN', '{{…}}' or the like: fill in the missing value",
  caption_empty: 'a caption is not empty: write one',
  link_format: "a link is an absolute http(s) URL without spaces, visible or not: write 'https://shop.example.com/sale'",
  link_length: 'a button link must not exceed 150 characters, percent-encoding included: shorten it, or give an unencoded string',
  link_private: 'a link must be reachable from outside: give a URL on a public host with a dot in its name',
  image_private: 'an image must be publicly available: give a URL on a public host with a dot in its name, without login',
  phone_format: "a phone is 7 to 15 digits, country code first, no plus, spaces or leading zero: write '375291111111'",
  phone_country: "a phone begins with a country code: write '375291111111', not '80291111111'",
  phone_length: 'a phone has 12 digits with code 375, 11 with code 7: look for a missing or extra digit',
  phone_string: 'a phone is a string, as numbers lose digits: read the file without casting',
  phone_missing: "there is no phone: look at the cell, and the column's name in (row) => row.tel",
  phone_expected: 'a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)',
  text_row_expected: 'a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))',
  button_row_expected:
    'a personal button takes { phone, text, link }: .to([{ phone, text, link }]), or .to(rows, (row) => ({ phone, text, link }))',
  list_expected: 'recipients are an array or another iterable: .to([recipient]), or .to(rows, toRecipient)',
  async_list: 'recipients are not read asynchronously here: await or collect them, or load them into a campaign',
  to_list: 'all recipients are one argument: write .to([a, b]), or .to(rows, (row) => row.tel)',
  mapper_null: 'a mapper gave null or false: give undefined to leave a row out',
  mapper_promise: 'a mapper gave a promise: .to(await Promise.all(rows.map(toRecipient)))',
  link_name: "a recipient's link is button_link on the wire alone: give { phone, text, link }",
  suspicious: "suspicious is 'refuse' or 'report': write one, or leave it out",
  no_recipients: 'a mailing has at least one recipient: give one in .to(…), or return it from the mapper',
  recipients_missing: 'a mailing has recipients: end the chain with .to(…)',
  personal_link: 'a personal text has no link: use .button({ caption, image }), or put it into the text',
  personal_image: 'an image can only be sent in a bulk mailing: use .bulk().image(url)',
  personal_parts: "in a personal mailing text and link are each recipient's own: give them in .to(…)",
  schedule_format: "a schedule is YYYY-MM-DDTHH:mm:ss, a time that exists: write '2026-11-27T10:00:00'",
  schedule_missing: 'an undefined schedule would send at once: leave .at() out, or give a time',
  schedule_moment: "a text with Z or an offset, a number and a library's object are moments: .at(new Date(…), 'Europe/Minsk')",
  zone_missing: "an instant needs the time zone of the account: .at(date, 'Europe/Minsk')",
  zone_unknown: "a time zone is an IANA name, Area/City or UTC: write 'Europe/Minsk'",
  zone_reversed: "the sign in Etc/GMT+3 is reversed: name a place, such as 'Europe/Minsk'",
  intl_missing: "this runtime has no Intl for time zones: give a local time, such as '2026-11-27T10:00:00'",
  zone_needless: 'a local time has no time zone: leave it out, or give a Date',
  time_repeated: 'a local time occurs twice as clocks go back: give an hour before or after',
  kind_missing: 'a mailing is bulk or personal: call .bulk() or .personal() first',
  kind_chosen: 'a mailing is bulk or personal, once: start another from mailing()',
  content_missing: 'a mailing has a content: call .text(…), .image(…) or .button(…) before .to(…)',
  content_chosen: 'a mailing has one content: start another from mailing()',
  callback_expected: 'a function is expected: .to(rows, toRecipient, { onInvalid })',
  bulk_parts: 'a bulk button has four parts: .button({ caption, link, image, text })',
  button_parts: 'a personal button has two parts: .button({ caption, image })',
  missing_key: 'a required part is missing: add it',
  extra_format: 'extra fields are an object of JSON values: write .extra({ ttl: 3600 })',
  extra_known: 'the API documents this field: use its step or option',
  unknown_option: 'there is no such option or argument: look for a slip in its name, or leave it out',
  unreadable: 'a value throws when it is read: give plain data',
} as const;

/** What a request checks beside its mailings. */
export const requestRules = {
  token_format: "a token is the account's API key, printable ASCII without spaces: copy it from the account",
  token_missing: 'a token is required, and the variable that holds it is not set: set it, or mend its name',
  options_expected: 'options are an object: write { … }',
  mailing_expected: 'a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()',
  no_mailings: 'a request has at least one mailing: give one in .add(…)',
  sender_missing: 'a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request',
  too_large: 'a request is more than this runtime can hold: send it as a campaign',
} as const;

/** What JSON from elsewhere must keep beside the rules of the values in it. */
export const jsonRules = {
  not_object: 'an object is expected: write { … }',
  not_array: 'an array is expected: write [ … ]',
  unknown_key: 'the API has no such key here: look for a slip in its name, or leave it out',
  parse_options: 'options of parsing are { extra: true }: leave them out, as in list.map((json) => parseMailing(json))',
  json_text: 'this is JSON as a text, not what it holds: pass JSON.parse(text)',
  json_promise: 'this is a promise of JSON, not what it holds: await it',
  request_json: 'this is a request, not a mailing: read it with parseRequest()',
  mailing_json: 'this is a mailing, not a request: read it with parseMailing()',
  sender_number: 'the id of a sender is a string on the wire: put the digits in quotes',
  null_part: 'null and undefined are no values of this part: leave the part out',
  message_type: "a message type is 'bulk' or 'personal': write one of them",
  content_type: "a content type is 'text', 'image' or 'button': write one of them",
} as const;

/** What a client's options must keep. */
export const clientRules = {
  base_url: 'a base URL is https, or http on a loopback host, without login, query and fragment: leave it out for the default',
  base_url_method: 'a base URL ends before the name of the method: leave sendBulkViber out',
  timeout: 'a timeout is a number of milliseconds from 1 to 2147483647: leave it out for 60000',
  retry: 'a number of retries is a whole number from 0 to 10: leave it out for 2, write 0 for none',
  function_expected: 'a function is expected: leave the option out where there is none',
  send_options: 'the options of a send are an object: write { signal }',
  send_list: 'a send takes one argument with all mailings of a request: write send([a, b])',
  signal_expected: 'an AbortSignal is expected: pass controller.signal or AbortSignal.timeout(ms)',
} as const;

/** What a fault given to the sandbox must keep. */
export const sandboxRules = {
  fault_unknown: "a fault is a documented name, such as 'refused', or { status, body, retryAfter }: look for a slip in its name",
  fault_over_http: "a port that listens cannot refuse a connection: end it with server.close(), or fail by 'reset'",
  fault_times: 'a fault comes a whole number of times from 1: write { times: 3 }, or leave it out for once',
  fault_status: 'the status of an answer is a whole number from 200 to 599: write { status: 500 }',
  fault_body: 'the body of an answer is a string or JSON, and none with 204, 205 and 304: give plain data, or leave it out',
  sandbox_extra: 'extra is true or false: write createSandbox({ extra: true }) where your mailings have fields of .extra(…)',
  fault_retry_after: 'a server asks to wait a whole number of seconds: write { status: 429, retryAfter: 1 }, or leave it out',
} as const;

/** What a cell must keep to be read as a phone. */
export const phoneRules = {
  phone_scientific: 'a number such as 3.75291E+11, or 375291000000 of it, lost digits: format the column as text, and write a plus',
  phone_decimal: 'a phone has no decimals: format the column as text, or as a number without them',
  phone_date: 'a date is no phone: look at the column, or write the phone without dots in the shape of a date',
  phone_cell: 'a cell with an error, yes or no, or a formula without result holds no phone: look at it in the table',
  phone_several: 'a cell holds one phone: give each of them a row',
  phone_unclear: 'a phone is digits, blanks, brackets, hyphens, dots, perhaps a plus: look for a letter like a digit, say',
  phone_invalid: 'there is no such number in the numbering plan: look for a digit that is missing or too many',
  phone_landline: 'a number that is not a mobile one has no Viber: give a mobile number, or { mobileOnly: false }',
  country: "a country is two letters of ISO 3166, such as 'BY': write phones({ country: 'BY' })",
  mobile_only: 'mobileOnly is true or false: leave it out for true',
} as const;

/** What the options of a picture must keep. */
export const previewRules = {
  composed_expected: "a message with its content is expected: give mailing().bulk().text('Hello'), or a mailing",
  theme: "a theme is 'light' or 'dark': leave it out for 'light'",
  sender_name: 'the name of a sender is a string: give the one that recipients see, or leave it out',
  recipient_index: 'a recipient is counted from 0 and below the size of the mailing: leave it out for the first',
} as const;

/** What a campaign checks beside its recipients. */
export const campaignRules = {
  campaign_name: "a campaign's name is 1 to 100 of a-z, 0-9, ., _ and -, the first a letter or digit: write 'black-friday-2026'",
  ledger_expected: "a campaign is kept in a ledger: give { ledger: sqliteLedger('./campaigns.db') }",
  database_expected: "a SQLite ledger is a file, or a database of better-sqlite3 or libsql: write sqliteLedger('./campaigns.db')",
  no_sqlite: 'this runtime has no SQLite, as Node has from 22.13 on: give sqliteLedger a database of libsql or better-sqlite3',
  patience: 'patience is a whole number of milliseconds from 0 to 2147483647: leave it out for the default',
  content_expected: "a campaign takes a message without recipients: give mailing().bulk().text('Hello'), and the rows to load(…)",
  message_missing: 'a campaign is loaded and sent with its message: openCampaign(name, { ledger, message })',
  rows_expected: 'a campaign reads any iterable, asynchronous ones too: await it, write .load(rows), or .load(rows, toRecipient)',
  batch_size: 'a batch is a whole number of recipients from 1 to 100000: leave it out for 1000',
  client_expected: 'a campaign sends through a client: give createClient({ token })',
  callback_url_function: 'each batch has a callback URL of its own: write ({ index }) => url, or give callbackUrl to the client',
  callback_url_client: 'only a client of createClient() gives each request a callback URL: send with one, or leave callbackUrl out',
  concurrency: 'the number of requests at once is a whole number from 1 to 64: leave it out for 4',
  rate: 'a rate is a number of batches from 1 in a number of milliseconds up to a day: write { batches: 10, per: 1000 } for ten a second',
  pool_expected: 'a ledger in PostgreSQL needs a pool of pg: give { pool: new Pool({ connectionString }) }',
  schema_name: "a schema is 1 to 63 of a-z, 0-9 and _, the first no digit and not 'pg_': leave it out for 'viber_mailing'",
  lease: "a lease is up to 2147483647 milliseconds, at least a second over the client's timeout: leave it out for 30 seconds more",
  durability: "durability is 'trusted', or left out: write it only for a host that keeps commits by itself, such as Neon or Aurora",
  queue_expected: "batches are enqueued in a queue of BullMQ: give new Queue('mailings', { connection })",
  campaign_expected: 'what is enqueued is a campaign: give what openCampaign() returned',
  batch_expected: 'a batch is what batches() and send() give: pass one of them',
  batch_foreign: 'a batch is resolved by the campaign whose batches() gave it: open that one',
  batch_state: "a batch is 'pending', 'sending', 'accepted', 'rejected', 'unknown' or 'abandoned': leave it out for all of them",
  cancel_all: "cancel() gives up all that is pending, and takes no batch: write resolve(batch, 'abandon') for one alone",
  resolution: "a batch is resolved as 'sent', 'resend' or 'abandon': look into the account, then say which",
  flag: 'a switch is true or false: leave it out for the default',
} as const;

/** The stable code of each rule. */
export type RuleCode =
  | keyof typeof mailingRules
  | keyof typeof requestRules
  | keyof typeof jsonRules
  | keyof typeof clientRules
  | keyof typeof sandboxRules
  | keyof typeof phoneRules
  | keyof typeof previewRules
  | keyof typeof campaignRules;

type MailingSentences = typeof mailingRules;
type RequestSentences = typeof requestRules;
type CampaignSentences = typeof campaignRules;

// Interfaces, as the compiler takes `Rule<Alias['code']>` for another type each time that it meets one.
export interface MailingRules extends MailingSentences {}
export interface RequestRules extends RequestSentences {}
export interface CampaignRules extends CampaignSentences {}

declare const rule: unique symbol;

/**
 * What a step's parameter becomes when the rule in `Sentence` forbids the argument, so that the compiler
 * shows the sentence. No value has this type.
 */
// A symbol that is not exported keeps the sentence out of completions and refuses the sentence itself as a value.
export interface Rule<Sentence extends string> {
  /** The rule, and the way out. */
  readonly [rule]: Sentence;
}

/**
 * The name of a step as a pattern, for an index signature: unlike a property it is found by the compiler and not offered
 * by the editor.
 */
// What follows the name is the same in capitals and in small letters, so it has no letters: the pattern is the name itself.
export type StepName<Name extends string> = Name extends string
  ? `${Name}${Uppercase<string>}` & `${Name}${Lowercase<string>}`
  : never;

/** A step that is out of place, which says what comes first. */
export type OutOfPlace<Sentence extends string> = (rule: Rule<Sentence>, ...more: unknown[]) => never;

/** `T` where no value of it is known while compiling (a brand, a pattern); the rule otherwise. */
// A record over an infinite set of keys has no required key.
export type UnlessLiteral<T, Sentence extends string> = T extends string
  ? {} extends Record<T, 1>
    ? T
    : Rule<Sentence>
  : Rule<Sentence>;
