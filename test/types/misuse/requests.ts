import { createClient, type MailingRequest, mailing, request } from 'viber-mailing';

declare const token: string, phones: string[], shop: string | undefined;
const composed = mailing().bulk().text('Hello');
const hello = composed.to(phones);
const fromShop = hello.from('444');
const client = createClient({ token });
const clientOfShop = createClient({ token, from: '444' });

// A mailing without a sender.

// THROWS Argument of type 'Mailing<"phones", boolean>' is not assignable to parameter of type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
//   Property '[rule]' is missing in type 'Mailing<"phones", boolean>' but required in type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
request({ token }).add(hello);

// THROWS Argument of type 'Mailing<"phones", boolean>' is not assignable to parameter of type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
//   Property '[rule]' is missing in type 'Mailing<"phones", boolean>' but required in type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
request({ token }).add(fromShop, hello);

// THROWS Property '[rule]' is missing in type 'Mailing<"phones", boolean>' but required in type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
request({ token }).add([fromShop, hello]);

// THROWS Argument of type 'Set<Mailing<"phones", boolean>>' is not assignable to parameter of type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
//   Property '[rule]' is missing in type 'Set<Mailing<"phones", boolean>>' but required in type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
request({ token }).add(new Set([hello]));

// THROWS Argument of type 'Mailing<"phones", boolean>' is not assignable to parameter of type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
//   Property '[rule]' is missing in type 'Mailing<"phones", boolean>' but required in type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
request({ token, from: shop }).add(hello);

// THROWS Argument of type 'Mailing<"phones", boolean>' is not assignable to parameter of type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
//   Property '[rule]' is missing in type 'Mailing<"phones", boolean>' but required in type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
client.send(hello);

// THROWS Property '[rule]' is missing in type 'Mailing<"phones", boolean>' but required in type 'Rule<"a mailing needs a sender: call .from(id) on it, or give `from` to the client or the request">'.
client.send([fromShop, hello]);

// What is no mailing.

// THROWS Argument of type 'BulkText<boolean>' is not assignable to parameter of type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
//   Property '[rule]' is missing in type 'BulkText<boolean>' but required in type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
request({ token, from: '444' }).add(composed);

// THROWS Property '[rule]' is missing in type 'BulkText<boolean>' but required in type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
request({ token, from: '444' }).add([composed]);

// THROWS Argument of type 'Draft<boolean>' is not assignable to parameter of type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
//   Property '[rule]' is missing in type 'Draft<boolean>' but required in type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
request({ token, from: '444' }).add(mailing());

// THROWS Argument of type 'undefined' is not assignable to parameter of type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
request({ token, from: '444' }).add(undefined);

// THROWS Argument of type 'never[]' is not assignable to parameter of type 'Rule<"a request has at least one mailing: give one in .add(…)">'.
//   Property '[rule]' is missing in type 'never[]' but required in type 'Rule<"a request has at least one mailing: give one in .add(…)">'.
request({ token, from: '444' }).add([]);

// THROWS Expected at least 1 arguments, but got 0.
request({ token, from: '444' }).add();

// THROWS Argument of type 'BulkText<boolean>' is not assignable to parameter of type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
//   Property '[rule]' is missing in type 'BulkText<boolean>' but required in type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
clientOfShop.send(composed);

// THROWS Argument of type 'never[]' is not assignable to parameter of type 'Rule<"a request has at least one mailing: give one in .add(…)">'.
//   Property '[rule]' is missing in type 'never[]' but required in type 'Rule<"a request has at least one mailing: give one in .add(…)">'.
clientOfShop.send([]);

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
clientOfShop.send(JSON.stringify(hello));

// THROWS Argument of type 'BulkTextJson | BulkImageJson | BulkButtonJson' is not assignable to parameter of type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
//   Property '[rule]' is missing in type 'BulkTextJson' but required in type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
// 7: Argument of type 'BulkButtonJson | BulkImageJson | BulkTextJson' is not assignable to parameter of type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
//   Property '[rule]' is missing in type 'BulkButtonJson' but required in type 'Rule<"a mailing is what .to(…) gives: end the chain with .to(…), await a promise, or read JSON with parseMailing()">'.
clientOfShop.send(hello.toJSON());

// A request without mailings.

// THROWS Argument of type 'RequestDraft<boolean>' is not assignable to parameter of type 'Rule<"a request has at least one mailing: give one in .add(…)">'.
//   Property '[rule]' is missing in type 'RequestDraft<boolean>' but required in type 'Rule<"a request has at least one mailing: give one in .add(…)">'.
client.send(request({ token }));

