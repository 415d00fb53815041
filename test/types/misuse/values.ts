import { mailing } from 'viber-mailing';

declare const text: string, url: string, maybe: string | undefined, date: Date, maybeDate: Date | undefined;
declare const instant: { readonly [Symbol.toStringTag]: 'Temporal.Instant'; readonly epochMilliseconds: number };
declare const local: { readonly [Symbol.toStringTag]: 'Temporal.PlainDateTime' };

// Names and texts.

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a name is not empty: leave it out">'.
mailing('');

// THROWS Argument of type 'number' is not assignable to parameter of type 'string'.
mailing(5);

// THROWS Argument of type '{ name: string; }' is not assignable to parameter of type 'string'.
mailing({ name: 'Black Friday' });

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a name is not empty: leave it out">'.
mailing().named('');

// THROWS Argument of type 'undefined' is not assignable to parameter of type 'string'.
mailing().named(undefined);

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a text is not empty: write one">'.
mailing().bulk().text('');

// THROWS Expected 1 arguments, but got 0.
mailing().bulk().text();

// THROWS Argument of type 'string | undefined' is not assignable to parameter of type 'string'.
//   Type 'undefined' is not assignable to type 'string'.
mailing().bulk().text(maybe);

// THROWS Argument of type 'string[]' is not assignable to parameter of type 'string'.
mailing().bulk().text(['Hello']);

// Senders.

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a sender is an id, digits such as '444', not a name: take it from the account">'.
mailing().from('Shop');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a sender is an id, digits such as '444', not a name: take it from the account">'.
mailing().from('444 ');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a sender is an id, digits such as '444', not a name: take it from the account">'.
mailing().from('');

// THROWS Argument of type 'number' is not assignable to parameter of type 'Rule<"a sender is an id, digits such as '444', not a name: take it from the account">'.
mailing().from(4.5);

// THROWS Argument of type 'number' is not assignable to parameter of type 'Rule<"a sender is an id, digits such as '444', not a name: take it from the account">'.
mailing().from(-444);

// THROWS Argument of type 'string | undefined' is not assignable to parameter of type 'string | number'.
//   Type 'undefined' is not assignable to type 'string | number'.
mailing().from(maybe);

// THROWS Expected 1 arguments, but got 0.
mailing().from();

// Schedules.

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a schedule is YYYY-MM-DDTHH:mm:ss, a time that exists: write '2026-11-27T10:00:00'">'.
mailing().at('tomorrow');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a schedule is YYYY-MM-DDTHH:mm:ss, a time that exists: write '2026-11-27T10:00:00'">'.
mailing().at('2026-11-27');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a schedule is YYYY-MM-DDTHH:mm:ss, a time that exists: write '2026-11-27T10:00:00'">'.
mailing().at('2026-11-27 10:00:00');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a text with Z or an offset, a number and a library's object are moments: .at(new Date(…), 'Europe/Minsk')">'.
mailing().at('2026-11-27T10:00:00Z');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a text with Z or an offset, a number and a library's object are moments: .at(new Date(…), 'Europe/Minsk')">'.
mailing().at('2026-11-27T10:00:00+03:00');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a schedule is YYYY-MM-DDTHH:mm:ss, a time that exists: write '2026-11-27T10:00:00'">'.
mailing().at('2026-27-11T10:00:00');

// THROWS Argument of type 'undefined' is not assignable to parameter of type 'Rule<"an undefined schedule would send at once: leave .at() out, or give a time">'.
mailing().at(undefined);

// THROWS Argument of type 'null' is not assignable to parameter of type 'Rule<"an undefined schedule would send at once: leave .at() out, or give a time">'.
mailing().at(null);

// THROWS Argument of type 'string | undefined' is not assignable to parameter of type 'Rule<"an undefined schedule would send at once: leave .at() out, or give a time">'.
//   Type 'undefined' is not assignable to type 'Rule<"an undefined schedule would send at once: leave .at() out, or give a time">'.
mailing().at(maybe);

// THROWS Argument of type 'Date | undefined' is not assignable to parameter of type 'Rule<"an undefined schedule would send at once: leave .at() out, or give a time">'.
//   Type 'undefined' is not assignable to type 'Rule<"an undefined schedule would send at once: leave .at() out, or give a time">'.
mailing().at(maybeDate);

