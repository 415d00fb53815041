import {
  type BulkDraft,
  type BulkImage,
  type Client,
  type ClientWithSender,
  type Composed,
  createClient,
  type Draft,
  type Mailing,
  type MailingWithSender,
  mailing,
  type PersonalText,
  type RequestDraft,
  request,
} from 'viber-mailing';

declare const token: string, phones: string[], any: Mailing, composed: Composed;
declare function sendImage(image: BulkImage): void;
declare function queue(mailing: MailingWithSender): void;
const bulk = mailing().bulk().text('Hello');

// A kind that is not known.

// THROWS This expression is not callable.
//   Each member of the union type 'ToPhones<boolean> | ToTexts<boolean> | ToButtons<boolean>' has signatures, but none of those signatures are compatible with each other.
// 7: This expression is not callable.
//   Each member of the union type 'ToButtons<boolean> | ToPhones<boolean> | ToTexts<boolean>' has signatures, but none of those signatures are compatible with each other.
any.to(phones);

// THROWS This expression is not callable.
//   Each member of the union type 'ToPhones<boolean> | ToTexts<boolean> | ToButtons<boolean>' has signatures, but none of those signatures are compatible with each other.
// 7: This expression is not callable.
//   Each member of the union type 'ToButtons<boolean> | ToPhones<boolean> | ToTexts<boolean>' has signatures, but none of those signatures are compatible with each other.
composed.to(phones);

// THROWS Type 'Mailing<RecipientKind, boolean>' is not assignable to type 'Mailing<"phones", boolean>'.
//   Type 'RecipientKind' is not assignable to type '"phones"'.
//     Type '"texts"' is not assignable to type '"phones"'.
// 7: Type 'Mailing<RecipientKind, boolean>' is not assignable to type 'Mailing<"phones", boolean>'.
//   Type 'RecipientKind' is not assignable to type '"phones"'.
//     Type '"buttons"' is not assignable to type '"phones"'.
export const phoneMailing: Mailing<'phones'> = any;

// Another kind.

// THROWS Type 'Mailing<"phones", boolean>' is not assignable to type 'Mailing<"texts", boolean>'.
//   Type '"phones"' is not assignable to type '"texts"'.
export const texts: Mailing<'texts'> = bulk.to(phones);

// THROWS Type 'BulkText<boolean>' is not assignable to type 'PersonalText<boolean>'.
//   The types returned by 'to(...)' are incompatible between these types.
//     Type 'Mailing<"phones", boolean>' is not assignable to type 'Mailing<"texts", boolean>'.
//       Type '"phones"' is not assignable to type '"texts"'.
export const personal: PersonalText = bulk;

// Another stage.

// THROWS Argument of type 'BulkDraft<boolean>' is not assignable to parameter of type 'BulkImage<boolean>'.
//   Property 'to' is missing in type 'BulkDraft<boolean>' but required in type 'BulkImage<boolean>'.
sendImage(mailing().bulk());

// THROWS Type 'BulkDraft<boolean>' is missing the following properties from type 'Draft<boolean>': bulk, personal
export const draft: Draft = mailing().bulk();

// THROWS Type 'Draft<boolean>' is missing the following properties from type 'BulkDraft<boolean>': text, image, button
export const bulkDraft: BulkDraft = mailing();

// THROWS Type 'BulkText<boolean>' is missing the following properties from type 'Mailing<RecipientKind, boolean>': unique, size, skipped, toJSON
export const early: Mailing = bulk;

// Without a sender, where one is wanted.

// THROWS Type 'Draft<boolean>' is not assignable to type 'Draft<true>'.
//   Type 'boolean' is not assignable to type 'true'.
export const withSender: Draft<true> = mailing();

// THROWS Argument of type 'Mailing<"phones", boolean>' is not assignable to parameter of type 'MailingWithSender'.
//   Type 'boolean' is not assignable to type 'true'.
queue(bulk.to(phones));

// THROWS Type 'RequestDraft<boolean>' is not assignable to type 'RequestDraft<true>'.
//   Type 'boolean' is not assignable to type 'true'.
export const requestWithSender: RequestDraft<true> = request({ token });

// THROWS Type 'Client' is not assignable to type 'ClientWithSender'.
//   Types of property '[defaultSender]' are incompatible.
//     Type '"has a sender" | "has no sender: give `from` to createClient()" | undefined' is not assignable to type '"has a sender" | undefined'.
//       Type '"has no sender: give `from` to createClient()"' is not assignable to type '"has a sender"'.
export const clientWithSender: ClientWithSender = createClient({ token });

// THROWS Type '(client: ClientWithSender) => Promise<Receipt>' is not assignable to type '(client: Client) => void'.
//   Types of parameters 'client' and 'client' are incompatible.
//     Type 'Client' is not assignable to type 'ClientWithSender'.
//       Types of property '[defaultSender]' are incompatible.
//         Type '"has a sender" | "has no sender: give `from` to createClient()" | undefined' is not assignable to type '"has a sender" | undefined'.
//           Type '"has no sender: give `from` to createClient()"' is not assignable to type '"has a sender"'.
export const sends: (client: Client) => void = (client: ClientWithSender) => client.send(bulk.to(phones));
