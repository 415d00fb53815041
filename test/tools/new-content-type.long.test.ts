import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

// "The API adds a content type" of CONTRIBUTING.md, followed on a copy: `video`, for bulk mailings.

// The step is written as that of an image is.
const [imageStep] = /^ {2}image\(url[\s\S]*?^ {2}}\n/m.exec(
  readFileSync(new URL('../../src/mailing/builder.ts', import.meta.url), 'utf8'),
) ?? [''];
const videoStep = `\n${imageStep.replaceAll(/image(?!Fault)/g, 'video')}`;

type Edit = readonly [file: string, place: string, text: string];

/** What is written at each place, in front of or in the place of what stands there. */
const steps: Readonly<Record<string, readonly Edit[]>> = {
  'the JSON': [
    [
      'src/wire/types.ts',
      '/** A mailing exactly as it goes on the wire.',
      `/** A bulk video on the wire. */
export interface BulkVideoJson extends MailingFieldsJson {
  /** One message for all. */
  message_type: 'bulk';
  /** The message. */
  content: {
    /** A video alone. */
    type: 'video';
    /** A link to the video, publicly available. */
    video_url: string;
  };
  /** The phones. */
  delivery_list: string[];
}

/** A mailing exactly as it goes on the wire.`,
    ],
  ],
  'the union of mailings': [['src/wire/types.ts', 'export type MailingJson = ', 'export type MailingJson = BulkVideoJson | ']],
  'the field': [
    ['src/wire/content-types.ts', '  image_url: imageFault,\n', '  image_url: imageFault,\n  video_url: imageFault,\n'],
  ],
  'the row of bulk mailings': [
    [
      'src/wire/content-types.ts',
      "    image: { content: ['image_url']",
      "    video: { content: ['video_url'], recipients: 'phones' },\n    image: { content: ['image_url']",
    ],
  ],
  'the row of personal mailings': [
    [
      'src/wire/content-types.ts',
      "    image: { refused: 'personal_image' }",
      "    video: { refused: 'personal_video' },\n    image: { refused: 'personal_image' }",
    ],
  ],
  'the rule': [
    [
      'src/wire/rules.ts',
      "  personal_image: '",
      "  personal_video: 'a video can only be sent in a bulk mailing: use .bulk().video(url)',\n  personal_image: '",
    ],
  ],
  'the rule that lists the types': [['src/wire/rules.ts', "a content type is 'text',", "a content type is 'video', 'text',"]],
  'the rule that lists the steps': [['src/wire/rules.ts', 'call .text(…)', 'call .video(…), .text(…)']],
  'the JSON Schema of the field': [
    [
      'src/wire/json-schema.ts',
      '    image_url: link(',
      "    video_url: link(image_private, { examples: ['https://shop.example.com/sale.mp4'] }, false),\n    image_url: link(",
    ],
  ],
  'the stage': [
    [
      'src/mailing/stages.ts',
      '/** A mailing of any kind without recipients yet.',
      `/** A bulk video without recipients yet. */
export interface BulkVideo<out Sender extends boolean = boolean> extends OptionalSteps<BulkVideo<true>, BulkVideo<Sender>> {
  /** Gives the recipients. */
  readonly to: ToPhones<Sender>;
}

/** A mailing of any kind without recipients yet.`,
    ],
  ],
  'the union of stages': [['src/mailing/stages.ts', '  | BulkImage<Sender>\n', '  | BulkImage<Sender>\n  | BulkVideo<Sender>\n']],
  'the step': [
    [
      'src/mailing/stages.ts',
      '  image<Url',
      '  video<Url extends string | UrlObject>(url: Image<Url>): BulkVideo<Sender>;\n\n  image<Url',
    ],
  ],
  'the step that refuses': [
    [
      'src/mailing/stages.ts',
      '  image(url: Rule<',
      "  video(url: Rule<MailingRules['personal_video']>): never;\n\n  image(url: Rule<",
    ],
  ],
  'the builder': [['src/mailing/builder.ts', imageStep, imageStep + videoStep]],
  'the picture': [
    [
      'src/preview/index.ts',
      "    .with({ message_type: 'bulk', content: { type: P",
      "    .with({ message_type: 'bulk', content: { type: 'video' } }, ({ content: { video_url } }) => ({ text: video_url }))\n    .with({ message_type: 'bulk', content: { type: P",
    ],
  ],
  'the values of the property tests': [
    ['test/wire/any-request.ts', '  image_url: anyImage,\n', '  image_url: anyImage,\n  video_url: anyImage,\n'],
  ],
  'the values of the tests of kinds': [
    [
      'test/wire/content-types.test.ts',
      "image_url: 'https://cdn",
      "video_url: 'https://cdn.shop.example.com/sale.mp4', image_url: 'https://cdn",
    ],
    ['test/wire/content-types.test.ts', "image_url: 'image',", "image_url: 'image', video_url: 'video',"],
  ],
  'the chains of the property tests': [
    [
      'test/mailing/any-chain.test.ts',
      "      if (type === 'image') return",
      "      if (type === 'video') return stage.video(untyped(content).video_url);\n      if (type === 'image') return",
    ],
    [
      'test/mailing/any-chain.test.ts',
      '    image_url: [\n',
      "    video_url: [\n      ['a.by/v.mp4', 'link_format'],\n      ['http://10.0.0.1/', 'image_private'],\n    ],\n    image_url: [\n",
    ],
  ],
  'the test of the rule': [
    [
      'test/wire/rules.test.ts',
      '  personal_image: [',
      "  personal_video: ['content.type', () => personal.video(image)],\n  personal_image: [",
    ],
  ],
  'the source of the rule': [
    ['docs/site/rule-sources.ts', '  personal_image: [', "  personal_video: ['API'],\n  personal_image: ["],
  ],
  'the rule in Russian': [
    [
      'docs/ru/rules.ts',
      '  personal_image: [',
      "  personal_video: ['видео можно отправить только массовой рассылкой', 'используйте `.bulk().video(url)`'],\n  personal_image: [",
    ],
  ],
};

