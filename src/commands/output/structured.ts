/** A document of lvsctl's own output: plain values, with exact integers as bigint or number. See docs/json.md. */
export type Document = {readonly schema: string} & Readonly<Record<string, unknown>>;

export const outputFormats = ['table', 'wide', 'json', 'yaml'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** JSON in which a bigint is an integer with all its digits. @param indent blanks a level; 0 for one line */
export function formatJson(value: unknown, indent: number): string {
  return JSON.stringify(
    value,
    (_key, inner: unknown) => (typeof inner === 'bigint' ? rawInteger(inner) : inner),
    indent,
  );
}

/** The document in a machine's format, ended by a newline; in a series, JSON is one line each and YAML documents are separated. */
export async function formatDocument(document: Document, format: 'json' | 'yaml', isSeries: boolean): Promise<string> {
  if (format === 'json') return `${formatJson(document, isSeries ? 0 : 2)}\n`;
  const {formatYaml} = await import('./yaml.js');
  return `${isSeries ? '---\n' : ''}${formatYaml(document)}`;
}

/** JSON.rawJSON of V8, from Node 21: TypeScript's library does not know it yet. */
function rawInteger(value: bigint): unknown {
  return (JSON as unknown as {rawJSON(text: string): unknown}).rawJSON(value.toString());
}
