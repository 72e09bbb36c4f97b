// Lets `import html from 'lesson:en'` give docs/lesson-plan.md as HTML, and `lesson:zh` the Chinese.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Marked } from 'marked';
import type { Plugin } from 'vite';

const kFiles: Record<string, string> = {
  'lesson:en': '../../docs/lesson-plan.md',
  'lesson:zh': '../../docs/lesson-plan.zh.md',
};

export function lessonPages(): Plugin {
  return {
    name: 'lesson-pages',
    resolveId: (id) => (id in kFiles ? `\0${id}` : undefined),
    load: (id) => {
      const file = kFiles[id.slice(1)];
      if (!id.startsWith('\0') || file === undefined) return undefined;
      const path = fileURLToPath(new URL(file, import.meta.url));
      return `export default ${JSON.stringify(htmlOf(readFileSync(path, 'utf8')))};`;
    },
  };
}

// Headings go a level down, as the page has its own; links to other files of the repo, which the
// page does not have, become their words.
export function htmlOf(markdown: string): string {
  const marked = new Marked();
  marked.use({
    renderer: {
      heading({ tokens, depth }) {
        const level = Math.min(6, depth + 1);
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        if (!/^https?:/.test(href)) return words;
        return `<a href="${href}" target="_blank" rel="noopener noreferrer">${words}</a>`;
      },
    },
  });
  return marked.parse(joined(markdown), { async: false });
}

// Chinese has no spaces between words, so a line's end within a sentence must not become one.
function joined(markdown: string): string {
  const chinese = '[\\u2018-\\u201d\\u3000-\\u9fff\\uff00-\\uffef]';
  return markdown.replace(new RegExp(`(${chinese})\\n(?:> |  +)?(?=${chinese})`, 'g'), '$1');
}
