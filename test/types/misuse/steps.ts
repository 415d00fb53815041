// Steps that are out of place are absent, and those that people try say what comes first.

import { mailing, request } from 'viber-mailing';

declare const text: string, url: string, phones: string[];

// THROWS Argument of type 'string[]' is not assignable to parameter of type 'Rule<"a mailing is bulk or personal: call .bulk() or .personal() first">'.
//   Property '[rule]' is missing in type 'string[]' but required in type 'Rule<"a mailing is bulk or personal: call .bulk() or .personal() first">'.
mailing().to(phones);

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a mailing is bulk or personal: call .bulk() or .personal() first">'.
mailing().text('Hello');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a mailing is bulk or personal: call .bulk() or .personal() first">'.
mailing().image(url);

// THROWS Object literal may only specify known properties, and 'caption' does not exist in type 'Rule<"a mailing is bulk or personal: call .bulk() or .personal() first">'.
mailing().button({ caption: text, link: url, image: url, text });

// THROWS Property 'unique' does not exist on type 'Draft<boolean>'.
mailing().unique();

// THROWS Property 'toJSON' does not exist on type 'Draft<boolean>'.
mailing().toJSON();

// THROWS Argument of type 'string[]' is not assignable to parameter of type 'Rule<"a mailing has a content: call .text(…), .image(…) or .button(…) before .to(…)">'.
//   Property '[rule]' is missing in type 'string[]' but required in type 'Rule<"a mailing has a content: call .text(…), .image(…) or .button(…) before .to(…)">'.
mailing().bulk().to(phones);

// THROWS Argument of type 'string[]' is not assignable to parameter of type 'Rule<"a mailing has a content: call .text(…), .image(…) or .button(…) before .to(…)">'.
//   Property '[rule]' is missing in type 'string[]' but required in type 'Rule<"a mailing has a content: call .text(…), .image(…) or .button(…) before .to(…)">'.
mailing()
  .bulk()
  .to(phones, (phone: string) => phone);

// THROWS Expected at least 1 arguments, but got 0.
mailing().bulk().to();

// THROWS Property 'tox' does not exist on type 'BulkDraft<boolean>'.
mailing().bulk().tox(phones);

// THROWS Property 'bulk' does not exist on type 'BulkDraft<boolean>'.
mailing().bulk().bulk();

// THROWS Property 'personal' does not exist on type 'BulkDraft<boolean>'.
mailing().bulk().personal();

// THROWS Property 'toJSON' does not exist on type 'BulkDraft<boolean>'.
mailing().bulk().toJSON();

// THROWS Argument of type '{ phone: string; text: string; }[]' is not assignable to parameter of type 'Rule<"a mailing has a content: call .text(…), .image(…) or .button(…) before .to(…)">'.
//   Property '[rule]' is missing in type '{ phone: string; text: string; }[]' but required in type 'Rule<"a mailing has a content: call .text(…), .image(…) or .button(…) before .to(…)">'.
mailing()
  .personal()
  .to([{ phone: text, text }]);

// THROWS Property 'bulk' does not exist on type 'PersonalDraft<boolean>'.
mailing().personal().bulk();

// THROWS Property 'bulk' does not exist on type 'BulkText<boolean>'.
mailing().bulk().text('Hello').bulk();

// THROWS Property 'text' does not exist on type 'BulkText<boolean>'.
mailing().bulk().text('Hello').text('Hello again');

// THROWS Property 'image' does not exist on type 'BulkText<boolean>'.
mailing().bulk().text('Hello').image(url);

// THROWS Property 'text' does not exist on type 'BulkImage<boolean>'.
mailing().bulk().image(url).text('Hello');

// THROWS Property 'button' does not exist on type 'BulkImage<boolean>'.
mailing().bulk().image(url).button({ caption: text, link: url, image: url, text });

// THROWS Property 'toJSON' does not exist on type 'BulkText<boolean>'.
mailing().bulk().text('Hello').toJSON();

// THROWS Property 'unique' does not exist on type 'BulkText<boolean>'.
mailing().bulk().text('Hello').unique();

// THROWS Property 'text' does not exist on type 'PersonalText<boolean>'.
mailing().personal().text().text();

// THROWS Property 'button' does not exist on type 'PersonalText<boolean>'.
mailing().personal().text().button({ caption: text, image: url });

// THROWS Property 'unique' does not exist on type 'PersonalButton<boolean>'.
mailing().personal().button({ caption: text, image: url }).unique();

// THROWS Property 'text' does not exist on type 'Mailing<"phones", boolean>'.
mailing().bulk().text('Hello').to(phones).text('Hello again');

// THROWS Property 'personal' does not exist on type 'Mailing<"phones", boolean>'.
mailing().bulk().text('Hello').to(phones).personal();

// THROWS Property 'send' does not exist on type 'Mailing<"phones", boolean>'.
mailing().bulk().text('Hello').to(phones).send();

// THROWS Property 'toJSON' does not exist on type 'RequestDraft<boolean>'.
request({ token: text }).toJSON();

// Steps under other names.

// THROWS Property 'name' does not exist on type 'Draft<boolean>'. Did you mean 'named'?
mailing().name('Black Friday');

// THROWS Property 'schedule' does not exist on type 'Draft<boolean>'.
mailing().schedule('2026-11-27T10:00:00');

// THROWS Property 'sender' does not exist on type 'Draft<boolean>'.
mailing().sender('444');

// THROWS Property 'photo' does not exist on type 'BulkDraft<boolean>'.
mailing().bulk().photo(url);

// THROWS Property 'images' does not exist on type 'BulkDraft<boolean>'. Did you mean 'image'?
mailing().bulk().images(url);

// THROWS Property 'uniq' does not exist on type 'Mailing<"phones", boolean>'.
mailing().bulk().text('Hello').to(phones).uniq();

// THROWS Property 'bulk' does not exist on type '<Name extends string>(name?: (Name extends "" ? Rule<"a name is not empty: leave it out"> : Name) | undefined) => Draft<boolean>'.
mailing.bulk();

// What the API does not have, and a step that is there to say so.

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"an image can only be sent in a bulk mailing: use .bulk().image(url)">'.
mailing().personal().image(url);

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"an image can only be sent in a bulk mailing: use .bulk().image(url)">'.
mailing().personal().image('https://shop.example.com/sale.jpg');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"in a personal mailing text and link are each recipient's own: give them in .to(…)">'.
mailing().personal().text('Hello');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"in a personal mailing text and link are each recipient's own: give them in .to(…)">'.
mailing().personal().text(text);

// Fields that nobody declared.

// THROWS Object literal may only specify known properties, and 'ttl' does not exist in type 'Partial<ExtraMailingFields>'.
mailing().extra({ ttl: 3600 });

// THROWS Object literal may only specify known properties, and 'name' does not exist in type 'Partial<ExtraMailingFields>'.
mailing().extra({ name: 'Black Friday' });

// THROWS Object literal may only specify known properties, and 'tag' does not exist in type 'Partial<ExtraRequestFields>'.
request({ token: text }).extra({ tag: 'sale' });
