import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compile, newest, run, strictest } from './compile.ts';

const library = `import { createClient, mailing, request } from 'viber-mailing';

export const draft = mailing('Black Friday').from('444');
export const bulk = mailing().bulk();
export const image = bulk.image('https://shop.example.com/sale.jpg');
export const personal = draft.personal().button({ caption: 'Pay', image: 'https://shop.example.com/invoice.jpg' });
export const hello = bulk.text('Hello').to(['375291111111']);
export const rows = personal.to([{ id: 1, tel: '375291111111' }], ({ id, tel }) => ({
  phone: tel,
  text: 'Your invoice',
  link: \`https://shop.example.com/\${id}\`,
}));
export const body = request({ token: 'my-token', from: '444' }).add(hello, rows);
export const client = createClient({ token: 'my-token', from: '444' });
export const plain = createClient({ token: 'my-token' });
export const greet = (name: string) => mailing(name).bulk().text(\`Hello \${name}\`);
export const send = (to: Iterable<string>) => client.send(image.to(to));
export class Shop {
  readonly notice = mailing().personal().text();
  remind = (phone: string, text: string) => this.notice.to([{ phone, text }]).at('2026-11-27T10:00:00');
}
`;

const declared = `export declare const draft: import("viber-mailing").Draft<true>;
export declare const bulk: import("viber-mailing").BulkDraft<boolean>;
export declare const image: import("viber-mailing").BulkImage<boolean>;
export declare const personal: import("viber-mailing").PersonalButton<true>;
export declare const hello: import("viber-mailing").Mailing<"phones", boolean>;
export declare const rows: import("viber-mailing").Mailing<"buttons", true>;
export declare const body: import("viber-mailing").MailingRequest<true>;
export declare const client: import("viber-mailing").ClientWithSender;
export declare const plain: import("viber-mailing").Client;
export declare const greet: (name: string) => import("viber-mailing").BulkText<boolean>;
export declare const send: (to: Iterable<string>) => Promise<import("viber-mailing").Receipt>;
export declare class Shop {
    readonly notice: import("viber-mailing").PersonalText<boolean>;
    remind: (phone: string, text: string) => import("viber-mailing").Mailing<"texts", boolean>;
}
`;

const emitting = { ...strictest, noEmit: false, declaration: true, composite: true, outDir: 'dist', rootDir: '.' };

test.each(newest)("what a library infers has names in the library's own declarations: %s", (compiler) => {
  const { complaints, folder } = compile(compiler, { 'library.mts': library }, emitting);
  expect(complaints).toEqual([]);
  expect(readFileSync(join(folder, 'dist/library.d.mts'), 'utf8').replaceAll("'", '"')).toBe(declared);
});

test.each(newest)('and is used by another project of the same build: %s', (compiler) => {
  const shop = `import { body, client, greet, hello, image, Shop } from '../library/library.mjs';
export const more = body.add(greet('Anna').to(hello.size > 0 ? ['375291111111'] : new Set<string>()), image.from('444').to('375292222222'));
export const sent = client.send([new Shop().remind('375291111111', 'Soon'), hello]);
// @ts-expect-error a list of phones
new Shop().notice.to(['375291111111']);
`;
  const project = (references: object[]) => JSON.stringify({ compilerOptions: emitting, references });
  const { folder } = compile(compiler, {
    'tsconfig.json': JSON.stringify({ files: [], references: [{ path: 'shop' }] }),
    'library/tsconfig.json': project([]),
    'library/library.mts': library,
    'shop/tsconfig.json': project([{ path: '../library' }]),
    'shop/shop.mts': shop,
  });
  expect(run(compiler, folder, ['--build']).complaints).toEqual([]);
  expect(readFileSync(join(folder, 'shop/dist/shop.d.mts'), 'utf8').replaceAll("'", '"')).toBe(
    `export declare const more: import("viber-mailing").MailingRequest<true>;
export declare const sent: Promise<import("viber-mailing").Receipt>;
`,
  );
});
