import hljs from 'highlight.js/lib/core';
import { findLanguage } from './languages.ts';
import { PieceEmitter } from './pieces.ts';

/** `look`: the classes that colour it. */
export type Piece = { text: string; look: string | undefined };

hljs.configure({ __emitter: PieceEmitter });

const looks: Record<string, string> = {
  comment: 'text-faint',
  quote: 'text-faint',
  meta: 'text-faint',
  keyword: 'text-accent-text',
  built_in: 'text-accent-text',
  type: 'text-accent-text',
  section: 'text-accent-text',
  tag: 'text-accent-text',
  name: 'text-accent-text',
  'selector-tag': 'text-accent-text',
  string: 'text-code-string',
  regexp: 'text-code-string',
  symbol: 'text-code-string',
  addition: 'text-code-string',
  number: 'text-code-number',
  literal: 'text-code-number',
  deletion: 'text-danger',
  title: 'text-code-title',
  attr: 'text-code-title',
  attribute: 'text-code-title',
  variable: 'text-code-title',
};

/** The code in pieces that together are the code, to the byte; null where its language is not known. */
export async function highlight(text: string, typedLanguage: string): Promise<readonly Piece[] | null> {
  const language = findLanguage(typedLanguage);
  if (language === null) return null;
  if (!hljs.getLanguage(language.name)) hljs.registerLanguage(language.name, (await language.load()).default);
  const { _emitter: emitter } = hljs.highlight(text, { language: language.name, ignoreIllegals: true });
  if (!(emitter instanceof PieceEmitter)) return null;
  const pieces = emitter.pieces.map((piece) => ({ text: piece.text, look: lookOf(piece.scope) }));
  return pieces.map((piece) => piece.text).join('') === text ? pieces : null;
}

function lookOf(scope: string | null): string | undefined {
  const [first = ''] = scope?.split('.') ?? [];
  return Object.hasOwn(looks, first) ? looks[first] : undefined;
}
