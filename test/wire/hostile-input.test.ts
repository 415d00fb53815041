import { parseRequest } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { imageFault } from '../../src/wire/link.js';
import { thrown } from './thrown.js';

const bulk = (delivery_list: unknown[]) => ({
  alphaname_id: '444',
  message_type: 'bulk',
  content: { type: 'text', text: 'Hello' },
  delivery_list,
});
const faulty = (length: number) => Array.from({ length }, () => '+375291111111');

function faultsOf(messages: unknown[], others: object = {}): { paths: string[]; total: number } {
  const { issues, total } = thrown(() => parseRequest({ token: 'my-token', messages, ...others }));
  return { paths: issues.map(({ path }) => path), total };
}

describe('of more faults than 100 in JSON, the first 100 are worded and the others counted', () => {
  it('in a list of recipients', () => {
    const { paths, total } = faultsOf([bulk(['375291111111', ...faulty(250)])]);
    expect(paths).toEqual(Array.from({ length: 100 }, (_, index) => `messages[0].delivery_list[${index + 1}]`));
    expect(total).toBe(250);
  });

  it('in recipients with several faults each', () => {
    const rows = Array.from({ length: 70 }, () => ({ phone: '', text: '', note: 1 }));
    const { paths, total } = faultsOf([{ ...bulk(rows), message_type: 'personal', content: { type: 'text' } }]);
    expect(paths).toHaveLength(100);
    expect(paths.at(-1)).toBe('messages[0].delivery_list[33].phone');
    expect(total).toBe(210);
  });

  it('in several lists, in their order', () => {
    const { paths, total } = faultsOf([bulk(faulty(60)), bulk(faulty(150)), bulk(['375291111111']), bulk(faulty(170))]);
    expect(paths[59]).toBe('messages[0].delivery_list[59]');
    expect(paths[60]).toBe('messages[1].delivery_list[0]');
    expect(paths[99]).toBe('messages[1].delivery_list[39]');
    expect(total).toBe(380);
  });

  it('in mailings', () => {
    const mailings = Array.from({ length: 130 }, () => bulk([]));
    const { paths, total } = faultsOf(mailings);
    expect(paths.at(-1)).toBe('messages[99].delivery_list');
    expect(total).toBe(130);
  });

  it('in keys', () => {
    const keys = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`key ${index}`, index]));
    const { paths, total } = faultsOf([bulk(faulty(20))], keys);
    expect(paths).toHaveLength(100);
    expect(total).toBe(320);
  });
});

it('a key that nearly looks like a name is looked at once', () => {
  // Where letters could be shared out among the parts of a name in many ways, this would take hours.
  const { paths } = faultsOf([bulk(['375291111111'])], { [`${'a'.repeat(29)}1`]: 1 });
  expect(paths).toEqual(['[…]']);
});

it.each([
  ['a host of five million labels', `http://${'a.'.repeat(5_000_000)}by/a.jpg`, undefined],
  ['the same with a space', `http://${'a.'.repeat(5_000_000)}by/a.jpg `, 'link_format'],
])('%s is looked at once', (_, url, code) => {
  expect(imageFault(url)).toBe(code);
});
