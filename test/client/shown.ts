import { inspect } from 'node:util';

/** Every way in which a program could show a value, by its name. */
export function shown(value: unknown): Readonly<Record<string, string>> {
  const ways: Record<string, string> = {
    inspect: inspect(value),
    'inspect of everything': inspect(value, {
      showHidden: true,
      getters: true,
      depth: 20,
      maxStringLength: null,
      maxArrayLength: null,
    }),
    walk: walked(value, new Set()),
  };
  if (!(value instanceof Error)) return ways;
  return {
    ...ways,
    String: String(value),
    stack: String(value.stack),
    JSON: JSON.stringify(value),
    'JSON of all properties': JSON.stringify(value, Object.getOwnPropertyNames(value)),
    clone: inspect(structuredClone(value), { showHidden: true, depth: 20 }),
    'walk of a clone': walked(structuredClone(value), new Set()),
  };
}

/** Every property that can be reached without calling a method: hidden, inherited, under symbols, through `cause`. */
function walked(value: unknown, seen: Set<unknown>): string {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? value.name : String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  const parts: string[] = [];
  for (let owner = value; owner !== null && owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) {
    for (const key of Reflect.ownKeys(owner)) parts.push(`${String(key)}: ${walked(read(value, key), seen)}`);
  }
  return parts.join('\n');
}

function read(value: object, key: PropertyKey): unknown {
  try {
    return (value as Record<PropertyKey, unknown>)[key];
  } catch {
    return undefined;
  }
}
