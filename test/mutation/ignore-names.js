// Stryker 9 cannot place a mutant where a method's name is a string.
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'method-names',
    value: {
      shouldIgnore(path) {
        return path.isStringLiteral() && path.key === 'key' && path.parentPath.isClassMethod() ? 'a name of a method' : undefined;
      },
    },
  },
];
