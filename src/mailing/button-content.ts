import { InvalidInputError, refuse } from '../wire/invalid-input-error.js';
import { Faults } from '../wire/issue.js';
import type { MailingJson } from '../wire/json.js';
import { buttonLinkFault, imageFault, linkText } from '../wire/link.js';
import { mailingRules } from '../wire/rules.js';
import { textFault } from '../wire/text.js';

/** A button's content from the parts given to `button`, all faults of them at once. */
export function buttonContent(type: 'bulk' | 'personal', parts: unknown): MailingJson['content'] {
  const personal = type === 'personal';
  const wrongParts = personal ? 'button_parts' : 'bulk_parts';
  if (typeof parts !== 'object' || parts === null) refuse(mailingRules, wrongParts, 'content');
  let caption: unknown;
  let link: unknown;
  let image: unknown;
  let text: unknown;
  let hasOthers: boolean;
  try {
    ({ caption, link, image, text } = parts as Record<string, unknown>);
    hasOthers = Object.keys(parts).some((key) => !partNames.includes(key));
  } catch {
    return refuse(mailingRules, 'unreadable', 'content');
  }
  link = linkText(link);
  image = linkText(image);
  const faults = new Faults(mailingRules);
  faults.add(imageFault(image), 'content.image_url');
  if (personal) faults.add(link === undefined ? undefined : 'personal_parts', 'content.button_link');
  else faults.add(buttonLinkFault(link), 'content.button_link');
  faults.add(textFault(caption, 'caption_empty'), 'content.caption');
  if (personal) faults.add(text === undefined ? undefined : 'personal_parts', 'content.text');
  else faults.add(textFault(text, 'text_empty'), 'content.text');
  if (hasOthers) faults.add(wrongParts, 'content');
  if (faults.total > 0) throw new InvalidInputError(faults.issues);
  return personal
    ? { type: 'button', image_url: image as string, caption: caption as string }
    : { type: 'button', image_url: image as string, button_link: link as string, caption: caption as string, text: text as string };
}

const partNames: readonly string[] = ['caption', 'link', 'image', 'text'];