// THROWS Property 'toJSON' is missing in type 'RequestDraft<boolean>' but required in type 'MailingRequest<boolean>'.
export const body: MailingRequest = request({ token });

// Options.

// THROWS Expected 1 arguments, but got 0.
request();

// THROWS Argument of type '{ from: string; }' is not assignable to parameter of type 'RequestOptions & CheckedOptions<RequestOptions, RequestOptions>'.
//   Property 'token' is missing in type '{ from: string; }' but required in type 'RequestOptions'.
// 7: Argument of type '{ from: string; }' is not assignable to parameter of type 'RequestOptions & CheckedOptions<RequestOptions, RequestOptions>'.
//   Property 'token' is missing in type '{ from: string; }' but required in type 'RequestOptions'.
request({ from: '444' });

// THROWS Argument of type 'string' is not assignable to parameter of type 'RequestOptions & CheckedOptions<RequestOptions, RequestOptions>'.
//   Type 'string' is not assignable to type 'RequestOptions'.
request(token);

// THROWS Type '""' is not assignable to type '"" & Rule<"a token is required, and the variable that holds it is not set: set it, or mend its name">'.
//   Type 'string' is not assignable to type 'Rule<"a token is required, and the variable that holds it is not set: set it, or mend its name">'.
request({ token: '' });

// THROWS Type '"my token"' is not assignable to type '"my token" & Rule<"a token is the account's API key, printable ASCII without spaces: copy it from the account">'.
//   Type 'string' is not assignable to type 'Rule<"a token is the account's API key, printable ASCII without spaces: copy it from the account">'.
request({ token: 'my token' });

// THROWS Type '"Shop"' is not assignable to type '"Shop" & Rule<"a sender is an id, digits such as '444', not a name: take it from the account">'.
//   Type 'string' is not assignable to type 'Rule<"a sender is an id, digits such as '444', not a name: take it from the account">'.
request({ token, from: 'Shop' });

// THROWS Type '"444"' is not assignable to type '"444" & Rule<"there is no such option or argument: look for a slip in its name, or leave it out">'.
//   Type 'string' is not assignable to type 'Rule<"there is no such option or argument: look for a slip in its name, or leave it out">'.
request({ token, form: '444' });

// THROWS Type '"shop.example.com/hook"' is not assignable to type '"shop.example.com/hook" & Rule<"a link is an absolute http(s) URL without spaces, visible or not: write 'https://shop.example.com/sale'">'.
//   Type 'string' is not assignable to type 'Rule<"a link is an absolute http(s) URL without spaces, visible or not: write 'https://shop.example.com/sale'">'.
request({ token, callbackUrl: 'shop.example.com/hook' });

// THROWS Type '1000' is not assignable to type '1000 & Rule<"there is no such option or argument: look for a slip in its name, or leave it out">'.
//   Type 'number' is not assignable to type 'Rule<"there is no such option or argument: look for a slip in its name, or leave it out">'.
request({ token, timeout: 1000 });

// THROWS Argument of type '{ from: string; }' is not assignable to parameter of type 'ClientOptions & CheckedOptions<ClientOptions, ClientOptions>'.
//   Property 'token' is missing in type '{ from: string; }' but required in type 'ClientOptions'.
// 7: Argument of type '{ from: string; }' is not assignable to parameter of type 'ClientOptions & CheckedOptions<ClientOptions, ClientOptions>'.
//   Property 'token' is missing in type '{ from: string; }' but required in type 'ClientOptions'.
createClient({ from: '444' });

// THROWS Type '"Shop"' is not assignable to type '"Shop" & Rule<"a sender is an id, digits such as '444', not a name: take it from the account">'.
//   Type 'string' is not assignable to type 'Rule<"a sender is an id, digits such as '444', not a name: take it from the account">'.
createClient({ token, from: 'Shop' });

// THROWS Type '1000' is not assignable to type '1000 & Rule<"there is no such option or argument: look for a slip in its name, or leave it out">'.
//   Type 'number' is not assignable to type 'Rule<"there is no such option or argument: look for a slip in its name, or leave it out">'.
createClient({ token, timeOut: 1000 });

// THROWS Type 'boolean' is not assignable to type 'number'.
createClient({ token, retry: true });

// THROWS Property 'attempts' does not exist on type 'RetryNotice'.
createClient({ token, onRetry: ({ attempts }) => attempts });

// THROWS Object literal may only specify known properties, and 'timeout' does not exist in type 'SendOptions'.
clientOfShop.send(hello, { timeout: 1000 });
