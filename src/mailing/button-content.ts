import { Faults } from '../wire/issue.js';
import type { MailingJson } from '../wire/json.js';
import { buttonLinkFault, imageFault, linkText } from '../wire/link.js';
import { readParts, type TakeParts } from '../wire/parts.js';
import { mailingRules } from '../wire/rules.js';
import { textFault } from '../wire/text.js';

/** A button's content from the parts given to `button`, all faults of them at once. */
export function buttonContent(type: 'bulk' | 'personal', given: unknown): MailingJson['content'] {
  const personal = type === 'personal';
  const wrongParts = personal ? 'button_parts' : 'bulk_parts';
  const { parts, others } = readParts(mailingRules, given, takeParts, wrongParts, 'content');
  const { caption, text } = parts;
  const link = linkText(parts['link']);
  const image = linkText(parts['image']);
  const faults = new Faults(mailingRules);
  faults.add(imageFault(image), 'content.image_url');
  faults.add(personal ? ownPart(link) : buttonLinkFault(link), 'content.button_link');
  faults.add(textFault(caption, 'caption_empty'), 'content.caption');
  faults.add(personal ? ownPart(text) : textFault(text, 'text_empty'), 'content.text');
  if (others.length > 0) faults.add(wrongParts, 'content');
  faults.refuse();
  return (
    personal
      ? { type: 'button', image_url: image, caption }
      : { type: 'button', image_url: image, button_link: link, caption, text }
  ) as MailingJson['content'];
}

const takeParts: TakeParts = ({ caption, link, image, text }) => ({ caption, link, image, text });

/** What is each recipient's own in a personal mailing, and no part of its content. */
export function ownPart(value: unknown): 'personal_parts' | undefined {
  return value === undefined ? undefined : 'personal_parts';
}
