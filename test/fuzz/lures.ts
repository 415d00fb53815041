/** Thrown by a value that is looked at. It is never the caller's: nothing asked it to run. */
export class Sprung extends Error {}

/** Thrown by the caller's own callback or iterator, which a step may pass on. */
export class Callers extends Error {}

const spring = (): never => {
  throw new Sprung('a value of the caller threw: Zq9');
};
const fail = (): never => {
  throw new Callers('a callback of the caller threw: Zq9');
};

const depth = 100_000;

/** Values that are no plain data, each made around another one. */
export const lures = {
  'a getter that throws': () => ({
    get phone() {
      return spring();
    },
    text: 'Zq9',
  }),
  'getters that throw wherever a part is expected': () =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        [
          'token',
          'messages',
          'content',
          'type',
          'caption',
          'text',
          'link',
          'image',
          'from',
          'signal',
          'onInvalid',
          'searchParams',
          'uuid',
          'error',
        ].map((key) => [key, { enumerable: true, get: spring }]),
      ),
    ),
  'a getter that gives another value each time': (value: unknown) => {
    let times = 0;
    const shifting = { enumerable: true, get: () => (times++ % 2 === 0 ? '375291111111' : value) };
    return Object.defineProperties({}, { phone: shifting, text: shifting, href: shifting, searchParams: shifting });
  },
  'a URL whose text changes': (value: unknown) => {
    let times = 0;
    return {
      searchParams: {},
      get href() {
        return times++ === 0 ? 'https://shop.example.com/a.jpg' : value;
      },
    };
  },
  'a proxy whose every trap throws': () => new Proxy({}, new Proxy({}, { get: () => spring })),
  'a proxy that throws when it is read': () => new Proxy({ phone: '375291111111' }, { get: spring }),
  'a proxy that throws when its keys are listed': (value: unknown) => new Proxy({ phone: value }, { ownKeys: spring }),
  'a proxy that throws when its prototype is asked for': (value: unknown) =>
    new Proxy({ phone: value }, { getPrototypeOf: spring }),
  'a proxy that throws when it is asked for a key': (value: unknown) => new Proxy({ phone: value }, { has: spring }),
  'a proxy of a list that throws at its elements': (value: unknown) =>
    new Proxy([value, value], { get: (list, key) => (key === '1' ? fail() : Reflect.get(list, key)) }),
  'a proxy of a list that lies about its length': (value: unknown) =>
    new Proxy([value], { get: (list, key) => (key === 'length' ? 3 : Reflect.get(list, key)) }),
  'a proxy of a list whose length is none': (value: unknown) =>
    new Proxy([value], { get: (list, key) => (key === 'length' ? -1 : Reflect.get(list, key)) }),
  'a proxy of an object': (value: unknown) => new Proxy({ type: 'text', phone: '375291111111', text: value }, {}),
  'a proxy of a list': (value: unknown) => new Proxy(['375291111111', value], {}),
  'a proxy of a date': () => new Proxy(new Date(), {}),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  'a revoked proxy of a list': () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  'a revoked proxy of a function': () => {
    const { proxy, revoke } = Proxy.revocable(() => {}, {});
    revoke();
    return proxy;
  },
  'an object in itself': () => {
    const around: Record<string, unknown> = { type: 'text' };
    return Object.assign(around, { content: around, messages: [around], delivery_list: [around], error: around });
  },
  'a list in itself': () => {
    const around: unknown[] = [];
    around.push(around);
    return around;
  },
  'lists, many levels deep': (value: unknown) => {
    let around = value;
    for (let level = 0; level < depth; level++) around = [around];
    return around;
  },
  'objects, many levels deep': (value: unknown) => {
    let around = value;
    for (let level = 0; level < depth; level++) around = { content: around, error: around };
    return around;
  },
  'a huge string': () => 'Zq9'.repeat(300_000),
  'a huge link': () => `https://${'Zq9.'.repeat(50_000)}example.com/a b`,
  'a huge number of digits': () => '9'.repeat(1_000_000),
  'half of a surrogate pair': () => 'Zq9 \udc4b',
  'a key named __proto__': (value: unknown) => Object.defineProperty({}, '__proto__', { value, enumerable: true }),
  'a prototype with everything': (value: unknown) =>
    Object.create({ type: 'text', phone: '375291111111', text: value, content: value }),
  'an object without a prototype': (value: unknown) => Object.assign(Object.create(null), { phone: '375291111111', text: value }),
  'a list with holes': (value: unknown) => Object.assign(new Array(1000), { 7: value }),
  'an instance of a class': (value: unknown) => new Thing(value),
  'a boxed string': () => new String('375291111111'),
  'a symbol': () => Symbol('Zq9'),
  'a big integer': () => 444n,
  'a function': (value: unknown) => () => value,
  'a function that throws': () => fail,
  'a class': () => Thing,
  'a promise': (value: unknown) => Promise.resolve({ value }),
  // biome-ignore lint/suspicious/noThenProperty: that is what it is for.
  'a thenable': (value: unknown) => ({ then: (resolve: (value: unknown) => void) => resolve(value) }),
  'an iterable': (value: unknown) => ({
    *[Symbol.iterator]() {
      yield '375291111111';
      yield value;
    },
  }),
  'an iterable that throws at once': () => ({ [Symbol.iterator]: fail }),
  'an iterable that throws in the middle': (value: unknown) => ({
    *[Symbol.iterator]() {
      yield value;
      fail();
    },
  }),
  'an asynchronous iterable': (value: unknown) => ({
    async *[Symbol.asyncIterator]() {
      yield value;
    },
  }),
  'an instant of Temporal': (value: unknown) => ({ [Symbol.toStringTag]: 'Temporal.Instant', epochMilliseconds: value }),
  'a plain time of Temporal': (value: unknown) => ({ [Symbol.toStringTag]: 'Temporal.PlainDateTime', toString: () => value }),
  'an invalid date': () => new Date(Number.NaN),
  'a date far away': () => new Date(8.64e15),
  'an error with a cause': (value: unknown) => new Error('Zq9', { cause: value }),
  'an object that throws when it is converted': () => ({
    [Symbol.toPrimitive]: spring,
    toString: spring,
    valueOf: spring,
    toJSON: spring,
  }),
  // Where it is a function, it is the caller's own program that makes a mailing, and no input.
  'something that claims to be a mailing': (value: unknown) => ({
    '~internal': { kind: 'mailing', hasSender: true },
    toJSON: typeof value === 'function' ? undefined : value,
  }),
  'something that claims to be a request': (value: unknown) => ({
    '~internal': { kind: 'request' },
    toJSON: typeof value === 'function' ? undefined : value,
  }),
  'a signal that throws': () => ({ aborted: false, addEventListener: fail, removeEventListener: fail }),
  'options of its own making': (value: unknown) => ({ onInvalid: value, signal: value }),
} satisfies Record<string, (value: unknown) => unknown>;

export type LureName = keyof typeof lures;

class Thing {
  text = 'Zq9';
  phone: unknown;

  constructor(value: unknown) {
    this.phone = value;
  }

  toString(): string {
    return spring();
  }
}
