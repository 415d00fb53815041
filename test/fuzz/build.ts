import { lures } from './lures.ts';
import { mark, markedDigits, type Recipe } from './recipe.ts';

const phone = `37529${markedDigits}01`;
const image = `https://${mark}.example.com/a.jpg`;
const link = `https://${mark}.example.com/pay`;
const rows = [
  { phone, text: `${mark} one`, link },
  { phone: `37533${markedDigits}02`, text: `${mark} two`, link: `${link}/2` },
];
const mailings = [
  {
    alphaname_id: '444',
    message_type: 'bulk',
    content: { type: 'text', text: `${mark} text` },
    delivery_list: [phone, '375291111111'],
  },
  {
    alphaname_id: '444',
    name: `${mark} name`,
    message_type: 'bulk',
    schedule_time: '2026-11-27T10:00:00',
    content: { type: 'button', image_url: image, button_link: link, caption: `${mark} caption`, text: `${mark} text` },
    delivery_list: [phone],
  },
  { alphaname_id: '444', message_type: 'bulk', content: { type: 'image', image_url: image }, delivery_list: [phone] },
  { alphaname_id: '444', message_type: 'personal', content: { type: 'text' }, delivery_list: [{ phone, text: `${mark} text` }] },
  {
    alphaname_id: '444',
    message_type: 'personal',
    content: { type: 'button', image_url: image, caption: `${mark} caption` },
    delivery_list: rows.map(({ phone, text, link }) => ({ phone, text, button_link: link })),
  },
];

/** Faultless values, to be changed. */
const samples = {
  request: { token: `${mark}-token`, callback_url: `${link}/hook`, messages: mailings },
  mailing: mailings[1],
  rows,
  options: { token: `${mark}-token`, from: '444', callbackUrl: `${link}/hook` },
} as const;

/** Makes the value. Each call makes another one. */
export function build(recipe: Recipe): unknown {
  if ('plain' in recipe) return recipe.plain;
  if ('lure' in recipe) return lures[recipe.lure](build(recipe.within));
  const value = structuredClone(samples[recipe.sample]) as object;
  const parts = partsOf(value);
  for (const { part, becomes } of recipe.edits) {
    const { owner, key } = parts[part % parts.length] as Part;
    if (becomes === 'twice') owner[`${key}2`] = owner[key];
    else if (becomes === 'renamed') owner[`${mark} ${key}`] = owner[key];
    else if (becomes !== 'gone') owner[key] = build(becomes);
    if (becomes === 'renamed' || becomes === 'gone') delete owner[key];
  }
  return value;
}

interface Part {
  readonly owner: Record<string, unknown>;
  readonly key: string;
}

/** The parts of a sample, and theirs. */
function partsOf(value: object): Part[] {
  const owner = value as Record<string, unknown>;
  return Object.keys(owner).flatMap((key) => {
    const within = owner[key];
    return [{ owner, key }, ...(typeof within === 'object' && within !== null ? partsOf(within) : [])];
  });
}
