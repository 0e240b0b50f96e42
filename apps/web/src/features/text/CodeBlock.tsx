import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from '../../lib/copy-text.ts';
import { t } from '../../lib/words.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { CodeLook } from './CodeLook.tsx';
import type { CodeBlock as Code } from './text-parts.ts';
import { useHighlighted } from './use-highlighted.ts';

export function CodeBlock({ block: { text, whole = text, language } }: { block: Code }) {
  const pieces = useHighlighted(text, language);
  return (
    <CodeLook language={language} action={<CopyButton text={whole} />}>
      {pieces?.map(({ text: piece, look }, index) => (
        <span key={index} className={look}>
          {piece}
        </span>
      )) ?? text}
    </CodeLook>
  );
}

const saidMs = 2_000;

function CopyButton({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), saidMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <IconButton
      size="s"
      icon={isCopied ? Check : Copy}
      label={isCopied ? t`Copied` : t`Copy code`}
      className="absolute end-1 bottom-1 bg-surface not-group-hover/code:pointer-fine:opacity-0 focus-visible:opacity-100"
      onClick={() => void copyText(text).then(setCopied)}
    />
  );
}
