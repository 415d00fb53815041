// Prints the globals that importing the package adds.
const before = new Set(Reflect.ownKeys(globalThis));
await import('viber-mailing');
console.log(Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).length);
