import ts from 'typescript';

/** The function around each value that is shown. The program can't declare another of this name at its top by accident. */
const show = '__show';

/**
 * Makes of a program the body of an asynchronous function of `require`, `exports` and `__show`. What a top-level variable
 * holds, and what a top-level line gives, goes through `__show`.
 */
export function scriptOf(program: string): string {
  const { outputText } = ts.transpileModule(program, {
    fileName: 'main.ts',
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
    transformers: { before: [() => (file) => ts.factory.updateSourceFile(file, file.statements.map(showing))] },
  });
  return outputText;
}

function showing(statement: ts.Statement): ts.Statement {
  const { factory } = ts;
  if (ts.isExpressionStatement(statement)) {
    return factory.updateExpressionStatement(statement, shown('', statement.expression));
  }
  if (ts.isExportAssignment(statement)) {
    return factory.updateExportAssignment(statement, statement.modifiers, shown('default', statement.expression));
  }
  if (!ts.isVariableStatement(statement)) return statement;
  const { declarationList } = statement;
  const declarations = declarationList.declarations.map((each) => {
    const { name, initializer } = each;
    if (initializer === undefined || !ts.isIdentifier(name)) return each;
    return factory.updateVariableDeclaration(each, name, undefined, undefined, shown(name.text, initializer));
  });
  return factory.updateVariableStatement(
    statement,
    statement.modifiers,
    factory.updateVariableDeclarationList(declarationList, declarations),
  );
}

function shown(name: string, value: ts.Expression): ts.Expression {
  const { factory } = ts;
  return factory.createCallExpression(factory.createIdentifier(show), undefined, [factory.createStringLiteral(name), value]);
}
