// A scenario's text: what it offers to choose from, and what the exchange found wrong with it.

export interface YamlMistake {
  // As `file:line:column`. Empty: of no place.
  readonly place: string;
  readonly text: string;
  // The line it is in, and how far into it. Absent: of no place.
  readonly line?: string;
  readonly column?: number;
}

// The message has a mistake a line, as `file:line:column: what`; the file is named as the person
// knows it.
export function yamlMistakes(message: string, file: string, yaml: string): YamlMistake[] {
  const lines = yaml.split(/\r?\n/);
  return message
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const found = /^(?:[^\s:]*:)?(\d+):(\d+):\s*(.*)$/.exec(each);
      if (!found) return { place: '', text: each };
      const [, line = '', column = '', text = ''] = found;
      const within = lines[Number(line) - 1];
      const place = `${file}:${line}:${column}`;
      return within === undefined
        ? { place, text }
        : { place, text, line: within, column: Number(column) };
    });
}

// The message with the file named as the person knows it, whatever the exchange calls it.
export function withFileNamed(message: string, file: string): string {
  return message.replace(/^(\s*)[^\s:]*:(?=\d+:\d+:)/gm, (_, space) => `${space}${file}:`);
}

// Names under `treatments:`, enough to choose from; the exchange reads the file itself.
export function treatmentsOf(yaml: string): string[] {
  const lines = yaml.split(/\r?\n/).map((line) => line.replace(/(^|\s)#.*$/, '').trimEnd());
  const start = lines.indexOf('treatments:') + 1;
  if (start === 0) return [];
  const after = lines.slice(start).filter((line) => line !== '');
  const end = after.findIndex((line) => /^\S/.test(line));
  const block = end < 0 ? after : after.slice(0, end);
  const indent = /^\s*/.exec(block[0] ?? '')?.[0].length ?? 0;
  const named = block.filter((line) => /\S/.exec(line)?.index === indent);
  return named.flatMap((line) => /^\s*([\w-]+):/.exec(line)?.[1] ?? []);
}
