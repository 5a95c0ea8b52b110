/** A fenced block of a markdown file. */
export interface CodeBlock {
  readonly file: string;
  /** Line of the first line of code, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
}

const FENCE = /^(\s*)(`{3,}|~{3,})\s*([\w-]*)/;

export function codeBlocks(file: string, markdown: string): CodeBlock[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: CodeBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const opening = FENCE.exec(lines[at]);
    if (!opening) continue;
    const [, indent, fence, language] = opening;
    const end = closingFence(lines, at + 1, fence);
    const code = lines.slice(at + 1, end).map((line) => withoutIndent(line, indent.length)).join('\n');
    blocks.push({ file, line: at + 2, language, code });
    at = end;
  }
  return blocks;
}

/** A block that nobody closes runs to the end of the file, as it does in markdown. */
function closingFence(lines: readonly string[], from: number, fence: string): number {
  const closing = new RegExp(`^\\s*${fence[0]}{${fence.length},}\\s*$`);
  const found = lines.findIndex((line, at) => at >= from && closing.test(line));
  return found < 0 ? lines.length : found;
}

function withoutIndent(line: string, width: number): string {
  return line.replace(new RegExp(`^\\s{0,${width}}`), '');
}
