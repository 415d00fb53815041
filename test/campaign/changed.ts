/** The same object with some of its methods in another way. */
export function changed<Kind extends object>(object: Kind, methods: Partial<Kind>): Kind {
  return new Proxy(object, {
    get(target, name) {
      const method = Object.hasOwn(methods, name) ? (methods as Kind)[name as keyof Kind] : target[name as keyof Kind];
      return typeof method === 'function' ? method.bind(target) : method;
    },
  });
}
