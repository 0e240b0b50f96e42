import { safeHref, type Inline } from '@confab/text';
import type { TextParts } from './text-parts.ts';

type InlineNodesProps = { nodes: readonly Inline[]; parts: TextParts };

const tags = { strong: 'strong', emphasis: 'em', strike: 's' } as const;

/** Words with their marks. All of it reaches the page as text nodes: there is no way in for markup. */
export function InlineNodes({ nodes, parts }: InlineNodesProps) {
  return nodes.map((node, index) => <InlineNode key={index} node={node} parts={parts} />);
}

function InlineNode({ node, parts }: { node: Inline; parts: TextParts }) {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'code') return <code dir="ltr">{node.text}</code>;
  if (node.kind === 'mention') return <parts.Mention mention={node} />;
  if (node.kind === 'emoji') return <parts.Emoji sign={node.text} />;
  const children = <InlineNodes nodes={node.children} parts={parts} />;
  if (node.kind === 'spoiler') return <parts.Spoiler>{children}</parts.Spoiler>;
  if (node.kind !== 'link') {
    const Tag = tags[node.kind];
    return <Tag>{children}</Tag>;
  }
  const [only] = node.children;
  // An address runs left to right whatever stands around it. Words say where they lead to those who point at them.
  const isAddress = only?.kind === 'text' && safeHref(only.text) !== null;
  return (
    <a
      dir={isAddress ? 'ltr' : 'auto'}
      href={node.href}
      title={isAddress && only.text === node.href ? undefined : node.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
    >
      {children}
    </a>
  );
}
