import ts from 'typescript';

export type NamedTest = { readonly name: string; readonly file: string };

/** The tests that a page's table links to. */
export function testsOf(page: string): NamedTest[] {
  const links = page.matchAll(/\| \[((?:[^\]\\]|\\.)+)\]\(\.\.\/(test\/[^)]+)\) \|/g);
  return [...links].map(([, name = '', file = '']) => ({
    name: name.replace(/\\(.)/g, '$1'),
    file,
  }));
}

/** Whether a test file holds this name as a text, or as a template that it may come from. */
export function holdsName(source: string, name: string): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found ||= node.text === name;
    else if (ts.isTemplateExpression(node)) found ||= patternOf(node).test(name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest));
  return found;
}

const patternOf = (template: ts.TemplateExpression): RegExp => {
  const texts = [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
  // A template of nothing but values would fit every name.
  if (texts.join('').trim().length < 4) return /^$/;
  const quoted = texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${quoted.join('.+')}$`);
};
