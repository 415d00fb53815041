import { expect, it } from 'vitest';
import { isLoopback } from '../../src/wire/link.js';

it('this machine itself is a loopback host, however its address was written', () => {
  for (const host of [
    'localhost',
    'LOCALHOST',
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '127.255.255.254',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
  ])
    expect(isLoopback(new URL(`http://${host}:3000/`).hostname), host).toBe(true);
});

it('no other host is one, however it is named', () => {
  for (const host of [
    'localhost.example.com',
    'notlocalhost',
    '127.0.0.1.example.com',
    '128.0.0.1',
    '10.0.0.1',
    '192.168.0.1',
    '0.0.0.0',
    '[::2]',
    '[::]',
    'example.com',
  ])
    expect(isLoopback(new URL(`http://${host}:3000/`).hostname), host).toBe(false);
});