/** The tests that know all content types. */
const first = [
  'test/wire/content-types',
  'test/mailing/any-chain',
  'test/wire/rules',
  'test/wire/schema-json',
  'test/docs/rules-page',
];

/** Written by `vitest -u`, once the rest is done. */
const written = [
  { what: 'the JSON Schema files', test: 'test/wire/schema-json' },
  { what: 'the page of rules', test: 'test/docs/rules-page' },
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const copied = ['src', 'test', 'docs', 'package.json', 'tsconfig.json', 'vitest.config.ts', 'README.md', 'CHANGELOG.md'];
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'viber-mailing-new-type-')));

// The tests that whoever adds a type runs first. Those of the documentation are of the built package otherwise.
const config = `import base, { sources } from './vitest.config.ts';
export default { resolve: { alias: sources }, test: { root: '.', testTimeout: 300_000, include: [
  'test/{wire,mailing,preview,sandbox}/**/*.test.ts', 'test/docs/rules-page.test.ts'
], exclude: ['**/*.long.test.ts'] } };
`;

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const path of copied) {
    cpSync(join(root, path), join(folder, path), { recursive: true, filter: (source) => !/\/(?:node_modules|dist)$/.test(source) });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'vitest.new-type.ts'), config);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function follow(forgotten?: string): void {
  for (const [name, edits] of Object.entries(steps)) {
    if (name === forgotten) continue;
    for (const [file, place, text] of edits) {
      const path = join(folder, file);
      const before = readFileSync(path, 'utf8');
      expect(before.split(place).length, `${file}: ${place}`).toBe(2);
      writeFileSync(
        path,
        before.replace(place, () => text),
      );
    }
  }
}

/** What the compiler says, or else what the tests say. */
function complaint(...filters: string[]): string {
  return types() || tests(...filters);
}

function types(): string {
  return run(process.execPath, 'node_modules/typescript-7/bin/tsc', '-p', 'test', '--pretty', 'false', '--noUnusedLocals', 'false');
}

function tests(...args: string[]): string {
  return run('npx', '--no-install', 'vitest', 'run', '--config', 'vitest.new-type.ts', ...args);
}

function run(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', CI: 'true' },
  });
  return status === 0 ? '' : `${stdout}${stderr}` || 'failed';
}

describe('a content type that is added as CONTRIBUTING says', () => {
  it('compiles, passes, and is composed, read, drawn and accepted', () => {
    follow();
    tests(...written.map(({ test }) => test), '-u');
    expect(complaint()).toBe('');
    writeFileSync(
      join(folder, 'test/wire/video.test.ts'),
      `import { createClient, mailing, parseMailing } from 'viber-mailing';
import { preview } from 'viber-mailing/preview';
import { createSandbox } from 'viber-mailing/sandbox';
import { expect, test } from 'vitest';
test('video', async () => {
  const video = mailing().from('444').bulk().video('https://shop.example.com/sale.mp4').to(['375291111111']);
  const json = '{"alphaname_id":"444","message_type":"bulk","content":{"type":"video","video_url":"https://shop.example.com/sale.mp4"},"delivery_list":["375291111111"]}';
  expect(JSON.stringify(video)).toBe(json);
  expect(JSON.stringify(parseMailing(JSON.parse(json)))).toBe(json);
  expect(() => parseMailing({ ...JSON.parse(json), message_type: 'personal' })).toThrow('(personal_video)');
  expect(preview(video)).toContain('shop.example.com');
  const sandbox = createSandbox();
  await createClient({ token: 'my-token', fetch: sandbox.fetch }).send(video);
  expect(JSON.stringify(sandbox.requests[0]?.messages)).toBe('[' + json + ']');
});
`,
    );
    expect(complaint()).toBe('');
  });

  it.each(Object.keys(steps))('is noticed where this is forgotten: %s', (forgotten) => {
    follow(forgotten);
    if (types() !== '') return;
    tests(...written.map(({ test }) => test), '-u');
    expect(tests(...first)).not.toBe('');
  });

  it.each(written)('is noticed where this is not written again: $what', ({ what }) => {
    follow();
    tests(...written.filter((each) => each.what !== what).map(({ test }) => test), '-u');
    expect(tests(...first)).toContain('mismatched');
  });
});

it('CONTRIBUTING names each file of it', () => {
  const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const files = new Set(Object.values(steps).flatMap((edits) => edits.map(([file]) => file)));
  expect([...files].filter((file) => !guide.includes(`\`${file}\``))).toEqual([]);
});
