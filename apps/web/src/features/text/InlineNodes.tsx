import { safeHref, type Inline } from '@confab/text';
import type { ReactNode } from 'react';
import { withLongRuns } from './with-long-runs.tsx';
import type { Leaf, TextParts } from './text-parts.ts';

type InlineNodesProps = { nodes: readonly Inline[]; parts: TextParts };

const tags = { strong: 'strong', emphasis: 'em', strike: 's' } as const;

/** Words with their marks. All of it reaches the page as text nodes: there is no way in for markup. */
export function InlineNodes({ nodes, parts }: InlineNodesProps) {
  return nodes.map((node, index) => <InlineNode key={index} node={node} parts={parts} />);
}

function InlineNode({ node, parts }: { node: Inline; parts: TextParts }) {
  const leaf = (shown: ReactNode, of: Leaf): ReactNode => (parts.leaf ? parts.leaf(of, shown) : shown);
  if (node.kind === 'text') return leaf(withLongRuns(node.text), node);
  if (node.kind === 'code') return <code dir="ltr">{leaf(node.text, node)}</code>;
  if (node.kind === 'mention') return leaf(<parts.Mention mention={node} />, node);
  if (node.kind === 'emoji') return leaf(<parts.Emoji sign={node.text} />, node);
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
