// Reads lines, each a JSON array of Bicep texts, and answers each with a line: an array of their syntax trees. Ends with its input.
// A node has its type, its line, its text, whether it is a fault, and its children with the field that each fills.
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const grammar = new URL(import.meta.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'));
const parser = new Parser();
parser.setLanguage(await Language.load(fileURLToPath(grammar)));

const outline = (node, field) => ({
  type: node.type,
  field,
  line: node.startPosition.row + 1,
  text: node.text,
  isFault: node.isError || node.isMissing,
  children: node.children.flatMap((child, i) => (child.isNamed || child.isError || child.isMissing ? [outline(child, node.fieldNameForChild(i))] : [])),
});

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(JSON.parse(line).map((text) => outline(parser.parse(text).rootNode, null))) + '\n');
}
