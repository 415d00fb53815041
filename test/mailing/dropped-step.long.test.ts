import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const packages = { eslint: '9.39.5', typescript: '5.9.3', 'typescript-eslint': '8.74.0', 'eslint-plugin-functional': '10.0.1' };
const folder = mkdtempSync(join(tmpdir(), 'dropped-step-'));
const guide = readFileSync(new URL('../../docs/guides/schedules.md', import.meta.url), 'utf8');

const code = `const draft: any = mailing('Sale').from('444');
draft.at('2026-11-27T10:00:00');
draft.bulk().text('Hello').to(['375291111111']).unique();
phones.push('375292222222');
let later = draft.at('2026-11-27T10:00:00');
later = later.named('Sale');
console.log(later);
[1, 2].forEach((hour) => send(draft.at(hour)));
`;
const declared = `declare function mailing(name: string): any;
declare function send(what: unknown): void;
declare const phones: string[];
`;

beforeAll(() => {
  mkdirSync(join(folder, 'src/mailings'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies: packages }));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true }, include: ['src'] }));
  writeFileSync(join(folder, 'src/mailings/sale.ts'), declared + code);
  writeFileSync(join(folder, 'src/mailings/sale.js'), code.replace(': any', ''));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lines that a configuration finds fault with, and the rules. */
function found(file: string, configuration: string): string[] {
  writeFileSync(join(folder, 'eslint.config.js'), configuration);
  let said: string;
  try {
    said = execFileSync('npx', ['eslint', '--format', 'json', `src/mailings/${file}`], { cwd: folder, encoding: 'utf8' });
  } catch (error) {
    said = (error as { stdout: string }).stdout;
  }
  const offset = file.endsWith('.ts') ? declared.split('\n').length - 1 : 0;
  return JSON.parse(said)[0].messages.map(({ line, ruleId }: { line: number; ruleId: string }) => `${line - offset} ${ruleId}`);
}

const [, documented = ''] = /```js\n\/\/ eslint.config.js\n(.*?)```/s.exec(guide) ?? [];
const dropped = ['2 no-restricted-syntax', '3 no-restricted-syntax'];

it('is found by the rule that the guide gives, without types', () => {
  expect(found('sale.js', documented)).toEqual(dropped);
});

it('is found by it with types, and by no strict rule of typescript-eslint', () => {
  const typed = `import tseslint from 'typescript-eslint';
const strict = tseslint.configs.strictTypeChecked.concat({ languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } });
const unused = { rules: { '@typescript-eslint/no-unused-expressions': 'error' } };
`;
  const unsafe = /no-unsafe|no-explicit-any|no-confusing/;
  const strict = found('sale.ts', `${typed}export default [...strict, unused];`).filter((fault) => !unsafe.test(fault));
  expect(strict).toEqual([]);
  const both = found('sale.ts', `${typed}${documented.replace('export default [', 'export default [...strict, unused,')}`);
  expect(both.filter((fault) => !unsafe.test(fault))).toEqual(dropped);
});

it('is found by eslint-plugin-functional, as is every other dropped result', () => {
  const configuration = `import functional from 'eslint-plugin-functional';
import tseslint from 'typescript-eslint';
export default [{
  files: ['**/*.ts'],
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  plugins: { functional },
  rules: { 'functional/no-expression-statements': ['error', { ignoreVoid: true }] },
}];`;
  const lines = found('sale.ts', configuration);
  for (const line of [2, 3, 4]) expect(lines).toContain(`${line} functional/no-expression-statements`);
  expect(lines).not.toContain('7 functional/no-expression-statements');
});
