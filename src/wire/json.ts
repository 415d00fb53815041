/** A bulk text on the wire: one text to a list of phones. */
export interface BulkTextJson extends MailingFieldsJson {
  message_type: 'bulk';
  content: { type: 'text'; text: string };
  delivery_list: string[];
}

/** A bulk image on the wire: one image to a list of phones. */
export interface BulkImageJson extends MailingFieldsJson {
  message_type: 'bulk';
  content: { type: 'image'; image_url: string };
  delivery_list: string[];
}

/** A bulk button on the wire: a text with an image and a button to a list of phones. */
export interface BulkButtonJson extends MailingFieldsJson {
  message_type: 'bulk';
  content: { type: 'button'; image_url: string; button_link: string; caption: string; text: string };
  delivery_list: string[];
}

/** A personal text on the wire: each phone has a text of its own. */
export interface PersonalTextJson extends MailingFieldsJson {
  message_type: 'personal';
  content: { type: 'text' };
  delivery_list: { phone: string; text: string }[];
}

/** A personal button on the wire: each phone has a text and a link of its own. */
export interface PersonalButtonJson extends MailingFieldsJson {
  message_type: 'personal';
  content: { type: 'button'; image_url: string; caption: string };
  delivery_list: { phone: string; text: string; button_link: string }[];
}

/** What every mailing on the wire may have. */
export interface MailingFieldsJson {
  /** The id of the sender's name, digits. */
  alphaname_id?: string;
  /** The name of the mailing, a label. */
  name?: string;
  /** When to send, `YYYY-MM-DDTHH:mm:ss` by the account's clock; at once where it is absent. */
  schedule_time?: string;
}

/** A mailing exactly as it goes on the wire. */
export type MailingJson = BulkTextJson | BulkImageJson | BulkButtonJson | PersonalTextJson | PersonalButtonJson;

/** A mailing on the wire that names its sender, as every mailing of a request does. */
export type MailingWithSenderJson = MailingJson & { alphaname_id: string };

/** A request exactly as it goes on the wire. */
export interface RequestJson {
  /** The account's API key. */
  token: string;
  /** A URL to which the API posts its answer. */
  callback_url?: string;
  /** At least one mailing. */
  messages: MailingWithSenderJson[];
}