// THROWS Argument of type 'Date | undefined' is not assignable to parameter of type 'Rule<"an undefined schedule would send at once: leave .at() out, or give a time">'.
//   Type 'undefined' is not assignable to type 'Rule<"an undefined schedule would send at once: leave .at() out, or give a time">'.
mailing().at(maybeDate, 'Europe/Minsk');

// THROWS Argument of type 'Date' is not assignable to parameter of type 'Rule<"an instant needs the time zone of the account: .at(date, 'Europe/Minsk')">'.
//   Property '[rule]' is missing in type 'Date' but required in type 'Rule<"an instant needs the time zone of the account: .at(date, 'Europe/Minsk')">'.
mailing().at(date);

// THROWS Argument of type '{ readonly epochMilliseconds: number; readonly [Symbol.toStringTag]: "Temporal.Instant"; }' is not assignable to parameter of type 'Rule<"an instant needs the time zone of the account: .at(date, 'Europe/Minsk')">'.
//   Property '[rule]' is missing in type '{ readonly epochMilliseconds: number; readonly [Symbol.toStringTag]: "Temporal.Instant"; }' but required in type 'Rule<"an instant needs the time zone of the account: .at(date, 'Europe/Minsk')">'.
// 7: Property '[rule]' is missing in type '{ readonly [Symbol.toStringTag]: "Temporal.Instant"; readonly epochMilliseconds: number; }' but required in type 'Rule<"an instant needs the time zone of the account: .at(date, 'Europe/Minsk')">'.
mailing().at(instant);

// THROWS Argument of type 'number' is not assignable to parameter of type 'Rule<"a text with Z or an offset, a number and a library's object are moments: .at(new Date(…), 'Europe/Minsk')">'.
mailing().at(Date.now());

declare const ofLibrary: { toDate(): Date };
// THROWS Argument of type '{ toDate(): Date; }' is not assignable to parameter of type 'Rule<"a text with Z or an offset, a number and a library's object are moments: .at(new Date(…), 'Europe/Minsk')">'.
//   Property '[rule]' is missing in type '{ toDate(): Date; }' but required in type 'Rule<"a text with Z or an offset, a number and a library's object are moments: .at(new Date(…), 'Europe/Minsk')">'.
mailing().at(ofLibrary);

declare const ofDatePicker: { toDate(zone: string): Date };
// THROWS Argument of type '{ toDate(zone: string): Date; }' is not assignable to parameter of type 'Rule<"a schedule is YYYY-MM-DDTHH:mm:ss, a time that exists: write '2026-11-27T10:00:00'">'.
//   Property '[rule]' is missing in type '{ toDate(zone: string): Date; }' but required in type 'Rule<"a schedule is YYYY-MM-DDTHH:mm:ss, a time that exists: write '2026-11-27T10:00:00'">'.
mailing().at(ofDatePicker);

declare const ofLuxon: { toJSDate(): Date };
// THROWS Argument of type '{ toJSDate(): Date; }' is not assignable to parameter of type 'Rule<"a text with Z or an offset, a number and a library's object are moments: .at(new Date(…), 'Europe/Minsk')">'.
//   Property '[rule]' is missing in type '{ toJSDate(): Date; }' but required in type 'Rule<"a text with Z or an offset, a number and a library's object are moments: .at(new Date(…), 'Europe/Minsk')">'.
mailing().at(ofLuxon, 'Europe/Minsk');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a time zone is an IANA name, Area/City or UTC: write 'Europe/Minsk'">'.
mailing().at(date, '+03:00');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a time zone is an IANA name, Area/City or UTC: write 'Europe/Minsk'">'.
mailing().at(date, 'BST');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"the sign in Etc/GMT+3 is reversed: name a place, such as 'Europe/Minsk'">'.
mailing().at(date, 'Etc/GMT+3');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a local time has no time zone: leave it out, or give a Date">'.
mailing().at('2026-11-27T10:00:00', 'Europe/Minsk');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a local time has no time zone: leave it out, or give a Date">'.
mailing().at(local, 'Europe/Minsk');

// THROWS Expected 1-2 arguments, but got 0.
mailing().at();

