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
  let others: readonly string[];
  try {
    ({ caption, text } = parts as Record<string, unknown>);
    link = linkText((parts as Record<string, unknown>)['link']);
    image = linkText((parts as Record<string, unknown>)['image']);
    others = Object.keys(parts).filter((key) => !partNames.includes(key));
  } catch {
    return refuse(mailingRules, 'unreadable', 'content');
  }
  const faults = new Faults(mailingRules);
  const check = (code: keyof typeof mailingRules | undefined, path: string) => {
    if (code !== undefined) faults.add(code, path);
  };
  check(imageFault(image), 'content.image_url');
  if (personal) check(link === undefined ? undefined : 'personal_parts', 'content.button_link');
  else check(buttonLinkFault(link), 'content.button_link');
  check(textFault(caption, 'caption_empty'), 'content.caption');
  if (personal) check(text === undefined ? undefined : 'personal_parts', 'content.text');
  else check(textFault(text, 'text_empty'), 'content.text');
  if (others.length > 0) check(wrongParts, 'content');
  if (faults.total > 0) throw new InvalidInputError(faults.issues);
  return personal
    ? { type: 'button', image_url: image as string, caption: caption as string }
    : { type: 'button', image_url: image as string, button_link: link as string, caption: caption as string, text: text as string };
}

const partNames: readonly string[] = ['caption', 'link', 'image', 'text'];
