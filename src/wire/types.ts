/** What every mailing on the wire may have. */
export interface MailingFieldsJson {
  /** The id of the sender's name, digits. */
  alphaname_id?: string;
  /** The name of the mailing, a label. */
  name?: string;
  /** When to send, `YYYY-MM-DDTHH:mm:ss` by the account's clock; at once where it is absent. */
  schedule_time?: string;
}

/** A bulk text on the wire: one text to a list of phones. */
export interface BulkTextJson extends MailingFieldsJson {
  /** One message for all. */
  message_type: 'bulk';
  /** The message. */
  content: {
    /** A text alone. */
    type: 'text';
    /** What the recipients read. */
    text: string;
  };
  /** The phones. */
  delivery_list: string[];
}

/** A bulk image on the wire: one image to a list of phones. */
export interface BulkImageJson extends MailingFieldsJson {
  /** One message for all. */
  message_type: 'bulk';
  /** The message. */
  content: {
    /** An image alone. */
    type: 'image';
    /** A link to the image, publicly available. */
    image_url: string;
  };
  /** The phones. */
  delivery_list: string[];
}

/** A bulk button on the wire: a text with an image and a button to a list of phones. */
export interface BulkButtonJson extends MailingFieldsJson {
  /** One message for all. */
  message_type: 'bulk';
  /** The message. */
  content: {
    /** A text with an image and a button. */
    type: 'button';
    /** A link to the image, publicly available. */
    image_url: string;
    /** What the button opens, at most 150 characters. */
    button_link: string;
    /** What the button says. */
    caption: string;
    /** What the recipients read. */
    text: string;
  };
  /** The phones. */
  delivery_list: string[];
}

/** A personal text on the wire: each phone has a text of its own. */
export interface PersonalTextJson extends MailingFieldsJson {
  /** A message for each. */
  message_type: 'personal';
  /** What the messages have in common. */
  content: {
    /** A text alone. */
    type: 'text';
  };
  /** The recipients. */
  delivery_list: {
    /** The recipient's phone. */
    phone: string;
    /** What the recipient reads. */
    text: string;
  }[];
}

/** A personal button on the wire: each phone has a text and a link of its own. */
export interface PersonalButtonJson extends MailingFieldsJson {
  /** A message for each. */
  message_type: 'personal';
  /** What the messages have in common. */
  content: {
    /** A text with an image and a button. */
    type: 'button';
    /** A link to the image, publicly available. */
    image_url: string;
    /** What the button says. */
    caption: string;
  };
  /** The recipients. */
  delivery_list: {
    /** The recipient's phone. */
    phone: string;
    /** What the recipient reads. */
    text: string;
    /** What the recipient's button opens, at most 150 characters. */
    button_link: string;
  }[];
}

/** A mailing exactly as it goes on the wire. */
export type MailingJson = BulkTextJson | BulkImageJson | BulkButtonJson | PersonalTextJson | PersonalButtonJson;

/** A mailing on the wire that names its sender, as every mailing of a request does. */
export type MailingWithSenderJson = MailingJson & {
  /** The id of the sender's name, digits. */
  alphaname_id: string;
};

/** A request exactly as it goes on the wire. */
export interface RequestJson {
  /** The account's API key. */
  token: string;
  /** A URL to which the API posts its answer. */
  callback_url?: string;
  /** At least one mailing. */
  messages: MailingWithSenderJson[];
}