// Links and images.

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a link is an absolute http(s) URL without spaces, visible or not: write 'https://shop.example.com/sale'">'.
mailing().bulk().image('sale.jpg');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a link is an absolute http(s) URL without spaces, visible or not: write 'https://shop.example.com/sale'">'.
mailing().bulk().image('ftp://shop.example.com/sale.jpg');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a link is an absolute http(s) URL without spaces, visible or not: write 'https://shop.example.com/sale'">'.
mailing().bulk().image('https://shop.example.com/black friday.jpg');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"an image must be publicly available: give a URL on a public host with a dot in its name, without login">'.
mailing().bulk().image('http://localhost:3000/sale.jpg');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"an image must be publicly available: give a URL on a public host with a dot in its name, without login">'.
mailing().bulk().image('https://intranet/sale.jpg');

// THROWS Argument of type 'string | undefined' is not assignable to parameter of type 'string | UrlObject'.
//   Type 'undefined' is not assignable to type 'string | UrlObject'.
mailing().bulk().image(maybe);

// THROWS Object literal may only specify known properties, and 'url' does not exist in type 'UrlObject'.
mailing().bulk().image({ url });

// The parts of a button.

// THROWS Argument of type '{ caption: string; link: string; image: string; }' is not assignable to parameter of type 'BulkButtonParts<string, string, string, string>'.
//   Property 'text' is missing in type '{ caption: string; link: string; image: string; }' but required in type 'BulkButtonParts<string, string, string, string>'.
mailing().bulk().button({ caption: text, link: url, image: url });

// THROWS Argument of type '{ caption: string; image: string; }' is not assignable to parameter of type 'BulkButtonParts<string, string | UrlObject, string, string>'.
//   Type '{ caption: string; image: string; }' is missing the following properties from type 'BulkButtonParts<string, string | UrlObject, string, string>': link, text
mailing().bulk().button({ caption: text, image: url });

// THROWS Object literal may only specify known properties, and 'url' does not exist in type 'BulkButtonParts<string, string, string, string>'.
mailing().bulk().button({ caption: text, link: url, image: url, text, url });

// THROWS Type 'string' is not assignable to type 'Rule<"a caption is not empty: write one">'.
// THROWS Type 'string' is not assignable to type 'Rule<"a text is not empty: write one">'.
mailing().bulk().button({ caption: '', link: url, image: url, text: '' });

// THROWS Type 'string' is not assignable to type 'Rule<"a link is an absolute http(s) URL without spaces, visible or not: write 'https://shop.example.com/sale'">'.
mailing().bulk().button({ caption: text, link: 'shop.example.com', image: url, text });

// THROWS Type 'string' is not assignable to type 'Rule<"a link must be reachable from outside: give a URL on a public host with a dot in its name">'.
mailing().bulk().button({ caption: text, link: 'http://localhost:3000/pay', image: url, text });

mailing().bulk().button({
  caption: text,
  link: 'https://shop.example.com/a/path/which/goes/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on',
  image: url,
  text,
});

// THROWS Type 'string | undefined' is not assignable to type 'string | UrlObject'.
//   Type 'undefined' is not assignable to type 'string | UrlObject'.
mailing().bulk().button({ caption: text, link: maybe, image: url, text });

// THROWS Argument of type 'string' is not assignable to parameter of type 'BulkButtonParts<string, string | UrlObject, string | UrlObject, string>'.
mailing().bulk().button('Buy');

// THROWS Type 'string' is not assignable to type 'Rule<"in a personal mailing text and link are each recipient's own: give them in .to(…)">'.
mailing().personal().button({ caption: text, image: url, link: url });

// THROWS Type 'string' is not assignable to type 'Rule<"in a personal mailing text and link are each recipient's own: give them in .to(…)">'.
mailing().personal().button({ caption: text, image: url, text });

// THROWS Argument of type '{ caption: string; }' is not assignable to parameter of type 'PersonalButtonParts<string, string | UrlObject>'.
//   Property 'image' is missing in type '{ caption: string; }' but required in type 'PersonalButtonParts<string, string | UrlObject>'.
mailing().personal().button({ caption: text });

// THROWS Object literal may only specify known properties, and 'colour' does not exist in type 'PersonalButtonParts<string, string>'.
mailing().personal().button({ caption: text, image: url, colour: 'red' });
